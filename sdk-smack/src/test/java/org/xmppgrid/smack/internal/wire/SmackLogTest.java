package org.xmppgrid.smack.internal.wire;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.GridConnectionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class SmackLogTest {
    private final Logger logger = Logger.getLogger("org.jivesoftware.smack.AbstractXMPPConnection");
    private final List<String> logged = new CopyOnWriteArrayList<>();

    @Test
    void quiet_whenAConnectionOfOursFails_thenOnlyTheHostsOwnAreLogged() throws Exception {
        Handler recorder = recorder();
        Logger smack = Logger.getLogger("org.jivesoftware.smack");
        smack.addHandler(recorder);
        TestPki.Identity stranger = new TestPki("Somebody else").issue("controller", "grid.example");
        try (ScriptedServer server = new ScriptedServer(s -> {
            s.startTls(stranger.serverContext());
            s.drain();
        })) {
            Throwable failure =
                    catchThrowable(() -> Wire.open(new Wires.Settings().to(server.port()), new Recorder(), step -> {}));
            logger.warning("Connection XMPPTCPConnection[host's own] closed with error");

            assertThat(failure).isInstanceOf(GridConnectionException.class);
            assertThat(logged).containsExactly("Connection XMPPTCPConnection[host's own] closed with error");
        } finally {
            smack.removeHandler(recorder);
        }
    }

    private Handler recorder() {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
