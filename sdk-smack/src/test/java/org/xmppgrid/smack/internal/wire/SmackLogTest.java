package org.xmppgrid.smack.internal.wire;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
            SmackLog.whileEnding(() -> logger.severe("Reader and/or writer threads did not terminate timely"));
            logger.warning("Connection XMPPTCPConnection[host's own] closed with error");

            assertThat(failure).isInstanceOf(GridConnectionException.class);
            assertThat(logged).containsExactly("Connection XMPPTCPConnection[host's own] closed with error");
        } finally {
            smack.removeHandler(recorder);
        }
    }

    /** A host may turn everything on to look for a fault, and send the result to somebody. */
    @ParameterizedTest
    @ValueSource(strings = {ScriptedServer.PASSWORD, "wrong, =password"})
    void log_whenEverythingIsLogged_thenNothingSecretIsInIt(String password) throws Exception {
        Handler recorder = recorder();
        recorder.setLevel(Level.ALL);
        Logger smack = Logger.getLogger("org.jivesoftware.smack");
        Level before = smack.getLevel();
        boolean parents = smack.getUseParentHandlers();
        smack.setUseParentHandlers(false);
        smack.setLevel(Level.ALL);
        smack.addHandler(recorder);
        Wires.Settings settings = new Wires.Settings();
        settings.password = password;
        List<String> sent = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = new ScriptedServer(s -> {
            s.startTls(Wires.SERVER.serverContext());
            s.offer("SCRAM-SHA-512");
            s.succeed(s.scram(new ServerScram("SCRAM-SHA-512", ScriptedServer.PASSWORD)));
            s.bind();
            s.write("<message id='1'><a xmlns='urn:a'>a-payload</a></message>");
            s.write("<iq type='set' id='2'><a xmlns='urn:a'>a-payload</a></iq>");
            s.untilClosed();
        })) {
            Throwable failure = catchThrowable(() -> {
                Recorder inbound = new Recorder();
                Wire wire = Wire.open(settings.to(server.port()), inbound, step -> {});
                wire.send("<message><a xmlns='urn:a'>a-payload</a></message>");
                Recorder.next(inbound.messages);
                wire.close();
            });
            assertThat(failure == null).isEqualTo(password.equals(ScriptedServer.PASSWORD));
            server.sessions().get(0).elements.stream()
                    .filter(element -> element.startsWith("<auth") || element.startsWith("<response"))
                    .map(element -> element.replaceAll("<[^>]*>", ""))
                    .filter(text -> !text.isEmpty())
                    .forEach(sent::add);
        } finally {
            smack.removeHandler(recorder);
            smack.setLevel(before);
            smack.setUseParentHandlers(parents);
        }

        assertThat(sent).hasSizeGreaterThanOrEqualTo(2);
        assertThat(logged).isNotEmpty().allSatisfy(line -> assertThat(line)
                .doesNotContain(password, "a-payload")
                .doesNotContain(sent));
    }

    private Handler recorder() {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                StringWriter line = new StringWriter().append(new SimpleFormatter().formatMessage(record));
                if (record.getThrown() != null) {
                    record.getThrown().printStackTrace(new PrintWriter(line));
                }
                logged.add(line.toString());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
