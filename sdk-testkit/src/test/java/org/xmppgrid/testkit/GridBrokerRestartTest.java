package org.xmppgrid.testkit;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A grid that goes down and comes back, with and without what it knew. */
class GridBrokerRestartTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String PUBSUB = EmbeddedGridTestCase.PUBSUB;

    private GridBroker grid;
    private RawXmppClient provider;

    @BeforeEach
    void start() {
        grid = GridBroker.start();
        grid.createTopic("t", Map.of("pubsub#access_model", "open"));
        provider = RawXmppClient.login(grid, "provider");
        EmbeddedGridTestCase.subscribe(provider, "t");
        EmbeddedGridTestCase.publish(provider, "t", "kept");
        provider.send("<message to='consumer@grid.example'><body>for later</body></message>");
        provider.request("grid.example", "get", "<ping xmlns='urn:xmpp:ping'/>");
    }

    @AfterEach
    void stop() {
        provider.close();
        grid.close();
    }

    private String ask(String request) {
        return EmbeddedGridTestCase.get(provider, request);
    }

    private boolean hasOfflineMessage() {
        try (RawXmppClient consumer = RawXmppClient.login(grid, "consumer")) {
            consumer.request("grid.example", "get", "<ping xmlns='urn:xmpp:ping'/>");
            return consumer.stanzas().stream().anyMatch(stanza -> stanza.contains("for later"));
        }
    }

    private void again() {
        provider.close();
        provider = RawXmppClient.login(grid, "provider");
    }

    @Test
    void stop_whenClientsAreConnected_thenTheyAreToldAndNobodyListens() {
        int port = grid.port();
        grid.stop();
        assertThat(provider.awaitEnd(SOON)).isTrue();
        assertThat(provider.stanzas()).anyMatch(stanza -> stanza.contains("system-shutdown"));
        assertThat(grid.sessions()).isEmpty();
        assertThatThrownBy(() -> new Socket(grid.host(), port)).isInstanceOf(ConnectException.class);
    }

    @Test
    void kill_whenClientsAreConnected_thenABareEnd() {
        grid.kill();
        assertThat(provider.awaitEnd(SOON)).isTrue();
        assertThat(provider.stanzas()).noneMatch(stanza -> stanza.contains("stream:"));
        assertThat(grid.sessions()).isEmpty();
    }

    @Test
    void restart_whenNothingIsLost_thenAllIsThereOnTheSamePorts() throws IOException {
        int port = grid.port();
        int direct = grid.directTlsPort().orElseThrow();
        grid.restart();
        again();
        assertThat(ask("<items node='t'/>")).contains("<item id='kept'");
        assertThat(ask("<subscriptions/>")).contains("node='t'");
        assertThat(hasOfflineMessage()).isTrue();
        assertThat(grid.port()).isEqualTo(port);
        new Socket(grid.host(), direct).close();
    }

    @Test
    void lose_whenEachState_thenThatAloneIsGone() {
        grid.kill();
        grid.lose(GridState.ITEMS);
        grid.startAgain();
        again();
        assertThat(ask("<items node='t'/>")).contains("node='t'").doesNotContain("<item ");
        assertThat(ask("<subscriptions/>")).contains("node='t'");
        grid.lose(GridState.SUBSCRIPTIONS);
        assertThat(ask("<subscriptions/>")).doesNotContain("node='t'");
        assertThat(grid.topics()).containsExactly("t");
        grid.lose(GridState.OFFLINE);
        assertThat(hasOfflineMessage()).isFalse();
        grid.lose(GridState.TOPICS);
        assertThat(grid.topics()).isEmpty();
        assertThat(ask("<items node='t'/>")).contains("item-not-found");
    }

    @Test
    void kill_whenAPublishIsDelayed_thenItIsNotCarriedOutAfterwards() {
        grid.delay(GridRequest.asks("publish"), Duration.ofMillis(300));
        provider.send("<iq type='set' to='broker.grid.example' id='1'><pubsub xmlns='" + PUBSUB
                + "'><publish node='t'><item id='too-late'><x xmlns='urn:x'/></item></publish></pubsub></iq>");
        await().until(() -> grid.journal().stream()
                .anyMatch(entry -> entry.direction() == JournalEntry.Direction.RECEIVED
                        && entry.xml().contains("too-late")));

        grid.crash();

        again();
        await().during(Duration.ofMillis(500))
                .until(() -> !ask("<items node='t'/>").contains("too-late"));
    }

    @Test
    void startAgain_whenItRunsOrIsClosed_thenRefused() {
        assertThatThrownBy(grid::startAgain).isInstanceOf(IllegalStateException.class);
        grid.stop();
        grid.stop();
        grid.startAgain();
        grid.close();
        assertThatThrownBy(grid::startAgain).hasMessage("the grid is closed");
    }

    @Test
    void sasl_whenRefusedTwice_thenTheThirdLoginSucceeds() {
        Fault refusal =
                grid.sasl(SaslFault.refuse("consumer", "temporary-auth-failure").times(2));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> RawXmppClient.login(grid, "consumer"))
                    .hasMessageContaining("temporary-auth-failure");
        }
        RawXmppClient.login(grid, "consumer").close();
        assertThat(refusal.hits()).isEqualTo(2);
        assertThatThrownBy(() -> SaslFault.emptySalt().times(0)).hasMessage("count: at least 1, not 0");
    }
}
