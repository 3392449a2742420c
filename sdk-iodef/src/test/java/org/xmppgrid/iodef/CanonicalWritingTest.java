package org.xmppgrid.iodef;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.iodef.model.Extension;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.DataType;
import org.xmppgrid.sdk.GridPayloadException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The same document gives the same bytes, and every character comes back as it was. */
class CanonicalWritingTest {
    private static final String MINIMAL = Documents.withIncident("");

    private static Extension data(IodefDocument document) {
        return document.getIncident().get(0).getAdditionalData().get(0);
    }

    private static IodefDocument withData(Extension data) {
        IodefDocument minimal = Iodef.read(MINIMAL);
        return minimal.newCopyBuilder()
                .withIncident(minimal.getIncident()
                        .get(0)
                        .newCopyBuilder()
                        .withAdditionalData(data)
                        .build())
                .build();
    }

    @Test
    void write_whenAttributesPrefixesAndEscapesDiffer_thenGivesEqualBytes() {
        String one = "<?xml version='1.0'?><IODEF-Document version='2.00' xml:lang='en' format-id='f'"
                + " xmlns='urn:ietf:params:xml:ns:iodef-2.0' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                + " xsi:schemaLocation='a b'>"
                + "<Incident purpose='other' ext-purpose='x' restriction='red' xml:lang='de'><IncidentID name='n'>a&lt;b"
                + "</IncidentID></Incident></IODEF-Document>";
        String other = "<i:IODEF-Document xmlns:s='http://www.w3.org/2001/XMLSchema-instance' s:schemaLocation=\"a b\""
                + " format-id='&#102;' xml:lang='en'  xmlns:i='urn:ietf:params:xml:ns:iodef-2.0' version='2.00'>\n"
                + "<i:Incident xml:lang='de' restriction='red' ext-purpose='x' purpose='other' >"
                + "<j:IncidentID xmlns:j='urn:ietf:params:xml:ns:iodef-2.0' name='n'><![CDATA[a<b]]></j:IncidentID>"
                + "</i:Incident></i:IODEF-Document>";

        assertThat(Iodef.read(other)).isEqualTo(Iodef.read(one));
        assertThat(Iodef.write(Iodef.read(other)))
                .isEqualTo(Iodef.write(Iodef.read(one)))
                .isEqualTo("<IODEF-Document xmlns=\"urn:ietf:params:xml:ns:iodef-2.0\""
                        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" format-id=\"f\" version=\"2.00\""
                        + " xsi:schemaLocation=\"a b\" xml:lang=\"en\">"
                        + "<Incident ext-purpose=\"x\" purpose=\"other\" restriction=\"red\" xml:lang=\"de\">"
                        + "<IncidentID name=\"n\">a&lt;b</IncidentID></Incident></IODEF-Document>");
    }

    @Test
    void write_whenADocumentWasBuilt_thenGivesTheBytesOfOneThatWasRead() {
        IodefDocument built = withData(
                Extension.builder().withMeaning("m").withDtype(DataType.STRING).build());

        assertThat(Iodef.write(built))
                .isEqualTo(Iodef.write(Iodef.read(
                        Documents.withIncident("<AdditionalData dtype='string' meaning='m'></AdditionalData>"))));
    }

    @Test
    void write_whenWhatWasWrittenIsReadAgain_thenGivesTheSameBytes() {
        for (String name : Documents.ALL) {
            String once = Iodef.write(Iodef.read(Documents.text(name)));

            assertThat(Iodef.write(Iodef.read(once))).as(name).isEqualTo(once);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\rb",
                "a\r\nb\n\tc",
                "\t lead and trail \n",
                "]]>",
                "]]]]>>",
                "&amp; & < > \" '",
                "\uD83D\uDE00",
                "\u0085\u2028\u00a0\u200b\ufeff",
                "\ud800\udc00\udbff\udfff\ufffd\ue000",
                "<![CDATA[x]]>",
                "<!-- no comment -->",
                "&#13;&lt;"
            })
    void read_whenAValueHasOddCharacters_thenGivesItAsItWas(String value) {
        IodefDocument document = withData(Extension.builder()
                .withDtype(DataType.STRING)
                .withMeaning(value)
                .addContent(value)
                .build());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Iodef.write(document, bytes);

        for (String written : List.of(Iodef.write(document), bytes.toString(StandardCharsets.UTF_8))) {
            IodefDocument again = Iodef.read(written);

            assertThat(data(again).getMeaning()).isEqualTo(value);
            assertThat(String.join("", strings(data(again)))).isEqualTo(value);
            assertThat(written).doesNotContain("<!--").doesNotContain("<![CDATA[");
        }
    }

