package org.xmppgrid.smack.internal.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SpoolBounds;
import org.xmppgrid.sdk.SyncPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xmppgrid.smack.internal.store.FileStateStoreTest.assertReason;

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
            try (Victim victim = Victim.start(SpoolVictim.class, folder, round, round % 2 * 2)) {
                victim.killAfter(random.nextInt(60), this::heard);
            }
            try (Outbox outbox = Outbox.open(
                    Stores.open(folder, "spool", new StoreOptions(Clock.systemUTC(), WhenDamaged.REFUSE, 0)),
                    "judge",
                    SpoolBounds.standard(),
                    SyncPolicy.each(),
                    Clock.systemUTC())) {
                List<Spooled> items = outbox.read(0, Integer.MAX_VALUE);
                List<String> ids = items.stream().map(Spooled::itemId).toList();
                Set<String> missing = new HashSet<>(safe);
                missing.removeAll(confirming);
                missing.removeAll(Set.copyOf(ids));
                assertThat(missing).as(where + ": lost").isEmpty();
                assertThat(ids).as(where).doesNotHaveDuplicates().noneMatch(gone::contains);
                assertThat(items).as(where).allSatisfy(item -> assertThat(item.payload())
                        .isEqualTo(SpoolVictim.payload(item.itemId())));
                assertInOrder(where, ids);
                assertThat(outbox.backlog().items()).as(where).isEqualTo(ids.size());
            }
        }
        assertThat(safe).as("seed %d", seed).hasSizeGreaterThan(KILLS);
    }

    @Test
    @Timeout(60)
    void open_whenAnotherProcessHasTheSpool_thenTheErrorNamesIt() throws Exception {
        try (Victim victim = Victim.start(SpoolVictim.class, folder, 0, 0)) {
            assertThat(victim.line()).isNotNull();
            assertReason(Reason.STORE_IN_USE, () -> Stores.open(folder, "spool", StoreOptions.standard()))
                    .hasMessageContaining("process " + victim.pid() + " on ")
                    .hasMessageContaining(" since ");
        }
        Stores.open(folder, "spool", StoreOptions.standard()).close();
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

    private void heard(String line) {
        int blank = line.indexOf(' ');
        String id = line.substring(blank + 1);
        switch (line.substring(0, blank)) {
            case "safe" -> safe.add(id);
            case "confirming" -> confirming.add(id);
            default -> gone.add(id);
        }
    }
}
