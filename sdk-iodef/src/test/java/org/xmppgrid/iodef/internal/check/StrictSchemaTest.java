package org.xmppgrid.iodef.internal.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.value.Finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.xmppgrid.iodef.internal.check.Snippet.after;
import static org.xmppgrid.iodef.internal.check.Snippet.before;
import static org.xmppgrid.iodef.internal.check.Snippet.indicator;

class StrictSchemaTest {
    private static final String RFC = "/org/xmppgrid/iodef/rfc/";

    /** The JDK's validator as anybody would set it up, with the same files. */
    private static final Schema PLAIN = plain();

    private static Schema plain() {
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setResourceResolver(new SchemaResources());
            URL schema = StrictSchemaTest.class.getResource("schema/iodef-2.0.xsd");
            try (InputStream in = schema.openStream()) {
                return factory.newSchema(new StreamSource(in, "iodef-2.0.xsd"));
            }
        } catch (SAXException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isValid(String document) throws IOException {
        try {
            PLAIN.newValidator().validate(new StreamSource(new StringReader(document)));
            return true;
        } catch (SAXException e) {
            return false;
        }
    }

    static Stream<String> documents() throws Exception {
        Path folder = Path.of(StrictSchemaTest.class.getResource(RFC).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".xml"))
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static String text(String name) throws IOException {
        try (InputStream in = StrictSchemaTest.class.getResourceAsStream(RFC + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void findings_whenTheDocumentIsOfAnRfc_thenAreThoseOfAPlainValidator(String name) throws IOException {
        assertThat(Snippet.schemaFindings(text(name)).isEmpty()).isEqualTo(isValid(text(name)));
    }

    @Test
    void findings_whenDocumentsAreBrokenEverywhere_thenAgreeWithAPlainValidator() throws IOException {
        String document = text("rfc8274-B.4-malware.xml");
        for (String[] change : new String[][] {
            {"iodef:URL>", "iodef:Url>"},
            {"</iodef:Assessment>", "x</iodef:Assessment>"},
            {"sha256\"", "sha256\" a=\"b\""},
            {"<ds:DigestValue>", "<ds:DigestValue>!"},
            {"uid-ref=\"addr-c2-91011-001\"", "uid-ref=\"x\""},
            {"xmlns:ds", "xsi:type=\"x\" xmlns:ds"},
            {"<iodef:Port>", "<iodef:Port>http"},
            {"version=\"2.00\"", "version=\"2\""},
            {"category=\"ipv4-addr\"", "category=\"ip\""},
            {"<iodef:Description>Zeus</iodef:Description>", "<x/>"}
        }) {
            String broken = document.replace(change[0], change[1]);
            assertThat(isValid(broken)).as(change[1]).isFalse();
            assertThat(Snippet.schemaFindings(broken)).as(change[1]).isNotEmpty();
        }
    }

    @Test
    void resolveResource_whenTheNamespaceIsUnknown_thenRefused() {
        assertThatThrownBy(() -> new SchemaResources()
                        .resolveResource(
                                "http://www.w3.org/2001/XMLSchema", "urn:x", null, "http://a.example/x.xsd", null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("urn:x");
    }

    @Test
    void compile_whenASchemaImportsFromElsewhere_thenRefusedAndNothingIsOpened() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            String location = "http://127.0.0.1:" + server.getLocalPort() + "/x.xsd";
            for (String way : List.of(
                    "<xs:import namespace='urn:x' schemaLocation='" + location + "'/>",
                    "<xs:import schemaLocation='" + location + "'/>",
                    "<xs:include schemaLocation='" + location + "'/>")) {
                StreamSource schema = new StreamSource(new StringReader(
                        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>" + way + "</xs:schema>"));
                assertThatThrownBy(() -> StrictSchema.compile(schema)).isInstanceOf(IllegalStateException.class);
            }
            assertNobodyCame(server);
        }
    }

    @Test
    void findings_whenTheDocumentNamesASchema_thenNothingIsOpened() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            String location = "http://127.0.0.1:" + server.getLocalPort() + "/x.xsd";
            String document = after("<AdditionalData dtype='xml'><x:a xmlns:x='urn:x' xsi:schemaLocation='urn:x "
                            + location + "' xsi:noNamespaceSchemaLocation='" + location + "'/></AdditionalData>")
                    .replace(
                            "xml:lang",
                            "xsi:schemaLocation='urn:ietf:params:xml:ns:iodef-2.0 " + location + "' xml:lang");

            assertThat(Snippet.schemaFindings(document)).isEmpty();
            assertThat(Snippet.findings(document)).isEmpty();
            assertNobodyCame(server);
        }
    }

    /** A connection waits in the queue of the socket from the moment that it is made. */
    private static void assertNobodyCame(ServerSocket server) throws IOException {
        server.setSoTimeout(1);
        assertThatThrownBy(server::accept).isInstanceOf(java.net.SocketTimeoutException.class);
    }

    /** Everything that a document can have wrong by its schema, with a mark where a sender's content is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<DetectTime>SECRET</DetectTime>",
                "<Discovery source='SECRET'/>",
                "<Discovery odd='SECRET'/>",
                "SECRET",
                "<Discovery>SECRET</Discovery>",
                "<Description><b>SECRET</b></Description>",
                "<Assessment><TimeImpact metric='labor'>-1SECRET</TimeImpact></Assessment>",
                "<Assessment><SystemImpact/><Counter type='SECRET' unit=\"'[SECRET]'\">SECRET</Counter></Assessment>",
                "<Assessment observable-id='SECRET 1'><SystemImpact/></Assessment>",
                "<Description xml:lang='!SECRET'/>",
                "<Description xsi:type='SECRET'/>",
                "<Description xsi:type='SECRET:x'/>",
                "<Description xsi:nil='true'>SECRET</Description>",
                "<Description translation-id=\"' of attribute 'SECRET' on element 'x'\" odd='1'/>",
                "<Method><sci:AttackPattern SpecID='SECRET' odd='SECRET'><sci:RawData dtype='SECRET'/></sci:AttackPattern>"
                        + "</Method>"
            })
    void findings_whenContentIsWrong_thenDoNotShowIt(String content) {
        List<Finding> findings = Snippet.schemaFindings(before(content));

        assertThat(findings).isNotEmpty();
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.toString()).doesNotContain("SECRET").doesNotContain("%s");
            assertThat(finding.rule()).isNotEqualTo("schema-other");
        });
    }

    @Test
    void findings_whenAnIdentifierIsRepeated_thenNameTheSecond() {
        String event = "<EventData observable-id='SECRET'><Description>x</Description></EventData>";

        assertThat(Snippet.schemaFindings(after(event + event))).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("schema-id");
            assertThat(finding.path()).isEqualTo("/IODEF-Document/Incident[1]/EventData[2]/@observable-id");
        });
    }

    @Test
    void findings_whenARelatedIndicatorIsOfTheDocument_thenSaysThatTextAndSchemaDiffer() {
        String indicator = indicator("<Observable><RegistryHandle registry='local'>x</RegistryHandle></Observable>");
        String document = indicator.replace(
                "<GenerationTime>",
                "<RelatedActivity><IndicatorID name='csirt.example.com' version='1'> ind-1 </IndicatorID><Description>x"
                        + "</Description></RelatedActivity><GenerationTime>");

        assertThat(Snippet.schemaFindings(document)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("schema-against-text");
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
        });
    }

    @Test
    void findings_whenReferencesDangle_thenNameEachOfThem() {
        String document = indicator("<IndicatorExpression><ObservableReference uid-ref='a'/><ObservableReference"
                + " uid-ref='b'/><ObservableReference uid-ref='a'/></IndicatorExpression>");
        String expression = "/IODEF-Document/Incident[1]/IndicatorData/Indicator[1]/IndicatorExpression";

        assertThat(Snippet.schemaFindings(document))
                .extracting(Finding::path)
                .containsExactly(
                        expression + "/ObservableReference[1]/@uid-ref",
                        expression + "/ObservableReference[2]/@uid-ref",
                        expression + "/ObservableReference[3]/@uid-ref");
    }

    @Test
    void findings_whenATokenIsOfNoRegistry_thenSayHowToExtendIt() {
        assertThat(Snippet.schemaFindings(before("<Discovery source='SECRET'/>")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("schema-token");
                    assertThat(finding.clause()).isEqualTo("RFC 7970 §3.10");
                    assertThat(finding.message()).contains("ext-value", "ext-source", "third-party-monitoring");
                });
    }

    @Test
    void findings_whenNamesAreEndless_thenAreCut() {
        String name = "N".repeat(100_000);

        assertThat(Snippet.schemaFindings(before("<" + name + "/>")))
                .allSatisfy(finding -> assertThat(finding.toString().length()).isLessThan(1_000));
    }

    @Test
    void findings_whenThereAreTooMany_thenTheLastOneCounts() {
        List<Finding> findings = Snippet.schemaFindings(before("<Discovery source='x'/>".repeat(1_500)));

        assertThat(findings).hasSize(FindingList.MAX_FINDINGS + 1);
        assertThat(findings.get(FindingList.MAX_FINDINGS)).satisfies(last -> {
            assertThat(last.rule()).isEqualTo("more-findings");
            assertThat(last.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(last.message()).contains("500 more");
        });
    }

    @Test
    void findings_whenNearlyEverythingIsWrong_thenTheRestIsNotLookedAt() {
        List<Finding> findings = Snippet.schemaFindings(before("<Discovery source='x'/>".repeat(90_000)));

        assertThat(findings).hasSize(FindingList.MAX_FINDINGS + 1);
    }

    /** The validator alone would be at these for hours. */
    @Test
    void findings_whenAListOfPortsOrALanguageIsEndless_thenAreThoseOfAShortOne() {
        String ports = "1,".repeat(1_000_000);
        String languages = "en" + "-a".repeat(1_000_000);

        assertThat(Snippet.schemaFindings(ports(ports + "2-3"))).isEmpty();
        assertThat(Snippet.schemaFindings(ports(ports)))
                .extracting(Finding::rule)
                .containsExactly("schema-value");
        assertThat(Snippet.schemaFindings(ports("2-3-4")))
                .extracting(Finding::rule)
                .containsExactly("schema-value");
        assertThat(Snippet.schemaFindings(before("<Description xml:lang='" + languages + "'/>")))
                .isEmpty();
        assertThat(Snippet.schemaFindings(before("<Description xml:lang='" + languages + "-'/>")))
                .extracting(Finding::rule, Finding::path)
                .containsExactly(tuple("schema-value", "/IODEF-Document/Incident[1]/Description[1]/@xml:lang"));
    }

    private static String ports(String ports) {
        return Snippet.service("ip-protocol='6'", "<Portlist>" + ports + "</Portlist>");
    }

    /** Texts of millions of characters in which a careless pattern would get lost. */
    @ParameterizedTest
    @ValueSource(
            strings = {"<EmailTo>%s</EmailTo>|a.", "<EmailTo>%s</EmailTo>|a,", "<EmailHeaders>%s</EmailHeaders>|a "})
    void validate_whenTextsAreEndless_thenComesToAnEnd(String field) {
        String[] parts = field.split("\\|");
        String text = parts[0].formatted(parts[1].repeat(1_000_000));

        assertThat(Snippet.findings(Snippet.service("", "<EmailData>" + text + "</EmailData>")))
                .extracting(Finding::severity)
                .doesNotContain(Finding.Severity.ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"portlist|1,", "integer|1", "real|1", "bytes|0 ", "file|A=", "date-time|9", "url|a "})
    void validate_whenExtensionsAreEndless_thenComesToAnEnd(String extension) {
        String[] parts = extension.split("\\|");
        String data = "<AdditionalData dtype='" + parts[0] + "'>" + parts[1].repeat(1_000_000) + "x</AdditionalData>";

        assertThat(Snippet.findings(after(data))).extracting(Finding::rule).containsExactly("extension-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\n", " ,", "x ", "x, "})
    void validate_whenBulkListsAreEndless_thenComesToAnEnd(String piece) {
        String list = Snippet.bulk("domain-to-ipv4", "", "x" + piece.repeat(1_000_000) + "x");

        assertThat(Snippet.findings(list)).extracting(Finding::rule).containsExactly("bulk-syntax");
    }

    @Test
    void findings_whenManyThreadsAsk_thenEachGetsItsOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<List<Finding>>> calls = new ArrayList<>();
            Map<String, Integer> expected =
                    Map.of("", 0, "<Discovery source='x'/>", 1, "<Discovery source='x' odd='y'/>", 2);
            for (int i = 0; i < 300; i++) {
                for (String content : expected.keySet()) {
                    calls.add(() -> {
                        List<Finding> findings = Snippet.schemaFindings(before(content));
                        assertThat(findings).hasSize(expected.get(content));
                        return findings;
                    });
                }
            }
            for (var call : threads.invokeAll(calls)) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void validate_whenForeignXmlHoldsIodef_thenThatIsCheckedToo() {
        String document = after("<AdditionalData dtype='xml'><x:a xmlns:x='urn:x'><Port"
                + " xmlns='urn:ietf:params:xml:ns:iodef-2.0'>SECRET</Port></x:a></AdditionalData>");

        assertThat(Iodef.validate(Iodef.read(document))).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("schema-value");
            assertThat(finding.path()).isEqualTo("/IODEF-Document/Incident[1]/AdditionalData[1]/a[1]/Port[1]");
        });
    }
}