    private static List<String> strings(Extension data) {
        return data.getContent().stream().map(String.class::cast).toList();
    }

    @Test
    void read_whenPairsOfCharactersStandAtAnyPlaceOfALongText_thenGivesThemAsTheyWere() {
        for (int length = 3_990; length < 4_010; length++) {
            String value = "x".repeat(length) + "\uD83D\uDE00\r]]>" + "\uD83D\uDE00".repeat(3_000);
            IodefDocument document = withData(Extension.builder()
                    .withDtype(DataType.STRING)
                    .withMeaning(value)
                    .addContent(value)
                    .build());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Iodef.write(document, bytes);

            assertThat(Iodef.read(Iodef.write(document)).equals(document))
                    .as("a text of " + length)
                    .isTrue();
            assertThat(bytes.toString(StandardCharsets.UTF_8).equals(Iodef.write(document)))
                    .as("bytes of " + length)
                    .isTrue();
        }
    }

    @Test
    void write_whenTheWriterIsTheJdks_thenOrderAndContentAreTheSame() throws Exception {
        IodefDocument document = Iodef.read(Documents.text(Documents.PUBLISHED));
        StringWriter text = new StringWriter();
        XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);

        Iodef.DOCUMENT.write(document, writer);
        writer.close();

        assertThat(Iodef.read(text.toString())).isEqualTo(document);
    }

    @Test
    void write_whenForeignXmlIsInTheDocument_thenKeepsItsOwnOrderAndSpace() {
        String foreign = "<x:a xmlns:x=\"urn:x\" z=\"1\" b=\"2\"> <x:c/>\n<x:d> </x:d> </x:a>";

        assertThat(Iodef.write(Iodef.read(
                        Documents.withIncident("<AdditionalData dtype='xml'>" + foreign + "</AdditionalData>"))))
                .contains(foreign);
    }

    // ---- files

    @Test
    void write_whenToAFile_thenBeginsWithTheDeclarationAndIsReadAgain(@TempDir Path folder) throws IOException {
        IodefDocument document = Iodef.read(Documents.withAssessment("<Description>Gr\u00f6\u00dfe</Description>"));
        Path file = folder.resolve("incident.xml");

        Iodef.write(document, file);

        assertThat(Files.readString(file))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Iodef.write(document) + "\n");
        assertThat(Iodef.read(file)).isEqualTo(document);
    }

    @Test
    void write_whenTheFileExists_thenReplacesItAndLeavesNothingElse(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("incident.xml"), "old");

        Iodef.write(Iodef.read(MINIMAL), file);

        assertThat(Iodef.read(file)).isEqualTo(Iodef.read(MINIMAL));
        assertThat(files(folder)).containsExactly(file);
    }

    @Test
    void write_whenTheDocumentCannotBeWritten_thenTheOldFileStays(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("incident.xml"), "old");
        IodefDocument document = withData(Extension.builder()
                .withDtype(DataType.STRING)
                .withMeaning("\u0000")
                .build());

        assertThatThrownBy(() -> Iodef.write(document, file))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("U+0000");

        assertThat(Files.readString(file)).isEqualTo("old");
        assertThat(files(folder)).containsExactly(file);
    }

    @Test
    void write_whenTheFolderIsMissing_thenNamesTheFile(@TempDir Path folder) {
        assertThatThrownBy(() ->
                        Iodef.write(Iodef.read(MINIMAL), folder.resolve("none").resolve("incident.xml")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("incident.xml");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void read_whenTheStreamIsOurs_thenIsLeftOpen() throws IOException {
        boolean[] closed = new boolean[1];
        InputStream in = new java.io.ByteArrayInputStream(MINIMAL.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };

        Iodef.read(in);

        assertThat(closed[0]).isFalse();
    }
}
