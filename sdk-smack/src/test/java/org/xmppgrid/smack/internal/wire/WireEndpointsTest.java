package org.xmppgrid.smack.internal.wire;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.CertificatePin;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.Endpoint.Transport;
import org.xmppgrid.sdk.GridAuthenticationException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.TlsPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Where a controller is looked for, in which order, and when the next endpoint is tried. */
@Timeout(60)
class WireEndpointsTest {
    private static final String STARTTLS = "_xmpp-client._tcp.grid.example";
    private static final String DIRECT = "_xmpps-client._tcp.grid.example";

    private final Wires.Settings settings = new Wires.Settings();
    private final List<OpeningStep> steps = new CopyOnWriteArrayList<>();
    private DnsResponder dns;

    @BeforeEach
    void start() throws Exception {
        dns = new DnsResponder();
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    private EndpointSearch search() {
        return new EndpointSearch(dns.lookup(), WireEndpointsTest::loopback, new EndpointOrder(new Random(1)));
    }

    /** What the hosts of these tests are. */
    private static InetAddress[] loopback(String host) throws UnknownHostException {
        if (host.equals("nowhere.example")) {
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private Wire open(Endpoint... endpoints) {
        settings.endpoints = List.of(endpoints);
        WireSettings to = settings.to(1);
        return Wire.open(
                endpoints.length > 0
                        ? to
                        : new WireSettings(
                                to.account(),
                                to.credentials(),
                                to.resource(),
                                List.of(),
                                to.tls(),
                                to.authentication(),
                                to.keys(),
                                to.limits(),
                                to.connectTimeout(),
                                to.requestTimeout(),
                                to.connection()),
                new Recorder(),
                steps::add,
                search());
    }

    private GridException failure(Endpoint... endpoints) {
        return catchThrowableOfType(GridException.class, () -> open(endpoints));
    }

    private static ScriptedServer good() {
        return ScriptedServer.afterLogin(ScriptedServer.Session::untilClosed);
    }

    private static Endpoint at(int port) {
        return Endpoint.startTls("127.0.0.1", port);
    }

    private static int freePort() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private List<Reason> failed() {
        return steps.stream()
                .filter(OpeningStep.Failed.class::isInstance)
                .map(step -> ((OpeningStep.Failed) step).why().reason())
                .toList();
    }

    // ---- SRV

    @Test
    void open_whenThereAreRecords_triesBothKindsByPriority() throws Exception {
        try (ScriptedServer server = new ScriptedServer(s -> {
            s.directTls(Wires.SERVER.serverContext(), tls -> {});
            s.authenticate();
            s.untilClosed();
        })) {
            int free = freePort();
            dns.add(STARTTLS, 30, 0, 9, "late.example");
            dns.add(DIRECT, 20, 5, server.port(), "host.other.example");
            dns.add(STARTTLS, 10, 5, free, "first.example");
            Wire wire = open();
            assertThat(wire.security().endpoint())
                    .isEqualTo(new Endpoint("host.other.example", server.port(), Transport.DIRECT_TLS, 20, 5));
            wire.close();
            OpeningStep.Located located = (OpeningStep.Located) steps.get(0);
            assertThat(located.endpoints())
                    .extracting(Endpoint::host)
                    .containsExactly("first.example", "host.other.example", "late.example");
            assertThat(located.how()).isEqualTo("SRV");
            assertThat(failed()).containsExactly(Reason.UNREACHABLE);
        }
    }

    @Test
    void open_whenARecordLeadsElsewhere_stillWantsTheDomainsCertificate() throws Exception {
        TestPki.Identity host = Wires.CA.issue("controller", "host.other.example");
        try (ScriptedServer server = new ScriptedServer(s -> {
            s.startTls(host.serverContext());
            s.drain();
        })) {
            dns.add(STARTTLS, 1, 1, server.port(), "host.other.example");
            GridException e = failure();
            assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_WRONG_HOST);
            assertThat(e).hasMessageContainingAll("grid.example", "host.other.example");
        }
    }

    @Test
    void locate_whenThereAreNoRecords_triesTheDomainAtPort5222() throws Exception {
        OpeningStep.Located located = locate();
        assertThat(located.endpoints()).containsExactly(Endpoint.startTls("grid.example", 5222));
        assertThat(located.how()).contains("no SRV records");
        assertThat(dns.asked).contains(STARTTLS, DIRECT);
    }

    @Test
    void locate_whenDnsIsSilent_triesTheDomainAfterAThirdOfTheTime() throws Exception {
        dns.silent = true;
        settings.connectTimeout = Duration.ofMillis(900);
        OpeningStep.Located located = locate();
        assertThat(located.endpoints()).containsExactly(Endpoint.startTls("grid.example", 5222));
        assertThat(located.how()).contains("did not answer");
    }

    @Test
    void locate_whenDirectTlsIsNotOffered_takesTheOther() throws Exception {
        dns.add(DIRECT, 0, 0, 0, "");
        dns.add(STARTTLS, 1, 1, 5299, "host.example");
        assertThat(locate().endpoints()).extracting(Endpoint::port).containsExactly(5299);
    }

    @Test
    void locate_whenARecordNamesNoHost_takesTheOther() throws Exception {
        dns.add(STARTTLS, 0, 0, 5222, "host/path:1");
        dns.add(STARTTLS, 1, 1, 5299, "host.example");
        assertThat(locate().endpoints()).extracting(Endpoint::port).containsExactly(5299);
    }

    @Test
    void open_whenTheDomainSaysThatThereIsNoController_believesIt() {
        dns.add(DIRECT, 0, 0, 0, "");
        dns.add(STARTTLS, 0, 0, 0, "");
        GridException e = failure();
        assertThat(e.reason()).isEqualTo(Reason.HOST_UNKNOWN);
        assertThat(e).hasMessageContainingAll("grid.example", "SRV", "no XMPP controller");
        assertThat(settings.asked).hasValue(0);
    }

    @Test
    void locate_whenATargetIsNoHost_passesItOver() throws Exception {
        EndpointSearch search = new EndpointSearch(
                name -> List.of(new SrvRecord(0, 0, 5222, "\t"), new SrvRecord(1, 0, 5299, "host.example")),
                WireEndpointsTest::loopback,
                new EndpointOrder(new Random(1)));
        assertThat(locate(search).endpoints()).extracting(Endpoint::port).containsOnly(5299);
    }

    @Test
    void locate_whenThereAreManyRecords_takesTwentyAtMost() throws Exception {
        for (int i = 0; i < 15; i++) {
            dns.add(STARTTLS, 1, 1, 6000 + i, "h" + i);
            dns.add(DIRECT, 1, 1, 7000 + i, "h" + i);
        }
        assertThat(locate().endpoints()).hasSize(20);
    }

    @Test
    void locate_whenTheDomainIsAnAddress_asksNobody() throws Exception {
        settings.account = "sensor@127.0.0.1";
        assertThat(locate().endpoints()).containsExactly(Endpoint.startTls("127.0.0.1", 5222));
        assertThat(dns.asked).isEmpty();
    }

    private OpeningStep.Located locate() throws InterruptedException {
        return locate(search());
    }

    private OpeningStep.Located locate(EndpointSearch search) throws InterruptedException {
        WireSettings to = settings.to(1);
        WireSettings bySrv = new WireSettings(
                to.account(),
                to.credentials(),
                to.resource(),
                List.of(),
                to.tls(),
                to.authentication(),
                to.keys(),
                to.limits(),
                to.connectTimeout(),
                to.requestTimeout(),
                to.connection());
        return search.locate(bySrv, Deadline.in(settings.connectTimeout));
    }

    // ---- one after the other

    @Test
    void open_whenTheFirstIsDown_takesTheSecondAndAsksForCredentialsEachTime() throws Exception {
        try (ScriptedServer server = good()) {
            Wire wire = open(at(freePort()), at(server.port()));
            assertThat(wire.security().endpoint()).isEqualTo(at(server.port()));
            wire.close();
            assertThat(failed()).containsExactly(Reason.UNREACHABLE);
            assertThat(settings.asked).hasValue(2);
            assertThat(settings.given)
                    .allSatisfy(c -> assertThat(c.password().orElseThrow()).containsOnly('\0'));
        }
    }

    @Test
    void open_whenTheFirstIsAnImpostor_takesTheSecond() throws Exception {
        TestPki.Identity impostor = new TestPki("Somebody Else CA").issue("controller", "grid.example");
        try (ScriptedServer bad = new ScriptedServer(s -> {
                    s.startTls(impostor.serverContext());
                    s.drain();
                });
                ScriptedServer server = good()) {
            open(at(bad.port()), at(server.port())).close();
            assertThat(failed()).containsExactly(Reason.CERTIFICATE_UNTRUSTED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<stream:error><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
                "<!-- nobody may say this -->"
            })
    void open_whenTheFirstTurnsUsAwayWithoutProvingWhoItIs_takesTheSecond(String first) throws Exception {
        try (ScriptedServer anybody = new ScriptedServer(s -> {
                    s.expect("<stream:stream");
                    s.write(ScriptedServer.HEADER + first);
                    s.drain();
                });
                ScriptedServer server = good()) {
            open(at(anybody.port()), at(server.port())).close();
            assertThat(failed()).hasSize(1).containsAnyOf(Reason.REFUSED, Reason.PROTOCOL_VIOLATION);
        }
    }

    @Test
    void open_whenTheFirstHangs_leavesTimeForTheSecond() throws Exception {
        settings.connectTimeout = Duration.ofSeconds(4);
        try (ScriptedServer silent = new ScriptedServer(ScriptedServer.Session::drain);
                ScriptedServer server = good()) {
            open(at(silent.port()), at(server.port())).close();
            assertThat(failed()).containsExactly(Reason.TIMEOUT);
        }
    }

    @Test
    void open_whenThePasswordIsRefused_doesNotOfferItToTheNext() throws Exception {
        settings.password = "wrong";
        AtomicInteger others = new AtomicInteger();
        try (ScriptedServer strict = new ScriptedServer(s -> {
                    s.startTls(Wires.SERVER.serverContext());
                    s.offer("SCRAM-SHA-512");
                    s.scram(new ServerScram("SCRAM-SHA-512", ScriptedServer.PASSWORD));
                    s.write("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>");
                    s.drain();
                });
                ScriptedServer next = new ScriptedServer(s -> others.incrementAndGet())) {
            GridException e = failure(at(freePort()), at(strict.port()), at(next.port()));
            assertThat(e).isInstanceOf(GridAuthenticationException.class);
            assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED);
            assertThat(e.getSuppressed()).hasSize(1);
            assertThat(others).hasValue(0);
        }
    }

    @Test
    void open_whenNoneWorks_namesEveryOneAndWhy() throws Exception {
        int free = freePort();
        TestPki.Identity other = Wires.CA.issue("controller", "other.example");
        try (ScriptedServer wrong = new ScriptedServer(s -> {
            s.startTls(other.serverContext());
            s.drain();
        })) {
            GridException e = failure(at(wrong.port()), Endpoint.directTls("nowhere.example", 5223), at(free));
            assertThat(e)
                    .hasMessageContainingAll(
                            "None of the 3 endpoints of grid.example",
                            "127.0.0.1:" + wrong.port(),
                            "it names other.example",
                            "nowhere.example:5223 (direct TLS)",
                            "not known to DNS",
                            "127.0.0.1:" + free,
                            "can be reached");
            assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(e.retryable()).isTrue();
            assertThat(e.getSuppressed()).hasSize(2);
            assertThat(failed())
                    .containsExactly(Reason.CERTIFICATE_WRONG_HOST, Reason.HOST_UNKNOWN, Reason.UNREACHABLE);
        }
    }

    @Test
    void open_whenAHostHasSeveralAddresses_triesThemInTurn() throws Exception {
        try (ScriptedServer server = good()) {
            // Nobody listens on the other loopback address.
            InetAddress[] addresses = {InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")};
            settings.endpoints = List.of(Endpoint.startTls("controller.example", server.port()));
            Wire wire = Wire.open(
                    settings.to(1),
                    new Recorder(),
                    steps::add,
                    new EndpointSearch(dns.lookup(), host -> addresses, new EndpointOrder(new Random(1))));
            wire.close();
            assertThat(steps)
                    .filteredOn(OpeningStep.Reached.class::isInstance)
                    .extracting(step -> ((OpeningStep.Reached) step).address())
                    .containsExactly("127.0.0.1 port " + server.port());
        }
    }

    @Test
    void open_whenANameLookupHangs_givesUpInTime() throws Exception {
        settings.connectTimeout = Duration.ofMillis(300);
        settings.endpoints = List.of(Endpoint.startTls("controller.example", 5222));
        CountDownLatch never = new CountDownLatch(1);
        EndpointSearch hanging = new EndpointSearch(
                dns.lookup(),
                host -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new UnknownHostException(host);
                },
                new EndpointOrder(new Random(1)));
        GridException e = catchThrowableOfType(
                GridException.class, () -> Wire.open(settings.to(1), new Recorder(), steps::add, hanging));
        assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
        never.countDown();
    }

    @Test
    void open_whenAPinIsWrongEverywhere_isNotWorthTryingAgain() throws Exception {
        settings.tls = TlsPolicy.builder()
                .trust(Wires.CA.anchor())
                .pin(CertificatePin.of(Wires.CA.anchor()))
                .build();
        ScriptedServer.Script script = s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.drain();
        };
        try (ScriptedServer first = new ScriptedServer(script);
                ScriptedServer second = new ScriptedServer(script)) {
            GridException e = failure(at(first.port()), at(second.port()));
            assertThat(e.reason()).isEqualTo(Reason.PIN_MISMATCH);
            assertThat(e.retryable()).isFalse();
        }
    }
}
