package org.xmppgrid.smack.internal.store;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Real processes, killed by the system at random points: nothing that was told to be safe may be missing. */
class KilledProviderTest {
    private static final int KILLS = Integer.getInteger("xmppgrid.kills", 20);

    @TempDir
    Path folder;

    private final Set<String> safe = new HashSet<>();
    private final Set<String> confirming = new HashSet<>();
    private final Set<String> gone = new HashSet<>();

    @Test
    @Timeout(600)
    void append_whenTheProcessIsKilled_thenEverythingSafeIsThereOnceAndInOrder() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < KILLS; round++) {
            String where = "seed " + seed + ", round " + round;
            killAfter(random.nextInt(60), round, round % 2 == 0 ? 0 : 2);
            try (Outbox outbox = Outbox.open(
                    Stores.open(folder, "spool", new StoreOptions(Clock.systemUTC(), WhenDamaged.REFUSE, 0)),
                    "judge",
                    SpoolBounds.STANDARD,
                    SyncPolicy.each(),
                    Clock.systemUTC())) {
                List<Spooled> items = outbox.read(0, Integer.MAX_VALUE);
                List<String> ids = items.stream().map(Spooled::itemId).toList();
                Set<String> missing = new HashSet<>(safe);
                missing.removeAll(confirming);
                missing.removeAll(Set.copyOf(ids));
                assertThat(missing).as(where + ": lost").isEmpty();
                assertThat(ids).as(where).doesNotHaveDuplicates().doesNotContainAnyElementsOf(gone);
                assertThat(items).as(where).allSatisfy(item -> assertThat(item.payload())
                        .isEqualTo(SpoolVictim.payload(item.itemId())));
                assertInOrder(where, ids);
                assertThat(outbox.backlog().items()).as(where).isEqualTo(ids.size());
            }
        }
        assertThat(safe).as("seed %d", seed).hasSizeGreaterThan(KILLS);
    }

    /** Each sender's reports are numbered in each round, and are in that order. */
    private static void assertInOrder(String where, List<String> ids) {
        Map<String, List<Integer>> bySender = new HashMap<>();
        for (String id : ids) {
            int blank = id.lastIndexOf(' ');
            bySender.computeIfAbsent(id.substring(0, blank), key -> new ArrayList<>())
                    .add(Integer.valueOf(id.substring(blank + 1)));
        }
        assertThat(bySender.values()).as(where).allSatisfy(numbers -> assertThat(numbers)
                .isSorted());
    }

    private void killAfter(int lines, int round, int groupedMillis) throws IOException, InterruptedException {
        String modules = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        modules.replace(":", File.pathSeparator),
                        SpoolVictim.class.getName(),
                        folder.toString(),
                        String.valueOf(round),
                        String.valueOf(groupedMillis))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            int told = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                // by its handle: the process's own method closes the pipe, and what is in it was told before
                if (told++ == lines) {
                    victim.toHandle().destroyForcibly();
                }
                if (line.indexOf(' ') < 0) {
                    continue;
                }
                String id = line.substring(line.indexOf(' ') + 1);
                if (line.startsWith("safe ")) {
                    safe.add(id);
                } else if (line.startsWith("confirming ")) {
                    confirming.add(id);
                } else {
                    gone.add(id);
                }
            }
        } finally {
            victim.destroyForcibly();
            assertThat(victim.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(victim.exitValue()).as("killed, and not failed by itself").isNotIn(0, 1, 3);
    }
}
