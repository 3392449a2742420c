package org.xmppgrid.samples.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.TopicPage;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.RawXmppClient;

/**
 * Lists 100,000 topics page by page in a JVM with a small heap, and says by how much its live heap grew; beside it, how
 * long the same list takes as one stanza. The server runs in a JVM of its own.
 */
public final class ManyTopics {
    private static final int TOPICS = 100_000;
    private static final String HEAP = "-Xmx24m";
    private static final int PAGES_BETWEEN_LOOKS = 50;
    private static final int ROUNDS = 5;

    private ManyTopics() {}

    /**
     * Runs it.
     *
     * @param args none; the program gives some to the JVM that it starts
     * @throws IOException if that JVM can't be started
     * @throws InterruptedException if somebody interrupts
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length > 0) {
            list(args[0], Integer.parseInt(args[1]), Path.of(args[2]), out);
            return;
        }
        try (GridBroker grid = GridBroker.start()) {
            grid.journaling(false);
            List<String> names = IntStream.range(0, TOPICS)
                    .mapToObj(number -> String.format(Locale.ROOT, "topic-%06d", number))
                    .toList();
            grid.createTopics(names, "provider", Map.of());
            Process client = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            HEAP,
                            "-cp",
                            System.getProperty("java.class.path"),
                            ManyTopics.class.getName(),
                            grid.host(),
                            String.valueOf(grid.port()),
                            grid.authorityPem().toString())
                    .inheritIO()
                    .start();
            if (!client.waitFor(5, TimeUnit.MINUTES) || client.exitValue() != 0) {
                client.destroyForcibly();
                throw new IllegalStateException("The listing did not end well, see above");
            }
            grid.dropRsm(true);
            long best = Long.MAX_VALUE;
            try (RawXmppClient raw = RawXmppClient.login(grid, "consumer")) {
                for (int round = 0; round < ROUNDS; round++) {
                    long start = System.nanoTime();
                    int length = raw.request(
                                    grid.broker(), "get", "<query xmlns='http://jabber.org/protocol/disco#items'/>")
                            .length();
                    best = Math.min(best, System.nanoTime() - start);
                    if (length < TOPICS) {
                        throw new IllegalStateException("The whole list is not in the answer");
                    }
                }
            }
            out.printf(Locale.ROOT, "one stanza for a raw client: %d ms%n", TimeUnit.NANOSECONDS.toMillis(best));
        }
    }

    private static void list(String host, int port, Path authority, PrintStream out) {
        try (Grid grid = Grid.as("consumer@grid.example")
                .password("consumer-pw")
                .endpoint(host, port)
                .trust(authority)
                .connect()) {
            grid.topics().pageSize(100).pages().iterator().next();
            long before = live();
            long most = before;
            int pages = 0;
            BitSet seen = new BitSet(TOPICS);
            for (TopicPage page : grid.topics().pages()) {
                page.entries().forEach(entry -> once(seen, entry.name()));
                if (++pages % PAGES_BETWEEN_LOOKS == 0) {
                    most = Math.max(most, live());
                }
            }
            if (seen.cardinality() != TOPICS) {
                throw new IllegalStateException(seen.cardinality() + " topics were listed, not " + TOPICS);
            }
            out.printf(
                    Locale.ROOT,
                    "%,d topics in %,d pages, each once; live heap %.1f MB before, at most %.1f MB more (%s)%n",
                    TOPICS,
                    pages,
                    before / 1e6,
                    (most - before) / 1e6,
                    HEAP);
            long best = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                grid.topics().names().forEach(name -> {});
                best = Math.min(best, System.nanoTime() - start);
            }
            out.printf(Locale.ROOT, "page by page with the SDK:   %d ms%n", TimeUnit.NANOSECONDS.toMillis(best));
        }
    }

    private static void once(BitSet seen, String name) {
        int number = Integer.parseInt(name.substring("topic-".length()));
        if (seen.get(number)) {
            throw new IllegalStateException(name + " was listed twice");
        }
        seen.set(number);
    }

    private static long live() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
