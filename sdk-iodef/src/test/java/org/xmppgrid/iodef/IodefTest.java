package org.xmppgrid.iodef;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmlunit.assertj3.XmlAssert;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.sdk.GridPayloadException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IodefTest {
    private static final String MINIMAL = Documents.withIncident("");

    @Test
    void document_whenAskedWhatItIs_thenNamesNamespaceAndElement() {
        assertThat(Iodef.DOCUMENT.namespace()).isEqualTo("urn:ietf:params:xml:ns:iodef-2.0");
        assertThat(Iodef.DOCUMENT.element()).isEqualTo("IODEF-Document");
        assertThat(Iodef.DOCUMENT.javaType()).isEqualTo(IodefDocument.class);
    }

    @Test
    void documentRead_whenTheReaderIsTheJdks_thenGivesTheSame() throws Exception {
        XMLStreamReader reader = XMLInputFactory.newDefaultFactory().createXMLStreamReader(new StringReader(MINIMAL));
        reader.nextTag();

        assertThat(Iodef.DOCUMENT.read(reader)).isEqualTo(Iodef.read(MINIMAL));
    }

    @Test
    void documentWrite_whenTheWriterIsTheJdks_thenGivesTheSame() throws Exception {
        StringWriter text = new StringWriter();
        XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);

        Iodef.DOCUMENT.write(Iodef.read(MINIMAL), writer);
        writer.close();

        XmlAssert.assertThat(text.toString()).and(MINIMAL).areIdentical();
    }

    @Test
    void read_whenTheDocumentIsVersion1_thenSaysSo() {
        String xml = "<IODEF-Document version=\"1.00\" lang=\"en\" xmlns=\"urn:ietf:params:xml:ns:iodef-1.0\"/>";

        assertThatThrownBy(() -> Iodef.read(xml))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("IODEF version 1")
                .hasMessageContaining("RFC 5070")
                .hasMessageContaining("RFC 7970");
    }

    @Test
    void read_whenTheRootIsSomethingElse_thenNamesIt() {
        assertThatThrownBy(() -> Iodef.read("<Incident xmlns=\"urn:ietf:params:xml:ns:iodef-2.0\"/>"))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("The root is {urn:ietf:params:xml:ns:iodef-2.0}Incident");
    }

    @Test
    void read_whenNotWellFormed_thenSaysWhere() {
        assertThatThrownBy(() ->
                        Iodef.read("<IODEF-Document xmlns=\"urn:ietf:params:xml:ns:iodef-2.0\">\n<Incident>\n</x>"))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("not well-formed")
                .hasMessageContaining("/IODEF-Document/Incident")
                .hasMessageContaining("line 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a ]]> b", "a &#0; b", "a \u0001 b", "a & b", "a &#xD800; b", "a \uFFFE b"})
    void read_whenATextIsNotWellFormed_thenSaysWhere(String text) {
        assertThatThrownBy(() -> Iodef.read(Documents.withIncident("<AdditionalData>" + text + "</AdditionalData>")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("not well-formed")
                .hasMessageContaining("line 1");
    }

    @Test
    void read_whenTheBytesAreNotUtf8_thenSaysWhere() {
        byte[] bytes = Documents.withIncident("<AdditionalData>\u00e9 and on</AdditionalData>")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> Iodef.read(new ByteArrayInputStream(bytes)))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("no UTF-8")
                .hasMessageContaining("in /IODEF-Document/Incident/AdditionalData");
    }

    @Test
    void read_whenTheStreamBreaks_thenSaysWhy() {
        InputStream broken = new SequenceInputStream(
                new ByteArrayInputStream("<IODEF-Document xmlns='urn:ietf:params:xml:ns:iodef-2.0'><AdditionalData>a"
                        .getBytes(StandardCharsets.UTF_8)),
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the disk is gone");
                    }
                });

        assertThatThrownBy(() -> Iodef.read(broken))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("the disk is gone");
    }

    @Test
    void read_whenSomethingFollowsTheRoot_thenIsRefused() {
        assertThatThrownBy(() -> Iodef.read(MINIMAL + "<more/>"))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("not well-formed");
    }

    @Test
    void read_whenThereIsNothing_thenIsRefused() {
        assertThatThrownBy(() -> Iodef.read("")).isInstanceOf(GridPayloadException.class);
    }

    @Test
    void read_whenTheNamespaceHasAPrefix_thenGivesTheSame() {
        String prefixed = MINIMAL.replace("xmlns=", "xmlns:i=").replaceAll("<(/?)(?=[A-Z])", "<$1i:");

        assertThat(prefixed).startsWith("<i:IODEF-Document ");
        assertThat(Iodef.read(prefixed)).isEqualTo(Iodef.read(MINIMAL));
    }

    @Test
    void read_whenTheStreamIsUtf16_thenFollowsItsDeclaration() {
        byte[] bytes = ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + MINIMAL).getBytes(StandardCharsets.UTF_16);

        assertThat(Iodef.read(new ByteArrayInputStream(bytes))).isEqualTo(Iodef.read(MINIMAL));
    }

    @Test
    void read_whenTheDocumentIsInAFile_thenGivesTheSame(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("incident.xml"), MINIMAL);

        assertThat(Iodef.read(file)).isEqualTo(Iodef.read(MINIMAL));
    }

    @Test
    void read_whenTheFileIsMissing_thenNamesIt(@TempDir Path folder) {
        assertThatThrownBy(() -> Iodef.read(folder.resolve("none.xml")))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("none.xml");
    }

    @Test
    void read_whenTheFileIsBad_thenNamesTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.xml"), "<IODEF-Document>");

        assertThatThrownBy(() -> Iodef.read(file))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("bad.xml");
    }

    @Test
    void read_whenEightThreadsReadAndWrite_thenAllAgree() throws Exception {
        List<String> texts = Documents.ALL.stream().map(Documents::text).toList();
        List<String> expected =
                texts.stream().map(text -> Iodef.write(Iodef.read(text))).toList();
        int threads = 8;
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<List<String>> work = () -> {
            start.await(10, TimeUnit.SECONDS);
            List<String> last = List.of();
            for (int i = 0; i < 20; i++) {
                last = texts.stream().map(text -> Iodef.write(Iodef.read(text))).toList();
            }
            return last;
        };
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<String>>> results = executor.invokeAll(
                    IntStream.range(0, threads).mapToObj(i -> work).toList(), 60, TimeUnit.SECONDS);

            for (Future<List<String>> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void write_whenAValueHoldsACharacterThatXmlHasNot_thenSaysWhere() {
        Incident incident = Iodef.read(MINIMAL).getIncident().get(0);
        IodefDocument document = IodefDocument.builder()
                .withLang("en")
                .withIncident(incident.newCopyBuilder()
                        .addDescription()
                        .withValue("a\u0000b")
                        .end()
                        .build())
                .build();

        assertThatThrownBy(() -> Iodef.write(document))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("U+0000")
                .hasMessageContaining("/IODEF-Document/Incident/Description");
    }

    @Test
    void write_whenAnAttributeHoldsHalfACharacter_thenSaysWhere() {
        IodefDocument document = IodefDocument.builder()
                .withFormatId("\uD83D")
                .withIncident(Iodef.read(MINIMAL).getIncident())
                .build();

        assertThatThrownBy(() -> Iodef.write(document))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("U+D83D")
                .hasMessageContaining("/IODEF-Document/@format-id");
    }

    @Test
    void write_whenTheDocumentHadADeclarationCommentsAndInstructions_thenLeavesThemOut() {
        String xml =
                "<?xml version=\"1.0\"?><!-- a --><?b c?>" + Documents.withIncident("<!-- d --><?e f?>") + "<!-- g -->";

        assertThat(Iodef.write(Iodef.read(xml))).isEqualTo(Iodef.write(Iodef.read(MINIMAL)));
    }

    @Test
    void build_whenTheVersionIsNotSet_thenWritesTheOneThatIsRequired() {
        IodefDocument document = IodefDocument.builder()
                .withIncident(Iodef.read(MINIMAL).getIncident())
                .build();

        assertThat(Iodef.write(document)).contains("version=\"2.00\"");
    }

    @Test
    void getIncident_whenTheDocumentWasRead_thenIsUnmodifiable() {
        List<Incident> incidents = Iodef.read(MINIMAL).getIncident();

        assertThatThrownBy(incidents::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void toString_whenAskedOfADocument_thenShowsNoContent() {
        assertThat(Iodef.read(MINIMAL).toString()).doesNotContain("492382");
    }
}
