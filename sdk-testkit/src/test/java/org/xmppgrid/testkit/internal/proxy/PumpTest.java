package org.xmppgrid.testkit.internal.proxy;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What one direction writes, write by write. */
class PumpTest {
    private final Link link = new Link(new Socket());
    private final List<String> written = new ArrayList<>();
    private final List<Long> told = new ArrayList<>();

    private void order(LinkFault.Kind kind, long amount, long after) {
        Set<Way> up = Set.of(Way.UP);
        link.strike(new LinkOrder(new LinkFault(kind, up, amount, after, up), 0));
    }

    private void pump(String text) {
        OutputStream out = new OutputStream() {
            @Override
            public void write(int single) {
                write(new byte[] {(byte) single}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                written.add(new String(bytes, from, length, StandardCharsets.UTF_8));
            }
        };
        new Pump(link, Way.UP, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out, told::add).run();
    }

    @Test
    void run_whenSplit_thenPiecesOfThatSize() {
        order(LinkFault.Kind.SPLIT, 3, 0);
        pump("abcdefgh");
        assertThat(written).containsExactly("abc", "def", "gh");
        assertThat(told).containsExactly(3L, 3L, 2L);
    }

    @Test
    void run_whenSplitBeginsLater_thenWholeBefore() {
        order(LinkFault.Kind.SPLIT, 1, 5);
        pump("abcdefgh");
        assertThat(written).containsExactly("abcde", "f", "g", "h");
    }

    @Test
    void run_whenThrottled_thenPiecesOfATwentiethOfASecond() {
        order(LinkFault.Kind.THROTTLE, 40_000, 0);
        pump("x".repeat(5_000));
        assertThat(written).extracting(String::length).containsExactly(2_000, 2_000, 1_000);
    }

    @Test
    void run_whenResetAfterBytes_thenNotOneMore() {
        order(LinkFault.Kind.RESET, 0, 6);
        pump("abcdefgh");
        assertThat(written).containsExactly("abcdef");
    }
}
