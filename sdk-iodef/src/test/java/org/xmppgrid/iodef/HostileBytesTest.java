package org.xmppgrid.iodef;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xmppgrid.sdk.GridPayloadException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Streams made to break a reader: each ends in a sentence or in a document, none in an Error. */
class HostileBytesTest {
    private static final String MINIMAL = Documents.withIncident("");
    private static final int PIECE = 64 * 1024;

    /** A document with generated pieces in the place of {@code <!---->}: nothing of it is in memory as a whole. */
    private static InputStream stream(String document, int pieces, IntFunction<String> piece) {
        int place = document.indexOf("<!---->");
        Stream<String> parts = Stream.of(
                        Stream.of(document.substring(0, place)),
                        IntStream.range(0, pieces).mapToObj(piece),
                        Stream.of(document.substring(place + "<!---->".length())))
                .flatMap(part -> part);
        var iterator = parts.iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return iterator.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(iterator.next().getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    static Stream<Arguments> floods() {
        String filler = "x".repeat(PIECE);
        String inIncident = Documents.withIncident("<!---->");
        String inTag = MINIMAL.replace("<Incident ", "<Incident <!----> ");
        return Stream.of(
                arguments("nesting of 12,000", stream(inIncident, 12_000, i -> "<EventData>"), "deep"),
                arguments(
                        "nesting of 12,000 in foreign XML",
                        stream(
                                Documents.withIncident("<AdditionalData dtype='xml'><!----></AdditionalData>"),
                                12_000,
                                i -> "<x>"),
                        "deep"),
                arguments(
                        "64 MB of text",
                        stream(Documents.withIncident("<AdditionalData><!----></AdditionalData>"), 1024, i -> filler),
                        "characters"),
                arguments(
                        "64 MB of white space between elements",
                        stream(inIncident, 1024, i -> " ".repeat(PIECE)),
                        "characters"),
                arguments(
                        "64 MB in an attribute",
                        stream(MINIMAL.replace("reporting", "<!---->"), 1024, i -> filler),
                        "more than"),
                arguments("a million attributes", stream(inTag, 1_000_000, i -> " a" + i + "='b'"), "attributes"),
                arguments(
                        "a million namespaces",
                        stream(inTag, 1_000_000, i -> " xmlns:n" + i + "='urn:" + i + "'"),
                        "attributes"),
                arguments(
                        "200,000 targets of instructions",
                        stream(inIncident, 200_000, i -> "<?p" + i + "?>"),
                        "different names"),
                arguments(
                        "99,000 names of elements",
                        stream(inIncident, 99_000, i -> "<e" + i + "/>"),
                        "different names"),
                arguments("a name of 64 MB", stream(inIncident, 1025, i -> i == 0 ? "<" : filler), "not well-formed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void read_whenThereIsAFlood_thenRefusesItEarly(String name, InputStream flood, String words) {
        assertThatThrownBy(() -> Iodef.read(flood))
                .as(name)
                .isInstanceOf(GridPayloadException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2_000))
                .hasMessageContaining(words);
    }

    @Test
    void read_whenCommentsAndInstructionsAreHuge_thenReadsWhatIsBetween() {
        String filler = "x".repeat(PIECE);
        InputStream in = stream(
                Documents.withIncident("<!---->"),
                40,
                i -> i % 2 == 0 ? "<!--" + filler + "-->" : "<?a " + filler + "?>");

        assertThat(Iodef.read(in)).isEqualTo(Iodef.read(MINIMAL));
    }

    @Test
    void read_whenNamesHaveTheSameHash_thenReadsOrRefusesThemInTime() {
        // "Aa" and "BB" have the same hash, so 2^12 of these names have it too
        InputStream in = stream(Documents.withIncident("<!---->"), 9_000, i -> {
            StringBuilder name = new StringBuilder("<");
            for (int bit = 0; bit < 15; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            return name.append("/>").toString();
        });

        assertThat(Iodef.read(in)).isEqualTo(Iodef.read(MINIMAL));
    }

    @Test
    void read_whenTheDocumentEndsAtAnyByte_thenIsRefused() {
        byte[] document = Documents.text(Documents.DDOS).stripTrailing().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < document.length; length++) {
            InputStream cut = new ByteArrayInputStream(document, 0, length);

            assertThatThrownBy(() -> Iodef.read(cut))
                    .as("the first %s bytes", length)
                    .isInstanceOf(GridPayloadException.class);
        }
    }

    static Stream<Arguments> encodings() {
        byte[] utf8 = MINIMAL.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                arguments("an overlong solidus", replace(utf8, "492382", new byte[] {(byte) 0xC0, (byte) 0xAF})),
                arguments("an overlong <", replace(utf8, "492382", new byte[] {(byte) 0xE0, (byte) 0x80, (byte) 0xBC})),
                arguments(
                        "a character beyond Unicode",
                        replace(utf8, "492382", new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80})),
                arguments(
                        "half a surrogate pair",
                        replace(utf8, "492382", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})),
                arguments("a NUL byte in a text", replace(utf8, "492382", new byte[] {'4', 0, '2'})),
                arguments("a NUL byte at the start", concat(new byte[1], utf8)),
                arguments("a NUL byte behind the root", concat(utf8, new byte[1])),
                arguments("half a character", replace(utf8, "492382", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80
                })),
                arguments("UTF-7", declared("UTF-7", StandardCharsets.UTF_8)),
                arguments("UTF-16 that is UTF-8", declared("UTF-16", StandardCharsets.UTF_8)),
                arguments("UTF-16 of an odd length", Arrays.copyOf(declared("UTF-16", StandardCharsets.UTF_16), 501)),
                arguments("an encoding of no name", declared("x-none", StandardCharsets.UTF_8)),
                arguments("EBCDIC", declared("IBM037", Charset.forName("IBM037"))));
    }

    private static byte[] declared(String name, Charset charset) {
        return ("<?xml version=\"1.0\" encoding=\"" + name + "\"?>" + MINIMAL).getBytes(charset);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] result = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, result, first.length, second.length);
        return result;
    }

    private static byte[] replace(byte[] document, String what, byte[] with) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        return text.replace(what, new String(with, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encodings")
    void read_whenTheBytesAreNoText_thenIsRefused(String name, byte[] bytes) {
        assertThatThrownBy(() -> Iodef.read(new ByteArrayInputStream(bytes)))
                .as(name)
                .isInstanceOf(GridPayloadException.class);
    }

    @Test
    void read_whenAnEntityIsAFile_thenNothingIsOpened() {
        String xml = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                + Documents.withAssessment("<Description>&x;</Description>");

        assertThatThrownBy(() -> Iodef.read(xml))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("DOCTYPE");
    }

    @Test
    void read_whenAnAttributeHasOnlyAPrefix_thenIsRefused() {
        assertThatThrownBy(() -> Iodef.read(Documents.withAttributes(" xml:='a'")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("not well-formed");
    }

    @Test
    void read_whenADashAndAnotherCharacterEndNoComment_thenReadsOn() {
        String commented = "<!-- a-\u00e9> " + "=".repeat(5_000) + " -\u00e9-> <a " + "=".repeat(5_000) + " -->";

        assertThat(Iodef.read(new ByteArrayInputStream(
                        Documents.withIncident(commented).getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(Iodef.read(MINIMAL));
    }

    @Test
    void read_whenATextHasManyEqualsSigns_thenReadsThem() {
        String signs = "a = b ".repeat(5_000);
        String xml = Documents.withAssessment("<Description>" + signs + "<![CDATA[" + signs + "<x " + signs + "]]>"
                + "</Description><Description translation-id=\"" + signs + "\"/>");

        assertThat(Iodef.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                        .getIncident()
                        .get(0)
                        .getDescription()
                        .get(0)
                        .getValue())
                .isEqualTo(signs + signs + "<x " + signs);
    }

    @Test
    void read_whenTheDocumentIsInLatin1AndSaysSo_thenReadsIt() {
        String xml = "<?xml version='1.0' encoding='ISO-8859-1'?>"
                + Documents.withAssessment("<Description>Gr\u00f6\u00dfe</Description>");

        assertThat(Iodef.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.ISO_8859_1)))
                        .getIncident()
                        .get(0)
                        .getDescription()
                        .get(0)
                        .getValue())
                .isEqualTo("Gr\u00f6\u00dfe");
    }

    @Test
    void read_whenACommentStartsWithADashAndAGreaterThan_thenStillCountsTheAttributes() {
        String attributes =
                IntStream.range(0, 400_000).mapToObj(i -> " a" + i + "=''").collect(Collectors.joining());
        String xml = "<!---><x \" -->" + MINIMAL.replace("<IODEF-Document ", "<IODEF-Document" + attributes + ' ');

        assertThatThrownBy(() -> Iodef.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("more than 1000 attributes");
    }

    @Test
    void read_whenTheDeclarationIsTooLongToSeeItsEncoding_thenIsRefused() {
        String xml = "<?xml version='1.0'" + " ".repeat(300) + "encoding='ISO-2022-JP'?>" + MINIMAL;

        assertThatThrownBy(() -> Iodef.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("XML declaration is longer");
    }

    @Test
    void read_whenTheEncodingWritesAsciiOtherwise_thenIsRefused() {
        String xml = "<?xml version='1.0' encoding='ISO-2022-JP'?>" + MINIMAL;

        assertThatThrownBy(() -> Iodef.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("ncoding iso-2022-jp, which is not read");
    }

    @Test
    void read_whenAMillionCharactersOfNamespaceStandOnAThousandElements_thenIsRefused() {
        String xml = Documents.withIncident("<AdditionalData dtype='xml' xmlns:a='" + "u".repeat(1_000_000) + "'>"
                + "<a:e/>".repeat(1_000) + "</AdditionalData>");

        assertThatThrownBy(() -> Iodef.read(xml))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("XML of other vocabularies");
    }

    @Test
    void read_whenManyLongPrefixesMeetALongText_thenLooksForThemOnce() {
        String declarations = IntStream.range(0, 50)
                .mapToObj(i -> " xmlns:" + "a".repeat(5_000) + 'b' + i + "='u'")
                .collect(Collectors.joining());
        String xml = Documents.withIncident("<AdditionalData dtype='xml'><q:e xmlns:q='u'" + declarations + ">"
                + "a".repeat(2_000_000) + ":</q:e></AdditionalData>");

        assertThat(Iodef.read(xml).getIncident()).hasSize(1);
    }

    @Test
    void read_whenNamesHaveMillionsOfCharacters_thenTheMessageIsShort() {
        String name = "x".repeat(5_000_000);

        for (String xml : List.of(
                "<a xmlns='" + name + "'/>",
                Documents.withIncident("<" + name + ">&foo;</" + name + ">"),
                Documents.withIncident("<" + name + ":x/>"))) {
            assertThatThrownBy(() -> Iodef.read(xml))
                    .isInstanceOf(GridPayloadException.class)
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_500));
        }
    }

    @Test
    void read_whenAnAmpersandIsNotEscaped_thenSaysSoAndNotWhatFollows() {
        assertThatThrownBy(() -> Iodef.read(Documents.withAssessment("<Description>a&SECRET; b</Description>")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("write & as &amp;")
                .hasMessageNotContaining("SECRET");
    }
}
