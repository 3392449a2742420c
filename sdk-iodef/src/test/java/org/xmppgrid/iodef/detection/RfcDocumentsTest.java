package org.xmppgrid.iodef.detection;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Restriction;
import org.xmppgrid.iodef.value.SystemCategory;

import static org.assertj.core.api.Assertions.assertThat;

/** What a detector gets out of the RFCs' own documents, as a human reads them. */
class RfcDocumentsTest {
    private static final String INCIDENT = "/IODEF-Document/Incident[1]";

    @Test
    void rfc7970_7_2_whenRead_thenGivesTheFourDomainsOfTheCampaign() {
        IodefDocument document = Reports.rfc("rfc7970-7.2-campaign-indicators");

        List<Observed> domains = Observables.of(document).stream().toList();

        assertThat(lines(document))
                .containsExactly(
                        "domain-name kj290023j09r34.example.com",
                        "domain-name 09ijk23jfj0k8.example.net",
                        "domain-name klknjwfjiowjefr923.example.org",
                        "domain-name oimireik79msd.example.org");
        assertThat(domains).allSatisfy(domain -> {
            assertThat(domain.indicatorId()).contains("G90823490");
            assertThat(domain.restriction()).isEqualTo(Restriction.PARTNER);
            assertThat(domain.event()).isEmpty();
            assertThat(domain.path())
                    .isEqualTo(INCIDENT + "/IndicatorData/Indicator[1]/Observable/BulkObservable/BulkObservableList");
        });
        IndicatorView indicator = Indicators.of(document).byId("G90823490").orElseThrow();
        assertThat(indicator.name()).contains("csirt.example.com");
        assertThat(indicator.version()).contains("1");
        assertThat(indicator.start()).contains(Instant.parse("2014-12-02T16:18:00Z"));
        assertThat(indicator.end()).isEmpty();
        assertThat(indicator.isValidAt(Instant.parse("2014-12-02T16:17:59Z"))).isFalse();
        assertThat(indicator.isValidAt(Instant.parse("2020-01-01T00:00:00Z"))).isTrue();
        assertThat(indicator.problems()).isEmpty();
        Set<String> seen = Set.of("09ijk23jfj0k8.example.net");
        assertThat(indicator.expression().evaluate(leaf -> leaf.any(o -> seen.contains(o.value()))))
                .isTrue();
        assertThat(indicator
                        .expression()
                        .evaluate(leaf -> leaf.any(o -> o.value().equals("a.example"))))
                .isFalse();
    }

    @Test
    void rfc8274_B_1_whenRead_thenGivesTheAddressAndTheUnfoldedPath() {
        IodefDocument document = Reports.rfc("rfc8274-B.1-malware-delivery-url");

        assertThat(lines(document))
                .containsExactly(
                        "ipv4-addr 192.0.2.200",
                        "url /log-bin/lunch_install.php?aff_id=1&lunch_id=1&maddr=&action=install");
        Observed address = Observables.of(document).iterator().next();
        assertThat(address.raw()).startsWith("192.0.2.200\n");
        assertThat(address.restriction()).isEqualTo(Restriction.PRIVATE);
        assertThat(address.event())
                .contains(document.getIncident().get(0).getEventData().get(0));
        assertThat(address.incident()).contains(document.getIncident().get(0));
        assertThat(address.system().orElseThrow().getCategory()).isEqualTo(SystemCategory.SOURCE);
        assertThat(address.indicator()).isEmpty();
        assertThat(address.path()).isEqualTo(INCIDENT + "/EventData[1]/Flow[1]/System[1]/Node/Address[1]");
    }

