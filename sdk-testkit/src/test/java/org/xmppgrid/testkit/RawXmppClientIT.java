package org.xmppgrid.testkit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The raw client at each kind of server. */
class RawXmppClientIT {

    private static GridServer start(ServerKind kind) {
        assumeTrue(kind.isInstalled(), () -> kind.serverName() + " is not installed: " + kind.howToInstall());
        return kind == ServerKind.EMBEDDED
                ? GridBroker.builder()
                        .mechanisms("SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN")
                        .start()
                : kind.start();
    }

    @ParameterizedTest
    @EnumSource
    void login_whenEachMechanism_thenBound(ServerKind kind) {
        try (GridServer server = start(kind)) {
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
    @EnumSource
    void send_whenAForgedEvent_thenDeliveredInTheSendersName(ServerKind kind) {
        try (GridServer server = start(kind);
                RawXmppClient consumer = RawXmppClient.login(server, "consumer");
                RawXmppClient mallory = RawXmppClient.login(server, "mallory")) {
            mallory.send("<message to='" + consumer.jid() + "'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
                    + "<items node='MILEHost'/></event></message>");
            assertThat(consumer.awaitWith("#event")).contains(mallory.jid());
        }
    }
}
