package org.xmppgrid.iodef.detection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmppgrid.iodef.confidentiality.DisclosurePolicy;
import org.xmppgrid.iodef.confidentiality.EffectiveRestrictions;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.ConfidenceRating;
import org.xmppgrid.iodef.value.IodefTime;
import org.xmppgrid.iodef.value.Restriction;

import static org.assertj.core.api.Assertions.assertThat;

class ObservablesTest {
    @TempDir
    private Path folder;

    @Test
    void stream_whenABulkListHasAnyLineBreaks_thenGivesTrimmedLinesThatAreNotEmpty() {
        IodefDocument document =
                bulk("ipv4-addr", "", "\n  192.0.2.1\r\n\r\n \t\n192.0.2.2 \n192.0.2.3&#13;&#10;192.0.2.4");

        assertThat(values(document)).containsExactly("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4");
        assertThat(Observables.of(document).stream().map(Observed::raw))
                .containsExactly("  192.0.2.1", "192.0.2.2 ", "192.0.2.3", "192.0.2.4");
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "'\n\r\n \n'"})
    void stream_whenABulkListIsEmpty_thenGivesNothing(String list) {
        assertThat(values(bulk("ipv4-addr", "", list))).isEmpty();
    }

    @Test
    void stream_whenBulkLinesHaveTimes_thenTellsThemApart() {
        IodefDocument document = bulk(
                "domain-to-ipv4-timestamp",
                "",
                "fqdn.example.com, 192.0.2.1, 2015-06-11T00:38:31-06:00\nb.example.com,192.0.2.2\n,");
        List<Observed> lines = Observables.of(document).stream().toList();

        assertThat(lines.get(0).value()).isEqualTo("fqdn.example.com, 192.0.2.1");
        assertThat(lines.get(0).fields()).containsExactly("fqdn.example.com", "192.0.2.1");
        assertThat(lines.get(0).timestamp()).contains(IodefTime.of("2015-06-11T00:38:31-06:00"));
        assertThat(lines.get(0).raw()).endsWith("-06:00");
        assertThat(lines.get(1).fields()).containsExactly("b.example.com", "192.0.2.2");
        assertThat(lines.get(1).timestamp()).isEmpty();
        assertThat(lines.get(2).value()).isEqualTo(",");
    }

    @Test
    void stream_whenBulkLinesHaveFields_thenSplitsOnlyThoseThatHave() {
        assertThat(Observables.of(bulk("ipv4-port", "", "192.0.2.1, 80, TCP"))
                        .iterator()
                        .next()
                        .fields())
                .containsExactly("192.0.2.1", "80", "TCP");
        assertThat(Observables.of(bulk("email-subject", "", "Hello, you"))
                        .iterator()
                        .next()
                        .fields())
                .containsExactly("Hello, you");
    }

    @Test
    void stream_whenBulkLinesAreDigests_thenTheFormatNamesTheAlgorithmAndIsNoDigestItself() {
        IodefDocument document = bulk(
                "file-hash",
                "<BulkObservableFormat><Hash><ds:DigestMethod Algorithm='http://www.w3.org/2001/04/xmlenc#sha256'/>"
                        + "<ds:DigestValue/></Hash></BulkObservableFormat>",
                "141ACCEC23E7E5157DE60853CB1E01BC38042D08F9086040815300B7FE75C184");

        Observed only = Observables.of(document).iterator().next();

        assertThat(values(document)).hasSize(1);
        assertThat(only.algorithm()).contains("sha256");
        assertThat(only.value()).isEqualTo("141accec23e7e5157de60853cb1e01bc38042d08f9086040815300b7fe75c184");
    }

    @Test
    void stream_whenTheTypeIsExtended_thenTheExtensionIsTheType() {
        assertThat(Observables.of(bulk("ext-value' ext-type='ja3", "", "abc"))
                        .iterator()
                        .next()
                        .type())
                .isEqualTo(ObservableType.of("ja3"));
        assertThat(Observables.of(bulk("registered-later", "", "abc"))
                        .iterator()
                        .next()
                        .type())
                .isEqualTo(new ObservableType("registered-later"));
        assertThat(Observables.of(bulk("fqdn", "", "a.example"))
                        .iterator()
                        .next()
                        .type())
                .isEqualTo(ObservableType.DOMAIN_NAME);
        assertThat(Observables.of(bulk("site-uri", "", "http://a.example/"))
                        .iterator()
                        .next()
                        .type())
                .isEqualTo(ObservableType.URL);
    }

    @Test
    void stream_whenValuesStandInOtherClasses_thenFindsThemToo() {
        IodefDocument document = Reports.incident("<EventData><Flow><System><Node><DomainData><Name> a.example </Name>"
                + "<Nameservers><Server>ns.example</Server><Address category='ipv4-addr'>192.0.2.9</Address></Nameservers>"
                + "<DomainContacts><Contact role='tech' type='person'><Email><EmailTo>x@a.example</EmailTo></Email>"
                + "<RegistryHandle registry='arin'>H1</RegistryHandle></Contact></DomainContacts></DomainData>"
                + "<Address>2001:db8::1</Address></Node>"
                + "<Service ip-protocol='17'><Portlist>1-5,9</Portlist><ApplicationHeader>"
                + "<ApplicationHeaderField dtype='string' name='User-Agent'>curl/8</ApplicationHeaderField>"
                + "<ApplicationHeaderField dtype='string' name='Host'>h</ApplicationHeaderField></ApplicationHeader></Service>"
                + "</System></Flow><Record><RecordData><URL>http://a.example/r</URL><FileData><File><FileName>f.exe</FileName>"
                + "<URL>http://a.example/f.exe</URL><HashData scope='file-pe-section'><Hash><ds:DigestMethod Algorithm='urn:x'/>"
                + "<ds:DigestValue>AAEC</ds:DigestValue></Hash><FuzzyHash><FuzzyHashValue dtype='string'>3:abc</FuzzyHashValue>"
                + "</FuzzyHash></HashData></File></FileData></RecordData></Record></EventData>"
                + "<IndicatorData>"
                + Reports.indicator(
                        "G1",
                        "<Observable><EmailData><EmailTo>a@a.example</EmailTo><EmailTo>b@a.example</EmailTo>"
                                + "<HashData scope='email-hash'><Hash><ds:DigestMethod Algorithm='http://www.w3.org/2000/09/xmldsig#sha1'/>"
                                + "<ds:DigestValue>AAECAwQFBgcICQoLDA0ODxAREhM=</ds:DigestValue></Hash></HashData></EmailData></Observable>")
                + Reports.indicator(
                        "G2", "<Observable><RegistryHandle registry='ripe'>H2</RegistryHandle></Observable>")
                + "</IndicatorData>");

        assertThat(Observables.of(document).stream().map(o -> o.type() + " " + String.join("|", o.fields())))
                .containsExactly(
                        "domain-name a.example",
                        "domain-name ns.example",
                        "ipv4-addr 192.0.2.9",
                        "ipv6-addr 2001:db8::1",
                        "portlist 1-5,9|17",
                        "http-user-agent curl/8",
                        "url http://a.example/r",
                        "file-name f.exe",
                        "url http://a.example/f.exe",
                        "file-pe-section AAEC",
                        "fuzzy-hash 3:abc",
                        "e-mail a@a.example",
                        "e-mail b@a.example",
                        "email-hash 000102030405060708090a0b0c0d0e0f10111213",
                        "registry-handle H2|ripe");
    }

    @Test
    void observed_whenItIsLookedAt_thenKnowsItsSurroundings() {
        IodefDocument document =
                Reports.indicators("<Indicator restriction='amber'><IndicatorID name='a' version='2'>G1"
                        + "</IndicatorID><Confidence rating='low'/>"
                        + Reports.expression(
                                "or",
                                Reports.address("192.0.2.1"),
                                Reports.expression("and", Reports.address("192.0.2.2"), "<Confidence rating='high'/>"),
                                Reports.expression(
                                        "and",
                                        Reports.address("192.0.2.3"),
                                        "<Confidence rating='high'/>",
                                        Reports.address("192.0.2.4"),
                                        "<Confidence rating='medium'/>"))
                        + "</Indicator>");

        assertThat(Observables.of(document).stream()
                        .map(o -> o.confidence().orElseThrow().getRating()))
                .containsExactly(
                        ConfidenceRating.LOW, ConfidenceRating.HIGH, ConfidenceRating.LOW, ConfidenceRating.LOW);
        assertThat(Observables.of(document)).allSatisfy(o -> {
            assertThat(o.restriction()).isEqualTo(Restriction.NEED_TO_KNOW);
            assertThat(o.toString()).contains("ipv4-addr").doesNotContain("192.0.2");
        });
    }

    @Test
    void restriction_whenADocumentIsMixed_thenIsThatOfTheWholeDocument() {
        IodefDocument document =
                Reports.incident("<EventData restriction='default'><Flow><System restriction='green'><Node>"
                        + "<Address>1</Address></Node></System><System><Node><Address>2</Address></Node></System></Flow></EventData>"
                        + "<IndicatorData>"
                        + Reports.indicator(
                                "G1",
                                "<Observable><Incident purpose='other'><EventData><Flow><System>"
                                        + "<Node><Address>3</Address></Node></System></Flow></EventData></Incident></Observable>")
                        + Reports.indicator("G2", Reports.address("4")) + "</IndicatorData>");
        DisclosurePolicy policy = DisclosurePolicy.strict().withDefault(Restriction.AMBER);
        EffectiveRestrictions whole = EffectiveRestrictions.of(document, policy);

        assertThat(Observables.of(document, policy).stream().map(Observed::restriction))
                .containsExactly(
                        Restriction.PARTNER, Restriction.NEED_TO_KNOW, Restriction.PRIVATE, Restriction.PUBLIC);
        assertThat(Observables.of(document, policy))
                .allSatisfy(o -> assertThat(o.restriction()).isEqualTo(whole.of(o.part())));
    }

    @Test
    void iterator_whenSeveralAreUsed_thenEachStartsAnewAndStopsWhereItIs() {
        Observables observables = Observables.of(bulk("ipv4-addr", "", "192.0.2.1\n".repeat(100_000)));
        Iterator<Observed> first = observables.iterator();
        Iterator<Observed> second = observables.iterator();

        assertThat(first.next().value()).isEqualTo("192.0.2.1");
        assertThat(first.next().value()).isEqualTo("192.0.2.1");
        assertThat(second.next().value()).isEqualTo("192.0.2.1");
        assertThat(observables.stream().limit(3)).hasSize(3);
        assertThat(observables.stream().count()).isEqualTo(100_000);
    }

    @Test
    void iterator_whenAListHas200_000Lines_thenNeedsNoMoreMemoryThanTheList() throws Exception {
        assertThat(inSmallHeap()).contains("200000 lines");
        assertThat(inSmallHeap("keep")).as("the same heap, all values at once").contains("OutOfMemoryError");
    }

    private String inSmallHeap(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                BulkListProgram.class.getName()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output" + arguments.length);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }

    private static IodefDocument bulk(String type, String format, String list) {
        return Reports.indicators(Reports.indicator(
                "G1",
                "<Observable><BulkObservable type='" + type + "'>" + format + "<BulkObservableList>" + list
                        + "</BulkObservableList></BulkObservable></Observable>"));
    }

    private static List<String> values(IodefDocument document) {
        return Observables.of(document).stream().map(Observed::value).toList();
    }
}