    @Test
    void rfc8274_B_2_whenRead_thenGivesSourcesTargetAndPorts() {
        IodefDocument document = Reports.rfc("rfc8274-B.2-ddos");

        assertThat(lines(document))
                .containsExactly(
                        "ipv4-addr 192.0.2.104",
                        "port 1337",
                        "ipv4-addr 192.0.2.106",
                        "port 1337",
                        "ipv4-net 198.51.100.0/24",
                        "port 1337",
                        "ipv6-addr 2001:db8:dead:beef::1",
                        "port 1337",
                        "ipv4-addr 203.0.113.1",
                        "port 80",
                        // One User-Agent in the eyes of its author; a list has one observable on each line.
                        "http-user-agent user-agent=\"Mozilla/5.0 (Macintosh; U;",
                        "http-user-agent Intel Mac OS X 10.5; en-US; rv:1.9.2.12)",
                        "http-user-agent Gecko/20101026 Firefox/3.6.12\">");
        assertThat(Observables.of(document).stream().filter(o -> o.type().equals(ObservableType.PORT)))
                .allSatisfy(port -> assertThat(port.fields()).hasSize(2).endsWith("6"));
        assertThat(Observables.of(document).iterator().next().restriction()).isEqualTo(Restriction.PRIVATE);
        assertThat(Indicators.of(document))
                .extracting(view -> view.id().orElseThrow())
                .containsExactly("G83345941");
    }

    @Test
    void rfc8274_B_3_whenRead_thenGivesTheMailItsServersAndTheFile() {
        IodefDocument document = Reports.rfc("rfc8274-B.3-spear-phishing");

        assertThat(lines(document))
                .containsExactly(
                        "url http://www.zeusevil.example.com",
                        "ipv4-addr 192.0.2.166",
                        "asn 65535",
                        "as-name EXAMPLE-AS - University of Example",
                        "as-prefix 192.0.2.0/24",
                        "domain-name mail1.evildave.example.com",
                        "ipv4-addr 198.51.100.6",
                        "asn 65534",
                        "as-name EXAMPLE-AS - University of Example",
                        "domain-name evildave.example.com",
                        "e-mail emaildave@evildave.example.com",
                        "email-subject Join us at Dummy Con",
                        "email-x-mailer StormRider 4.0",
                        "ipv4-addr 203.0.113.2",
                        "file-name Dummy Con Sign Up Sheet.txt",
                        "file-hash 141accec23e7e5157de60853cb1e01bc38042d08f9086040815300b7fe75c184",
                        "x509-subject EvilDaveExample",
                        "x509-serial 57482937101");
        assertThat(only(document, ObservableType.FILE_HASH).algorithm()).contains("sha256");
        assertThat(only(document, ObservableType.X509_SERIAL).fields()).containsExactly("57482937101", "FakeCA");
        assertThat(only(document, ObservableType.E_MAIL).path())
                .isEqualTo(INCIDENT + "/EventData[1]/Flow[2]/System[1]/Service[1]/EmailData/EmailFrom");
        assertThat(References.of(document).pathOf("ref-1234"))
                .contains(INCIDENT + "/EventData[1]/Method[1]/Reference[1]");
        assertThat(References.of(document).resolve("fd-1234"))
                .contains(document.getIncident()
                        .get(0)
                        .getEventData()
                        .get(0)
                        .getRecord()
                        .getRecordData()
                        .get(0)
                        .getFileData()
                        .get(0));
    }

    @Test
    void rfc8274_B_4_whenRead_thenGivesTheMalwareOfBothEventsAndTheIndicator() {
        IodefDocument document = Reports.rfc("rfc8274-B.4-malware");

        assertThat(lines(document))
                .containsExactly(
                        "ipv4-addr 203.0.113.200",
                        "url http://zeus.556677889900.example.com/log-bin/lunch_install.php?aff_id=1&lunch_id=1&maddr=&action=install",
                        "file-hash 6751a253483a67d86e0f84760f61f10bbcc2edff",
                        "file-hash 2e8880980d62447e9790afa89513f0a4",
                        "windows-reg-key HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\tamg",
                        "windows-reg-key HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\dqo",
                        "ipv4-addr 203.0.113.100",
                        "port 8080",
                        "file-hash 7263fe0d3a095d59c8e0c895a9c585e343e7141c",
                        "file-hash 43cd850fcdade4330a5bea6f16ee971c",
                        "windows-reg-key HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\KB00121600.exe",
                        "url http://foo.example.com:12345/evil/cc.php",
                        "ipv4-addr 192.0.2.1",
                        "ipv4-addr 198.51.100.1",
                        "ipv6-addr 2001:db8:dead:beef::1",
                        "file-hash 141accec23e7e5157de60853cb1e01bc38042d08f9086040815300b7fe75c184",
                        "windows-reg-key HKLM\\SYSTEM\\CurrentControlSet\\Services\\.Net CLR",
                        "windows-reg-key HKLM\\SYSTEM\\CurrentControlSet\\Services\\.Net CLR\\Parameters",
                        "windows-reg-key HKLM\\SYSTEM\\CurrentControlSet\\Services\\.Net CLR\\Parameters\\ServiceDll",
                        "windows-reg-key HKLM\\SYSTEM\\CurrentControlSet\\Services\\.Net CLR\\Parameters\\Bar");
        assertThat(Observables.of(document).stream()
                        .filter(o -> o.type().equals(ObservableType.FILE_HASH))
                        .map(o -> o.algorithm().orElseThrow()))
                .containsExactly("sha1", "md5", "sha1", "md5", "sha256");
        assertThat(Observables.of(document).stream()
                        .filter(o -> o.value().endsWith("Parameters\\Bar"))
                        .findFirst()
                        .orElseThrow()
                        .fields())
                .endsWith("Baz");
    }

