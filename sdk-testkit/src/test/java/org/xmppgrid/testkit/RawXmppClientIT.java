package org.xmppgrid.testkit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The raw client at each kind of server. */
class RawXmppClientIT {

    private static GridServer start(String name) {
        return switch (name) {
            case "prosody" -> {
                assumeTrue(ProsodyServer.isInstalled(), "no Prosody on this machine");
                yield ProsodyServer.builder().start();
            }
            case "ejabberd" -> {
                assumeTrue(EjabberdServer.isInstalled(), "no ejabberd on this machine");
                yield EjabberdServer.builder().start();
            }
            default ->
                GridBroker.builder()
                        .mechanisms("SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN")
                        .start();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "prosody", "ejabberd"})
    void login_whenEachMechanism_thenBound(String name) {
        try (GridServer server = start(name)) {
            for (String mechanism : new String[] {"", "SCRAM-SHA-1", "SCRAM-SHA-256", "PLAIN"}) {
                try (RawXmppClient client =
                        RawXmppClient.login(server, server.account("consumer"), "siem", mechanism)) {
                    assertThat(client.jid()).isEqualTo("consumer@" + server.domain() + "/siem");
                }
            }
            Account wrong = new Account("consumer@" + server.domain(), "wrong");
            assertThatThrownBy(() -> RawXmppClient.login(server, wrong, "", "")).hasMessageContaining("not-authorized");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "prosody", "ejabberd"})
    void send_whenAForgedEvent_thenDeliveredInTheSendersName(String name) {
        try (GridServer server = start(name);
                RawXmppClient consumer = RawXmppClient.login(server, "consumer");
                RawXmppClient mallory = RawXmppClient.login(server, "mallory")) {
            mallory.send("<message to='" + consumer.jid() + "'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
                    + "<items node='MILEHost'/></event></message>");
            assertThat(consumer.awaitWith("#event")).contains(mallory.jid());
        }
    }
}
