package org.xmppgrid.testkit;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Accounts by the clients themselves (XEP-0077) at the embedded grid. */
class GridBrokerRegistrationTest {

    private static final String FEATURE = "<register xmlns='http://jabber.org/features/iq-register'/>";
    private static final Account NEWCOMER = new Account("newcomer@grid.example", "secret");

    @Test
    void closed_whenAskedFor_thenNotOfferedAndUnavailable() throws IOException {
        try (GridBroker grid = GridBroker.start();
                RawSaslClient raw = RawSaslClient.startTls(grid)) {
            assertThat(raw.features()).doesNotContain("register");
            assertThat(raw.say(iq("get", "")))
                    .contains("<error type='cancel'><service-unavailable")
                    .contains("id='r1'");
            assertThat(raw.scram(grid.account("consumer"))).startsWith("<success");
        }
    }

    @Test
    void open_whenRegistered_thenCanLogInOnTheSameStream() throws IOException {
        try (GridBroker grid = GridBroker.builder()
                        .registration(RegistrationPolicy.OPEN)
                        .start();
                RawSaslClient raw = RawSaslClient.startTls(grid)) {
            assertThat(raw.features()).contains(FEATURE);
            assertThat(raw.say(iq("get", "")))
                    .contains("<query xmlns='jabber:iq:register'><instructions>")
                    .contains("<username/><password/></query>");
            assertThat(raw.say(register("newcomer", "secret"))).isEqualTo("<iq type='result' id='r1'/>");
            assertThat(raw.scram(NEWCOMER)).startsWith("<success");
            assertThat(raw.reopen()).doesNotContain("register");
        }
    }

    @Test
    void open_whenBeforeTls_thenNotOffered() {
        try (GridBroker grid = GridBroker.builder()
                        .registration(RegistrationPolicy.OPEN)
                        .start();
                RawXmppClient raw = RawXmppClient.connect(grid, false)) {
            raw.send("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
                    + "version='1.0' to='grid.example'>");
            assertThat(raw.awaitWith("features")).doesNotContain("register");
            raw.send(iq("get", ""));
            raw.awaitWith("<policy-violation");
        }
    }

    @Test
    void open_whenTheUserExists_thenConflictAndThePasswordStays() throws IOException {
        try (GridBroker grid = GridBroker.builder()
                        .registration(RegistrationPolicy.OPEN)
                        .start();
                RawSaslClient raw = RawSaslClient.startTls(grid)) {
            assertThat(raw.say(register("Consumer", "mine"))).contains("<error type='cancel'><conflict");
            assertThat(raw.scram(new Account("consumer@grid.example", "consumer-pw")))
                    .startsWith("<success");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<username>newcomer</username>",
                "<password>secret</password>",
                "<username/><password>secret</password>",
                "<username>new comer</username><password>secret</password>"
            })
    void open_whenAFieldIsMissingOrBad_thenNotAcceptable(String fields) throws IOException {
        try (GridBroker grid = GridBroker.builder()
                        .registration(RegistrationPolicy.OPEN)
                        .start();
                RawSaslClient raw = RawSaslClient.startTls(grid)) {
            assertThat(raw.say(iq("set", fields))).contains("<error type='modify'><not-acceptable");
        }
    }

    @Test
    void needsApproval_whenRegistered_thenDisabledUntilApproved() throws IOException {
        try (GridBroker grid = GridBroker.builder()
                        .registration(RegistrationPolicy.NEEDS_APPROVAL)
                        .start();
                RawSaslClient raw = RawSaslClient.startTls(grid)) {
            assertThat(raw.features()).contains(FEATURE);
            assertThat(raw.say(register("newcomer", "secret"))).contains("type='result'");
            assertThat(raw.scram(NEWCOMER)).contains("<account-disabled/>");
            assertThat(raw.scram(new Account("newcomer@grid.example", "wrong"))).contains("<not-authorized/>");
            grid.approve("newcomer");
            assertThat(raw.scram(NEWCOMER)).startsWith("<success");
        }
    }

    @Test
    void approve_whenNobodyWaits_thenRefused() {
        try (GridBroker grid = GridBroker.start()) {
            assertThatThrownBy(() -> grid.approve("consumer"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("consumer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLOSED", "OPEN", "NEEDS_APPROVAL"})
    void password_whenChanged_thenOnlyTheNewOneCounts(RegistrationPolicy policy) throws IOException {
        try (GridBroker grid =
                GridBroker.builder().registration(policy).passwordChange().start()) {
            try (RawXmppClient client = RawXmppClient.login(grid, "consumer")) {
                assertThat(client.request(grid.domain(), "get", "<query xmlns='jabber:iq:register'/>"))
                        .contains("<registered/><username>consumer</username><password/>");
                assertThat(client.request(grid.domain(), "set", change("consumer", "new")))
                        .contains("type='result'");
            }
            try (RawSaslClient raw = RawSaslClient.startTls(grid)) {
                assertThat(raw.scram(new Account("consumer@grid.example", "consumer-pw")))
                        .contains("<not-authorized/>");
                assertThat(raw.scram(new Account("consumer@grid.example", "new")))
                        .startsWith("<success");
            }
        }
    }

    @Test
    void password_whenOfSomebodyElseOrEmpty_thenBadRequest() {
        try (GridBroker grid = GridBroker.builder().passwordChange().start();
                RawXmppClient client = RawXmppClient.login(grid, "consumer")) {
            assertThat(client.request(grid.domain(), "set", change("owner", "new")))
                    .contains("<error type='modify'><bad-request");
            assertThat(client.request(grid.domain(), "set", change("consumer", "")))
                    .contains("<error type='modify'><bad-request");
            assertThat(grid.account("owner").password()).isEqualTo("owner-pw");
        }
    }

    @Test
    void password_whenClosed_thenServiceUnavailable() {
        try (GridBroker grid = GridBroker.start();
                RawXmppClient client = RawXmppClient.login(grid, "consumer")) {
            assertThat(client.request(grid.domain(), "set", change("consumer", "new")))
                    .contains("<service-unavailable");
        }
    }

    private static String change(String user, String password) {
        return "<query xmlns='jabber:iq:register'><username>" + user + "</username><password>" + password
                + "</password></query>";
    }

    private static String register(String user, String password) {
        return iq("set", "<username>" + user + "</username><password>" + password + "</password>");
    }

    private static String iq(String type, String fields) {
        return "<iq type='" + type + "' id='r1'><query xmlns='jabber:iq:register'>" + fields + "</query></iq>";
    }
}
