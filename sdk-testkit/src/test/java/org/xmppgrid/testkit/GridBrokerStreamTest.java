package org.xmppgrid.testkit;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Streams, TLS, SASL and binding (RFC 6120 §4 to §7). */
class GridBrokerStreamTest extends EmbeddedGridTestCase {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String HEADER =
            "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='";

    @Test
    void features_whenBeforeTls_thenOnlyStartTlsAndRequired() {
        RawXmppClient client = keep(RawXmppClient.connect(GRID, false));
        client.send(HEADER + "grid.example'>");
        assertThat(client.awaitWith("features"))
                .isEqualTo("<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>"
                        + "</stream:features>");
    }

    @Test
    void open_whenDomainUnknown_thenHostUnknown() {
        RawXmppClient client = keep(RawXmppClient.connect(GRID, false));
        client.send(HEADER + "elsewhere.example'>");
        client.awaitWith("<host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>");
        assertThat(client.awaitEnd(SOON)).isTrue();
    }

    @Test
    void auth_whenBeforeTls_thenRefused() {
        RawXmppClient client = keep(RawXmppClient.connect(GRID, false));
        client.send(HEADER + "grid.example'>");
        client.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGEAYg==</auth>");
        client.awaitWith("<policy-violation");
        assertThat(client.awaitEnd(SOON)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512"})
    void login_whenScram_thenBound(String mechanism) {
        RawXmppClient client = keep(RawXmppClient.login(GRID, GRID.account("consumer"), "siem", mechanism));
        assertThat(client.jid()).isEqualTo("consumer@grid.example/siem");
        assertThat(GRID.sessions()).containsExactly("consumer@grid.example/siem");
    }

    @Test
    void login_whenNoResourceIsWished_thenOneIsMade() {
        assertThat(bind("consumer", "").jid()).matches("consumer@grid.example/.+");
    }

    @Test
    void login_whenPlainIsNotOffered_thenInvalidMechanism() {
        assertThatThrownBy(() -> RawXmppClient.login(GRID, GRID.account("consumer"), "", "PLAIN"))
                .hasMessageContaining("<invalid-mechanism");
    }

    @Test
    void login_whenPlainIsOffered_thenBound() {
        try (GridBroker plain = GridBroker.builder().mechanisms("PLAIN").start();
                RawXmppClient client = RawXmppClient.login(plain, plain.account("consumer"), "r", "PLAIN")) {
            assertThat(client.jid()).isEqualTo("consumer@grid.example/r");
            assertThatThrownBy(() ->
                            RawXmppClient.login(plain, new Account("consumer@grid.example", "wrong"), "", "PLAIN"))
                    .hasMessageContaining("<not-authorized");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer@grid.example", "nobody@grid.example"})
    void login_whenPasswordIsWrongOrUserUnknown_thenTheSameNotAuthorized(String address) {
        assertThatThrownBy(() -> RawXmppClient.login(GRID, new Account(address, "wrong"), "", ""))
                .hasMessageEndingWith("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>");
    }

    @Test
    void bind_whenResourceIsTaken_thenTheOlderSessionEndsWithConflict() {
        RawXmppClient first = bind("consumer", "siem");
        RawXmppClient second = bind("consumer", "siem");
        first.awaitWith("<conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>");
        assertThat(first.awaitEnd(SOON)).isTrue();
        assertThat(second.request("grid.example", "get", "<ping xmlns='urn:xmpp:ping'/>"))
                .contains("type='result'");
    }

    @Test
    void send_whenNotWellFormed_thenStreamError() {
        RawXmppClient client = login("consumer");
        client.send("<message><body></message>");
        client.awaitWith("<not-well-formed");
        assertThat(client.awaitEnd(SOON)).isTrue();
    }

    @Test
    void send_whenAComment_thenRestrictedXml() {
        RawXmppClient client = login("consumer");
        client.send("<message to='grid.example'><!-- no --></message>");
        client.awaitWith("<restricted-xml");
    }

    @Test
    void send_whenStanzaIsAboveTheLimit_thenPolicyViolation() {
        RawXmppClient client = login("consumer");
        client.send("<message to='consumer@grid.example'><body>" + "x".repeat(300_000) + "</body></message>");
        client.awaitWith("<policy-violation");
        assertThat(client.awaitEnd(SOON)).isTrue();
    }

    @Test
    void send_whenStanzaIsBelowTheLimit_thenDelivered() {
        RawXmppClient client = login("consumer");
        client.send("<message to='consumer@grid.example'><body>" + "x".repeat(250_000) + "</body></message>");
        assertThat(client.awaitWith("<body>")).hasSizeGreaterThan(250_000);
    }

    @Test
    void close_whenSomebodyIsLoggedIn_thenSystemShutdown() {
        GridBroker other = GridBroker.start();
        RawXmppClient client = keep(RawXmppClient.login(other, "consumer"));
        other.close();
        client.awaitWith("<system-shutdown");
        assertThat(client.awaitWith("</stream:stream>")).isNotNull();
    }

    @Test
    void ping_whenSentToTheDomainOrNowhere_thenAnswered() {
        RawXmppClient client = login("consumer");
        assertThat(client.request("grid.example", "get", "<ping xmlns='urn:xmpp:ping'/>"))
                .contains("type='result'");
        client.send("<iq type='get' id='p1'><ping xmlns='urn:xmpp:ping'/></iq>");
        assertThat(client.awaitWith("id='p1'")).contains("type='result'").contains("from='consumer@grid.example'");
    }

    @Test
    void ping_whenSentToTheBroker_thenServiceUnavailable() {
        assertThat(login("consumer").request(GRID.broker(), "get", "<ping xmlns='urn:xmpp:ping'/>"))
                .contains("<error type='cancel'><service-unavailable");
    }

    @Test
    void disco_whenOfTheDomain_thenTheBrokerIsListed() {
        RawXmppClient client = login("consumer");
        assertThat(client.request("grid.example", "get", "<query xmlns='" + DISCO_ITEMS + "'/>"))
                .contains("<item jid='broker.grid.example' name='Broker'/>");
        assertThat(client.request("grid.example", "get", "<query xmlns='" + DISCO_INFO + "'/>"))
                .contains("category='server'");
        assertThat(client.request("grid.example", "get", "<query xmlns='jabber:iq:version'/>"))
                .contains("<service-unavailable");
    }
}
