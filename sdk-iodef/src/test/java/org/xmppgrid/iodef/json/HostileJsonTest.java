package org.xmppgrid.iodef.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HostileJsonTest {
    private static final int MANY = 12_000;
    private static final String START = "{\"version\":\"2.0\",";

    private static AbstractThrowableAssert<?, ?> assertRefused(String json) {
        return assertThatThrownBy(() -> IodefJson.read(json))
                .isInstanceOfSatisfying(
                        GridPayloadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PAYLOAD_INVALID))
                .hasNoCause();
    }

    static Stream<String> deep() {
        return Stream.of(
                "[".repeat(MANY),
                "{\"a\":".repeat(MANY),
                START + "\"Incident\":" + "[".repeat(MANY) + "]".repeat(MANY) + "}",
                START + "\"Incident\":[{\"EventData\":" + "[{\"EventData\":".repeat(MANY) + "1" + "}]".repeat(MANY)
                        + "}]}",
                START + "\"Incident\":[" + "{\"Contact\":".repeat(MANY) + "1" + "}".repeat(MANY) + "]}");
    }

    @ParameterizedTest
    @MethodSource("deep")
    void read_whenTheTextIsNestedTooDeep_thenNamesTheLimit(String json) {
        assertRefused(json).hasMessageContaining("limit (256 levels").hasMessageContaining("line 1, column");
    }

    @Test
    void read_whenPartsAreNestedDeeperThanXmlMayBe_thenIsRefused() {
        String contacts = "{\"Contact\":".repeat(130) + "{}" + "}".repeat(130);

        assertRefused(START + "\"Incident\":[" + contacts + "]}").hasMessageContaining("more than 128 deep");
    }

    @Test
    void read_whenTheJsonIsAsDeepAsXmlMayBe_thenIsReadAndWrittenBothWays() {
        String events = "<EventData>".repeat(Iodef.MAX_DEPTH - 2) + "</EventData>".repeat(Iodef.MAX_DEPTH - 2);
        IodefDocument document =
                Iodef.read("<IODEF-Document version=\"2.00\" xmlns=\"urn:ietf:params:xml:ns:iodef-2.0\">"
                        + "<Incident purpose=\"other\">" + events + "</Incident></IODEF-Document>");

        assertThat(IodefJson.read(IodefJson.write(document))).isEqualTo(document);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "a\\ud83d b", "\\u0000", "\\u0008", "\\uffff"})
    void read_whenAStringHasCharactersThatXmlLacks_thenIsRefused(String escaped) {
        assertRefused(START + "\"format-id\":\"" + escaped + "\"}")
                .hasMessageContaining("character that XML does not have at /format-id");
    }

    @Test
    void write_whenATextHasCharactersThatXmlLacks_thenIsRefused() {
        IodefDocument document =
                IodefDocument.builder().withFormatId("a\uD800b").buildPartial();

        assertThatThrownBy(() -> IodefJson.write(document))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("/format-id");
    }

    @Test
    void read_whenTheBytesAreNoUtf8_thenSaysSo() {
        byte[] bytes = (START + "\"format-id\":\"ü\"}").getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> IodefJson.read(new ByteArrayInputStream(bytes)))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void read_whenTheStreamFails_thenSaysWhy() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };

        assertThatThrownBy(() -> IodefJson.read(broken))
                .isInstanceOf(GridPayloadException.class)
                .hasMessageContaining("connection reset")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void read_whenNumbersAreHuge_thenTheirDigitsAreKeptOrTheyAreRefused() {
        String service = START + "\"Incident\":[{\"EventData\":[{\"System\":[{\"Service\":[{\"Port\":%s}]}]}]}]}";

        assertThat(IodefJson.write(IodefJson.read(service.formatted("1e999999999"))))
                .contains("\"Port\":1e999999999");
        assertRefused(service.formatted("9".repeat(2000))).hasMessageContaining("limit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no base64!",
                "",
                "AAAA",
                "/////w==",
                "PA==",
                "PGE+",
                "PCFET0NUWVBFIGE+PGEvPg==",
            })
    void read_whenEmbeddedXmlIsNone_thenIsReportedAndLeftOut(String value) {
        IodefDocument document = IodefJson.read(START + "\"Incident\":[{\"EventData\":[{\"RecordData\":[{"
                + "\"CertificateData\":[{\"Certificate\":[{\"X509Data\":\"" + value + "\"}]}],"
                + "\"FileData\":[{\"File\":[{\"Signature\":[\"" + value + "\"]}]}]}]}]}]}");

        assertThat(document.findings()).extracting(Finding::rule).containsExactly("json-not-kept", "json-not-kept");
    }

    @Test
    void read_whenEmbeddedXmlIsNestedTooDeep_thenIsReportedAndLeftOut() {
        String xml = "<X509Data xmlns=\"http://www.w3.org/2000/09/xmldsig#\">" + "<a>".repeat(MANY)
                + "</a>".repeat(MANY) + "</X509Data>";
        String value = Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));

        read_whenEmbeddedXmlIsNone_thenIsReportedAndLeftOut(value);
    }
}
