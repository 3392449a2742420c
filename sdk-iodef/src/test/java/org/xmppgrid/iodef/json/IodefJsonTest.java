package org.xmppgrid.iodef.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;

import static org.assertj.core.api.Assertions.assertThat;

class IodefJsonTest {
    /** What RFC 8727 demands and these documents, or the schema of RFC 7970, do not have. */
    private static final Map<String, List<String>> SCHEMA_ERRORS = Map.of(
            "rfc7970-7.2-campaign-indicators.xml", List.of("BulkObservable.type: does not have a value"),
            "rfc8274-B.2-ddos.xml",
                    List.of("Node: required property 'Address'", "Node: required property 'DomainData'"),
            "rfc8274-B.3-spear-phishing.xml",
                    List.of(
                            "DomainData[0]: required property 'domain-status'",
                            "DomainData[0]: required property 'system-status'",
                            "DomainData[1]: required property 'domain-status'",
                            "DomainData[1]: required property 'system-status'"));

    private static final Map<String, List<String>> LOSSES = Map.of(
            "rfc7970-7.1-minimal.xml", List.of("json-no-member /IODEF-Document/@xsi:schemaLocation"),
            "rfc7970-7.2-campaign-indicators.xml", List.of("json-no-member /IODEF-Document/@xsi:schemaLocation"),
            "rfc8600-6-publish-payload.xml", List.of("json-no-member /IODEF-Document/@xsi:schemaLocation"),
            "rfc8600-6-event-payload.xml", List.of("json-no-member /IODEF-Document/@xsi:schemaLocation"),
            "rfc8274-B.3-spear-phishing.xml",
                    List.of(
                            "json-grouping /IODEF-Document/Incident[1]/EventData[1]/Flow[1]",
                            "json-order /IODEF-Document/Incident[1]/EventData[1]/Flow[2]/System[1]/Node"));

    private final ObjectMapper mapper = new ObjectMapper();

    static Stream<String> documents() {
        return JsonDocuments.XML.stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void write_whenTheDocumentIsOneOfTheRfcs_thenTheSchemaOfRfc8727AcceptsIt(String name) {
        String json = IodefJson.write(Iodef.read(JsonDocuments.xml(name)));

        List<String> expected = SCHEMA_ERRORS.getOrDefault(name, List.of());
        List<String> errors = JsonDocuments.schemaErrors(json);
        assertThat(errors).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(errors.get(i)).contains(expected.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void read_whenTheDocumentWasWritten_thenDiffersInItsLossesOnly(String name) {
        IodefDocument document = Iodef.read(JsonDocuments.xml(name));

        IodefDocument again = IodefJson.read(IodefJson.write(document));
        List<Finding> losses = IodefJson.losses(document);

        assertThat(losses)
                .extracting(loss -> loss.rule() + " " + loss.path())
                .isEqualTo(LOSSES.getOrDefault(name, List.of()));
        assertThat(again.equals(document)).isEqualTo(losses.isEmpty());
        assertThat(again.findings()).isEmpty();
        assertThat(IodefJson.losses(again)).isEmpty();
        assertThat(IodefJson.write(again)).isEqualTo(IodefJson.write(document));
    }

    @Test
    void write_whenTheDocumentIsTheMinimalOne_thenGivesTheJsonOfRfc8727() throws IOException {
        String json = IodefJson.write(Iodef.read(JsonDocuments.xml("rfc7970-7.1-minimal.xml")));

        assertThat(mapper.readTree(json)).isEqualTo(mapper.readTree(JsonDocuments.json("rfc8727-4.1-minimal.json")));
    }

    @Test
    void read_whenTheJsonIsTheMinimalOne_thenGivesTheXmlOfRfc7970() {
        IodefDocument document = IodefJson.read(JsonDocuments.json("rfc8727-4.1-minimal.json"));

        assertThat(document.newCopyBuilder()
                        .withSchemaLocation(Iodef.read(JsonDocuments.xml("rfc7970-7.1-minimal.xml"))
                                .getSchemaLocation())
                        .build())
                .isEqualTo(Iodef.read(JsonDocuments.xml("rfc7970-7.1-minimal.xml")));
        assertThat(document.findings()).isEmpty();
        assertThat(Iodef.write(document)).contains("version=\"2.00\"");
    }

    @Test
    void write_whenTheDocumentIsTheCampaign_thenGivesTheJsonOfRfc8727ExceptForWhatItChanged() throws IOException {
        JsonNode ours =
                mapper.readTree(IodefJson.write(Iodef.read(JsonDocuments.xml("rfc7970-7.2-campaign-indicators.xml"))));
        JsonNode theirs = mapper.readTree(JsonDocuments.json("rfc8727-4.2-campaign-indicators.json"));

        // RFC 8727 corrected the type, kept one domain of four, and dropped the white space of the folded lines.
        ObjectNode observable = (ObjectNode) ours.at("/Incident/0/Indicator/0/Observable/BulkObservable");
        assertThat(observable.get("type").asText()).isEqualTo("fqdn");
        observable.put("type", "domain-name");
        assertThat(observable.get("BulkObservableList").asText().strip().split("\\s+"))
                .hasSize(4);
        observable.put(
                "BulkObservableList",
                observable.get("BulkObservableList").asText().strip().split("\\s+")[0]);
        assertThat(squeezed(ours)).isEqualTo(squeezed(theirs));
    }

    private JsonNode squeezed(JsonNode json) throws IOException {
        return mapper.readTree(json.toString()
                .replaceAll("(\\\\n| )+", " ")
                .replace("\" ", "\"")
                .replace(" \"", "\""));
    }

    @Test
    void write_whenToAStream_thenGivesTheTextInUtf8() {
        IodefDocument document = IodefJson.read("{\"version\":\"2.0\",\"format-id\":\"Größe 大 \uD83D\uDE00\"}");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        IodefJson.write(document, out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(IodefJson.write(document))
                .contains("Größe 大 \uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void read_whenTheStreamIsInUnicode_thenFindsOutInWhichForm(String charset) {
        String json = "{\"version\":\"2.0\",\"format-id\":\"Größe\"}";

        for (String text : List.of(json, "\uFEFF" + json)) {
            byte[] bytes = text.getBytes(Charset.forName(charset));
            assertThat(IodefJson.read(new ByteArrayInputStream(bytes)).getFormatId())
                    .isEqualTo("Größe");
        }
    }

    @Test
    void read_whenTheJsonIsInAFile_thenReadsIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("incident.json");
        Files.writeString(file, JsonDocuments.json("rfc8727-4.1-minimal.json"));

        assertThat(IodefJson.read(file).getIncident()).hasSize(1);
    }

    @Test
    void read_whenADocumentHasManySmallElements_thenReadsBackWhatWasWritten() {
        String addresses = "<Address category='ipv4-addr'>192.0.2.1</Address>".repeat(40_000);
        IodefDocument document = Iodef.read("<IODEF-Document version='2.00' xml:lang='en'"
                + " xmlns='urn:ietf:params:xml:ns:iodef-2.0'><Incident purpose='reporting'>"
                + "<IncidentID name='csirt.example.com'>1</IncidentID>"
                + "<GenerationTime>2015-07-18T09:00:00Z</GenerationTime><Contact role='creator' type='person'/>"
                + "<EventData><Flow><System><Node>" + addresses + "</Node></System></Flow></EventData>"
                + "</Incident></IODEF-Document>");

        assertThat(IodefJson.losses(document)).isEmpty();
        assertThat(IodefJson.read(IodefJson.write(document))).isEqualTo(document);
    }
}
