package org.xmppgrid.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Each fault of the network as two ends of plain TCP see it. */
class FaultProxyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SHORT_MILLIS = 100;
    private static final int BULK = 64 * 1024 * 1024;

    private final List<AutoCloseable> open = new ArrayList<>();
    private ServerSocket server;
    private FaultProxy proxy;

    /** Both ends of one connection. */
    private record Ends(Socket near, Socket far) {}

    @BeforeEach
    void start() throws IOException {
        server = keep(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        server.setSoTimeout((int) PATIENCE.toMillis());
        proxy = keep(FaultProxy.before("127.0.0.1", server.getLocalPort()));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        open.add(0, closeable);
        return closeable;
    }

    private Socket near() throws IOException {
        Socket near = keep(new Socket(proxy.host(), proxy.port()));
        near.setSoTimeout((int) PATIENCE.toMillis());
        return near;
    }

    private Ends connect() throws IOException {
        Socket near = near();
        Socket far = keep(server.accept());
        far.setSoTimeout((int) PATIENCE.toMillis());
        return new Ends(near, far);
    }

    private static void send(Socket from, String text) throws IOException {
        from.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        from.getOutputStream().flush();
    }

    private static String read(Socket from, int length) throws IOException {
        return new String(from.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void passes(Ends ends) throws IOException {
        send(ends.near, "ping");
        assertThat(read(ends.far, 4)).isEqualTo("ping");
        send(ends.far, "pong");
        assertThat(read(ends.near, 4)).isEqualTo("pong");
    }

    /** Nothing is there, and not even an end. */
    private static void staysSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SHORT_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout((int) PATIENCE.toMillis());
    }

    private static void seesReset(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void proxy_whenNothingIsWrong_thenBytesAndEndsPassBothWays() throws IOException {
        Ends ends = connect();
        passes(ends);
        ends.near.shutdownOutput();
        assertThat(ends.far.getInputStream().read()).isEqualTo(-1);
        send(ends.far, "still");
        assertThat(read(ends.near, 5)).isEqualTo("still");
        ends.far.close();
        assertThat(ends.near.getInputStream().read()).isEqualTo(-1);
        await().atMost(PATIENCE).until(() -> proxy.open() == 0);
        assertThat(proxy.connections()).isEqualTo(1);
        await("for the bytes to be counted").until(() -> proxy.bytes(Direction.CLIENT_TO_SERVER) == 4);
        await("for the bytes to be counted").until(() -> proxy.bytes(Direction.SERVER_TO_CLIENT) == 9);
    }

    @Test
    void cut_whenAfterBytes_thenExactlyThoseArriveAndThenTheEnd() throws IOException {
        Ends ends = connect();
        Fault cut = proxy.strikeOpen(NetworkFault.cut().after(5, Direction.SERVER_TO_CLIENT));
        send(ends.near, "not counted");
        assertThat(read(ends.far, 11)).isEqualTo("not counted");
        assertThat(cut.hits()).isZero();

        send(ends.far, "1234567");

        assertThat(ends.near.getInputStream().readAllBytes()).asString().isEqualTo("12345");
        assertThat(ends.far.getInputStream().read()).isEqualTo(-1);
        assertThat(cut.hits()).isEqualTo(1);
        assertThat(proxy.open()).isZero();
    }

    @Test
    void cutAll_whenConnectionsAreIdle_thenAllEndAndNewOnesPass() throws IOException {
        Ends one = connect();
        Ends two = connect();
        passes(one);
        passes(two);

        assertThat(proxy.cutAll()).isEqualTo(2);

        assertThat(one.near.getInputStream().read()).isEqualTo(-1);
        assertThat(two.far.getInputStream().read()).isEqualTo(-1);
        passes(connect());
    }

    @Test
    void reset_whenAfterBytesOfTheClient_thenBothEndsSeeAReset() throws IOException {
        Ends ends = connect();
        proxy.strikeOpen(NetworkFault.reset().after(3, Direction.CLIENT_TO_SERVER));

        send(ends.near, "abcdef");

        seesReset(ends.near);
        assertThatThrownBy(() -> ends.far.getInputStream().readAllBytes()).hasMessageContaining("reset");
        await("for the bytes to be counted").until(() -> proxy.bytes(Direction.CLIENT_TO_SERVER) == 3);
    }

    @Test
    void strikeNext_whenTheNextTwoAreReset_thenTheThirdPasses() throws IOException {
        Fault fault = proxy.strikeNext(2, NetworkFault.reset());
        seesReset(near());
        seesReset(near());

        Ends third = connectPastResets();

        passes(third);
        assertThat(fault.hits()).isEqualTo(2);
    }

    /** The server may have accepted connections that were reset before they were complete. */
    private Ends connectPastResets() throws IOException {
        Socket near = near();
        send(near, "!");
        while (true) {
            Socket far = keep(server.accept());
            far.setSoTimeout((int) PATIENCE.toMillis());
            try {
                if (far.getInputStream().read() == '!') {
                    return new Ends(near, far);
                }
            } catch (SocketException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }
        }
    }

    @Test
    void swallow_whenOneDirection_thenOnlyThatIsSilentAndTheEndIsHidden() throws IOException {
        Ends ends = connect();
        Fault swallow = proxy.strikeOpen(NetworkFault.swallow(Direction.SERVER_TO_CLIENT));
        send(ends.near, "up");
        assertThat(read(ends.far, 2)).isEqualTo("up");
        send(ends.far, "never seen");
        ends.far.close();
        staysSilent(ends.near);
        assertThat(proxy.open()).isEqualTo(1);

        swallow.close();

        seesReset(ends.near);
        assertThat(proxy.open()).isZero();
    }

    @Test
    void swallow_whenBothDirectionsOnNewConnections_thenAcceptedAndIgnored() throws IOException {
        proxy.strikeNew(NetworkFault.swallow());
        Ends ends = connect();
        send(ends.near, "anybody?");
        send(ends.far, "hello?");
        staysSilent(ends.near);
        staysSilent(ends.far);

        proxy.heal();

        seesReset(ends.near);
        passes(connect());
    }

    @Test
    void stall_whenTheSenderGoesOn_thenItsWritesBlockUntilResumed() throws Exception {
        Ends ends = connect();
        Fault stall = proxy.strikeOpen(NetworkFault.stall(Direction.CLIENT_TO_SERVER));
        AtomicLong written = new AtomicLong();
        CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> writeBulk(ends.near, written));
        await("for the sender to be held up")
                .atMost(PATIENCE)
                .during(Duration.ofMillis(200))
                .until(written::get, before -> before > 0 && before == written.get());
        assertThat(written.get()).isLessThan(BULK);
        assertThat(proxy.bytes(Direction.CLIENT_TO_SERVER)).isZero();

        stall.close();

        assertThat(ends.far.getInputStream().readNBytes(BULK)).hasSize(BULK);
        sender.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void writeBulk(Socket to, AtomicLong written) {
        byte[] block = new byte[1024 * 1024];
        try {
            OutputStream out = to.getOutputStream();
            while (written.get() < BULK) {
                out.write(block);
                written.addAndGet(block.length);
            }
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    @Test
    void stall_whenAfterBytes_thenThoseArriveAndTheRestLater() throws IOException {
        Ends ends = connect();
        Fault stall = proxy.strikeOpen(NetworkFault.stall().after(2, Direction.CLIENT_TO_SERVER));
        send(ends.near, "abcd");
        assertThat(read(ends.far, 2)).isEqualTo("ab");
        staysSilent(ends.far);

        stall.close();

        assertThat(read(ends.far, 2)).isEqualTo("cd");
    }

    @Test
    void throttle_whenLifted_thenTheRestPassesAtOnce() throws IOException {
        Ends ends = connect();
        Fault throttle = proxy.strikeOpen(NetworkFault.throttle(1, Direction.SERVER_TO_CLIENT));
        send(ends.far, "slow");
        assertThat(read(ends.near, 1)).isEqualTo("s");
        // counted behind the writing
        await("for the byte to be counted").until(() -> proxy.bytes(Direction.SERVER_TO_CLIENT) == 1);

        throttle.close();

        assertThat(read(ends.near, 3)).isEqualTo("low");
        assertThat(throttle.hits()).isEqualTo(1);
    }

    @Test
    void delay_whenLong_thenNothingUntilItIsLifted() throws IOException {
        Ends ends = connect();
        Fault delay = proxy.strikeOpen(NetworkFault.delay(Duration.ofHours(1), Direction.CLIENT_TO_SERVER));
        send(ends.near, "late");
        send(ends.far, "prompt");
        assertThat(read(ends.near, 6)).isEqualTo("prompt");
        staysSilent(ends.far);

        delay.close();

        assertThat(read(ends.far, 4)).isEqualTo("late");
    }

    @Test
    void delay_whenShort_thenAllArrivesInOrder() throws IOException {
        Ends ends = connect();
        proxy.strike(NetworkFault.delay(Duration.ofMillis(5)));
        for (int i = 0; i < 10; i++) {
            passes(ends);
        }
    }

    @Test
    void split_whenOneByteEach_thenAllArrives() throws IOException {
        Ends ends = connect();
        proxy.strike(NetworkFault.split(1));
        String text = "x".repeat(5_000);
        send(ends.near, text);
        assertThat(read(ends.far, text.length())).isEqualTo(text);
    }

    @Test
    void refuseConnections_whenOrdered_thenRefusedUntilLiftedAndOpenOnesStay() throws IOException {
        Ends before = connect();
        Fault first = proxy.refuseConnections();
        Fault second = proxy.refuseConnections();
        assertThatThrownBy(this::near).isInstanceOf(ConnectException.class);
        passes(before);
        first.close();
        assertThatThrownBy(this::near).isInstanceOf(ConnectException.class);

        second.close();

        passes(connect());
    }

    @Test
    void heal_whenManyFaults_thenNoneIsLeft() throws IOException {
        proxy.strike(NetworkFault.reset());
        proxy.strike(NetworkFault.stall());
        proxy.refuseConnections();

        proxy.heal();

        passes(connect());
    }

    @Test
    void pointTo_whenAnotherServer_thenNewConnectionsGoThereAndOldOnesStay() throws IOException {
        Ends old = connect();
        ServerSocket other = keep(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        other.setSoTimeout((int) PATIENCE.toMillis());

        proxy.pointTo("127.0.0.1", other.getLocalPort());

        Socket near = near();
        passes(new Ends(near, keep(other.accept())));
        passes(old);
    }

    @Test
    void connect_whenTheServerIsDown_thenTheClientIsReset() throws IOException {
        server.close();
        seesReset(near());
    }

    @Test
    void close_whenConnectionsAreOpenAndStalled_thenAllEndAndNoThreadRemains() throws IOException {
        Ends ends = connect();
        proxy.strike(NetworkFault.stall());
        send(ends.near, "x");
        int port = proxy.port();

        proxy.close();

        InputStream in = ends.far.getInputStream();
        assertThat(in.read()).isEqualTo(-1);
        assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(ConnectException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("fault-proxy-accept-" + port));
    }

    @Test
    void strike_whenOutOfBounds_thenSaysWhatIsWrong() {
        assertThatThrownBy(() -> NetworkFault.throttle(0)).hasMessage("bytesPerSecond: more than nothing, not 0");
        assertThatThrownBy(() -> NetworkFault.split(0)).hasMessage("bytes: more than nothing, not 0");
        assertThatThrownBy(() -> NetworkFault.cut().after(-1)).hasMessage("bytes: none or more, not -1");
        assertThatThrownBy(() -> proxy.strikeNext(0, NetworkFault.cut())).hasMessage("count: at least 1, not 0");
        assertThat(NetworkFault.throttle(100, Direction.CLIENT_TO_SERVER).after(7, Direction.SERVER_TO_CLIENT))
                .hasToString("throttle (100 bytes/s) of the client after 7 bytes of the server");
    }
}
