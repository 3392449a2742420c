package org.xmppgrid.iodef;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.iodef.model.Address;
import org.xmppgrid.iodef.model.Hash;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.model.Observable;
import org.xmppgrid.iodef.model.Reference;
import org.xmppgrid.iodef.model.Service;
import org.xmppgrid.iodef.model.TimeImpact;
import org.xmppgrid.iodef.value.AddressCategory;
import org.xmppgrid.iodef.value.BulkObservableType;
import org.xmppgrid.iodef.value.ContactRole;
import org.xmppgrid.iodef.value.ContactType;
import org.xmppgrid.iodef.value.IncidentPurpose;
import org.xmppgrid.iodef.value.SystemCategory;
import org.xmppgrid.iodef.value.TimeImpactMetric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.xmppgrid.iodef.IndicatorParts.bulk;
import static org.xmppgrid.iodef.IndicatorParts.observable;

class PartsTest {
    private static final byte[] CONTENTS = "hello".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,ipv4-addr",
        "0.0.0.0,ipv4-addr",
        "192.0.2.0/24,ipv4-net",
        "192.0.2.0/255.255.255.0,ipv4-net-mask",
        "2001:db8::1,ipv6-addr",
        "::,ipv6-addr",
        "::ffff:192.0.2.1,ipv6-addr",
        "1:2:3:4:5:6:7:8,ipv6-addr",
        "1:2:3:4:5:6:192.0.2.1,ipv6-addr",
        "2001:db8::/32,ipv6-net",
        "00:00:5e:00:53:01,mac",
        "00-00-5E-00-53-01,mac",
        "AS64496,asn",
        "someone@example.com,e-mail",
        "https://example.com/a|b?{c},site-uri"
    })
    void address_whenItsCategoryShows_thenIsToldByTheText(String text, String category) {
        assertThat(Parts.address(" " + text + " ").getCategory().token()).isEqualTo(category);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "300.1.2.3",
                "192.0.2",
                "192.0.2.01",
                "192.0.2.0/33",
                "2001:db8::1::2",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "12345::",
                ":::",
                "fe80::1%eth0",
                "2001:db8::/129",
                "00:00:5e-00:53:01",
                "64496",
                "www.example.com",
                "a b@example.com",
                "one\ntwo"
            })
    void address_whenItIsNone_thenIsRefusedWithoutBeingRepeated(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.address(text))
                .withMessageStartingWith("address: expected")
                .satisfies(e -> assertThat(text.isEmpty() || !e.getMessage().contains(text))
                        .isTrue());
    }

    @Test
    void address_whenTheCategoryIsGiven_thenItsSyntaxIsHeldTo() {
        assertThat(Parts.address(AddressCategory.ASN, "64496").getValue()).isEqualTo("64496");
        assertThat(Parts.address(AddressCategory.IPV4_NET_MASKED, "192.0.2.x/24")
                        .getCategory())
                .isEqualTo(AddressCategory.IPV4_NET_MASKED);
        Address extended = Parts.address(AddressCategory.of("onion"), "abc.onion");
        assertThat(extended.getCategory()).isEqualTo(AddressCategory.EXT_VALUE);
        assertThat(extended.getExtCategory()).isEqualTo("onion");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.address(AddressCategory.IPV4_ADDR, "2001:db8::1"))
                .withMessageStartingWith("address:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.address(AddressCategory.EXT_VALUE, "x"))
                .withMessageStartingWith("category:");
    }

    @Test
    void address_whenOthersWriteItDifferently_thenIsAsTheRfcWritesIt() {
        assertThat(Parts.address("00-00-5E-00-53-01").getValue()).isEqualTo("00:00:5E:00:53:01");
        assertThat(Parts.address("as64496").getValue()).isEqualTo("64496");
    }

    @Test
    void source_whenAPortIsGiven_thenNamesTheProtocolToo() {
        Service service = Parts.source("192.0.2.1", 51544, "TCP").getService().get(0);

        assertThat(service.getIpProtocol().text()).isEqualTo("6");
        assertThat(service.getPort().text()).isEqualTo("51544");
        assertThat(Parts.service(2905, "132").getIpProtocol().text()).isEqualTo("132");
    }

    @Test
    void source_whenThereIsNoService_thenHasNone() {
        assertThat(Parts.source("192.0.2.1").getService()).isEmpty();
        assertThat(Parts.source("192.0.2.1").getCategory()).isEqualTo(SystemCategory.SOURCE);
    }

    @Test
    void target_whenTheHostIsAName_thenIsADomain() {
        assertThat(Parts.target("www.example.com").getNode().getAddressesAndDomains())
                .containsExactly(Parts.domain("www.example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"300.1.2.3", "a b", "-a.example", "a..b", "", "http:"})
    void target_whenTheHostIsNone_thenIsRefused(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.target(host))
                .withMessageStartingWith("host: expected");
    }

    @Test
    void service_whenPortOrProtocolCantBe_thenNamesThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.service(70_000, "tcp"))
                .withMessage("port: expected 0 to 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.service(-1, "tcp"))
                .withMessageStartingWith("port:");
        for (String protocol : List.of("icmp", "http", "256", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Parts.service(80, protocol))
                    .withMessageStartingWith("protocol:");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.icmp(256, 0))
                .withMessageStartingWith("type:");
    }

    @Test
    void hash_whenGivenInHex_thenIsTheDigestInBase64() throws NoSuchAlgorithmException {
        Map<String, Hash> hashes = new TreeMap<>(Map.of(
                "MD5", Parts.md5(hex("MD5")),
                "SHA-1", Parts.sha1(hex("SHA-1")),
                "SHA-256", Parts.sha256(hex("SHA-256").toUpperCase(java.util.Locale.ROOT)),
                "SHA-512", Parts.sha512(hex("SHA-512"))));

        for (Map.Entry<String, Hash> hash : hashes.entrySet()) {
            assertThat(hash.getValue().getDigestValue().bytes())
                    .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(digest(hash.getKey())));
        }
        assertThat(hashes.values())
                .extracting(hash -> hash.getDigestMethod().getAlgorithm())
                .containsExactly(
                        "http://www.w3.org/2001/04/xmldsig-more#md5",
                        "http://www.w3.org/2000/09/xmldsig#sha1",
                        "http://www.w3.org/2001/04/xmlenc#sha256",
                        "http://www.w3.org/2001/04/xmlenc#sha512");
    }

    @Test
    void hash_whenItIsOfAnotherAlgorithmOrNoHex_thenSaysWhatIsExpected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.sha256(hex("MD5")))
                .withMessage("hex: expected the 64 hexadecimal digits of SHA-256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.md5("z".repeat(32)))
                .withMessageStartingWith("hex:");
    }

    @Test
    void reference_whenItIsAKnownKind_thenPointsToIt() {
        Reference cve = Parts.cve("CVE-2021-44228");
        assertThat(cve.getReferenceName().getSpecIndex().text()).isEqualTo("1");
        assertThat(cve.getReferenceName().getId()).isEqualTo("CVE-2021-44228");

        assertThat(Parts.attackTechnique("T1566.001").getUrl())
                .containsExactly("https://attack.mitre.org/techniques/T1566/001/");
        assertThat(Parts.attackTechnique("T1190").getUrl())
                .containsExactly("https://attack.mitre.org/techniques/T1190/");
        assertThat(Parts.attackTechnique("T1190", "Exploit")
                        .getDescription()
                        .get(0)
                        .getValue())
                .isEqualTo("T1190 Exploit");
        assertThat(Parts.cwe("CWE-79").getUrl()).containsExactly("https://cwe.mitre.org/data/definitions/79.html");
        assertThat(Parts.capec("CAPEC-63").getUrl())
                .containsExactly("https://capec.mitre.org/data/definitions/63.html");
    }

    @Test
    void reference_whenItIsNone_thenNamesTheArgument() {
        List<Runnable> wrong = List.of(
                () -> Parts.cve("2021-44228"),
                () -> Parts.cve("CVE-2021-1"),
                () -> Parts.attackTechnique("1566"),
                () -> Parts.cwe("79"),
                () -> Parts.capec("CWE-63"));
        for (Runnable each : wrong) {
            assertThatIllegalArgumentException().isThrownBy(each::run).withMessageStartingWith("id: expected");
        }
        for (String url : List.of("example.com", "https://exa mple.com", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Parts.reference(url))
                    .withMessageStartingWith("url: expected")
                    .withNoCause();
        }
    }

    @Test
    void text_whenXmlCantHoldIt_thenIsRefusedHereRatherThanWhenWriting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.emailSubject("bell\u0007"))
                .withMessageStartingWith("subject:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.file("half a pair \uD83D"))
                .withMessageStartingWith("name:");
    }

    @Test
    void timeImpact_whenItIsWhole_thenHasTheLargestUnit() {
        assertThat(time(Duration.ofDays(2))).isEqualTo("2 day");
        assertThat(time(Duration.ofHours(36))).isEqualTo("36 hour");
        assertThat(time(Duration.ofMinutes(90))).isEqualTo("90 minute");
        assertThat(time(Duration.ofMillis(1_500))).isEqualTo("1.5 second");
        assertThat(time(Duration.ofSeconds(100))).isEqualTo("100 second");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> time(Duration.ZERO))
                .withMessageStartingWith("duration:");
    }

    @Test
    void contact_whenTheRoleIsSpelledAsInTheText_thenSaysHowTheSchemaSpellsIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.contact(ContactRole.VENDOR_SUPPORT, ContactType.PERSON, "a@example.com"))
                .withMessageContaining("VENDOR_SERVICES");
    }

    @Test
    void bulk_whenLinesAreGiven_thenKeepsTheirOrder() {
        Observable list = bulk(BulkObservableType.DOMAIN_NAME, "b.example", " a.example ");

        assertThat(list.getBulkObservable().getBulkObservableList()).isEqualTo("b.example\na.example");
    }

    @Test
    void bulk_whenItCantBeMeant_thenNamesTheArgument() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bulk(BulkObservableType.MUTEX, List.of()))
                .withMessage("values: expected at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bulk(BulkObservableType.MUTEX, "a\nb"))
                .withMessageStartingWith("values:");
        for (BulkObservableType type :
                List.of(BulkObservableType.FILE_HASH, BulkObservableType.EXT_VALUE, BulkObservableType.of("fqdn"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bulk(type, "x"))
                    .withMessageStartingWith("type:");
        }
        assertThatNullPointerException()
                .isThrownBy(() -> bulk(BulkObservableType.MUTEX, (String[]) null))
                .withMessage("values");
    }

    @Test
    void observable_whenMadeOfEachPart_thenIsValidByThePublishedSchemaAndReadsBackTheSame() {
        List<Observable> all = Stream.of(
                        observable(Parts.address("192.0.2.1")),
                        observable(Parts.address("00:00:5e:00:53:01")),
                        observable(Parts.address("AS64496")),
                        observable(Parts.url("https://example.com/a|b?{c}")),
                        observable(Parts.domain("xn--bcher-kva.example")),
                        observable(Parts.domain("_dmarc.example.com")),
                        observable(Parts.service(53, "udp")),
                        observable(Parts.icmp(8, 0)),
                        observable(Parts.system(SystemCategory.of("bystander"), "192.0.2.1", Parts.service(1, "tcp"))),
                        observable(Parts.email("a@example.com", "Invoice")),
                        observable(Parts.emailFrom("a@example.com")),
                        observable(Parts.emailSubject("Invoice")),
                        observable(Parts.file("a.exe")),
                        observable(Parts.file("a.exe", 0, Parts.md5(hex("MD5")), Parts.sha1(hex("SHA-1")))),
                        observable(
                                Parts.file(Parts.sha256(hex("SHA-256")), Parts.sha512(hex("SHA-512"))),
                                Parts.file("b")),
                        bulk(BulkObservableType.IPV4_ADDR, List.of("192.0.2.1", "192.0.2.2")))
                .toList();
        IncidentBuilder incident = Iodef.incident("csirt.example.com", "1")
                .purpose(IncidentPurpose.WATCH)
                .contact(ContactRole.CREATOR, ContactType.ORGANIZATION, "a@example.com");
        for (int i = 0; i < all.size(); i++) {
            incident.indicator("I-" + i, all.get(i));
        }
        IodefDocument report = incident.build();

        StrictSchema.assertValid(report);
        assertThat(Iodef.read(Iodef.write(report))).isEqualTo(report);
    }

    @Test
    void file_whenNamedWithoutHashes_thenHasNoHashData() {
        assertThat(Parts.file("a.exe").getHashData()).isNull();
        assertThat(Parts.file("a.exe", 3).getFileSize().text()).isEqualTo("3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.file("a.exe", -1))
                .withMessageStartingWith("size:");
    }

    private static String time(Duration duration) {
        TimeImpact impact = Impacts.timeImpact(TimeImpactMetric.ELAPSED, duration);
        return impact.getValue() + " " + impact.getDuration();
    }

    private static String hex(String algorithm) {
        return HexFormat.of().formatHex(digest(algorithm));
    }

    private static byte[] digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm).digest(CONTENTS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