    @Test
    void rfc8274_B_4_whenEvaluated_thenItsExpressionSaysWhatItsAuthorMeant() {
        IndicatorView indicator = Indicators.of(Reports.rfc("rfc8274-B.4-malware"))
                .byId("ind-91011")
                .orElseThrow();
        Expression expression = indicator.expression();
        String registryKey = "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\KB00121600.exe";

        assertThat(indicator.problems()).isEmpty();
        assertThat(expression).isInstanceOf(Expression.Or.class);
        assertThat(expression.terms()).hasSize(3);
        assertThat(expression.terms().get(0).terms()).hasSize(7).allMatch(Expression.Match.class::isInstance);
        assertThat(expression.terms().get(1)).isInstanceOf(Expression.And.class);
        assertThat(expression.matches()).hasSize(14);
        assertThat(seen(expression)).isFalse();
        assertThat(seen(expression, "198.51.100.1")).isTrue();
        assertThat(seen(expression, "203.0.113.100")).as("by addr-c2-91011-003").isTrue();
        assertThat(seen(expression, "43cd850fcdade4330a5bea6f16ee971c"))
                .as("a file alone")
                .isFalse();
        assertThat(seen(expression, registryKey)).as("a key alone").isFalse();
        assertThat(seen(expression, "43cd850fcdade4330a5bea6f16ee971c", registryKey))
                .isTrue();
        assertThat(seen(expression, "6751a253483a67d86e0f84760f61f10bbcc2edff", registryKey))
                .as("the file of another malware")
                .isFalse();
    }

    @Test
    void rfc8274_B_5_whenRead_thenGivesTheCameraAndTheHoneypots() {
        IodefDocument document = Reports.rfc("rfc8274-B.5-iot-malware");

        assertThat(lines(document))
                .containsExactly(
                        "ipv4-addr 192.0.2.210",
                        "port 23",
                        "ipv4-addr 198.51.100.1",
                        "port 23",
                        "ipv4-addr 198.51.100.94",
                        "port 23",
                        "ipv4-addr 198.51.100.237",
                        "port 2323");
        Observed last = Observables.of(document).stream().reduce((a, b) -> b).orElseThrow();
        assertThat(last.path()).isEqualTo(INCIDENT + "/EventData[1]/EventData[3]/Flow[1]/System[1]/Service[1]/Port");
        assertThat(last.event())
                .contains(document.getIncident()
                        .get(0)
                        .getEventData()
                        .get(0)
                        .getEventData()
                        .get(2));
        assertThat(Indicators.of(document)).isEmpty();
    }

    private static boolean seen(Expression expression, String... values) {
        return expression.evaluate(leaf -> leaf.any(o -> Set.of(values).contains(o.value())));
    }

    private static List<String> lines(IodefDocument document) {
        return Observables.of(document).stream()
                .map(o -> o.type() + " " + o.value())
                .toList();
    }

    private static Observed only(IodefDocument document, ObservableType type) {
        List<Observed> found = Observables.of(document).stream()
                .filter(o -> o.type().equals(type))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
