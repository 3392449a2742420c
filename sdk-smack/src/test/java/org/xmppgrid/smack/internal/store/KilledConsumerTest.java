package org.xmppgrid.smack.internal.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xmppgrid.sdk.SyncPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/** Real processes, killed at random points: nothing kept is lost, and nothing acknowledged is handled again. */
class KilledConsumerTest {
    private static final int KILLS = Integer.getInteger("xmppgrid.kills", 20);

    @TempDir
    Path folder;

    private final List<Integer> handled = new ArrayList<>();
    private final Set<Integer> acked = new HashSet<>();
    private final Set<Integer> again = new HashSet<>();
    private int kept = -1;

    @Test
    @Timeout(600)
    void ack_whenTheProcessIsKilled_thenOnlyWhatWasNotAcknowledgedIsHandledAgainAndNothingIsLost() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < KILLS; round++) {
            // the broker still has the last three that were kept, which must not come twice
            try (Victim victim = Victim.start(ConsumerVictim.class, folder, Math.max(0, kept - 2), round % 2 * 2)) {
                victim.killAfter(random.nextInt(60), this::heard);
            }
            assertThat(again)
                    .as("seed %d, round %d: handled after it was acknowledged", seed, round)
                    .isEmpty();
        }
        try (Inbox inbox = Inbox.open(
                Stores.open(folder, "consumer", new StoreOptions(Clock.systemUTC(), WhenDamaged.REFUSE, 0)),
                "judge",
                InboxBounds.STANDARD,
                SyncPolicy.each(),
                Clock.systemUTC())) {
            List<Integer> waiting = inbox.read(0, Integer.MAX_VALUE).stream()
                    .map(delivery -> Integer.valueOf(delivery.item().itemId()))
                    .toList();
            assertThat(waiting)
                    .as("seed %d", seed)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(acked);
            Set<Integer> known = new HashSet<>(handled);
            known.addAll(waiting);
            for (int i = 0; i <= kept; i++) {
                assertThat(known).as("seed %d: lost", seed).contains(i);
            }
        }
        assertThat(handled.stream().distinct()).as("seed %d: in order", seed).isSorted();
        assertThat(acked).as("seed %d", seed).hasSizeGreaterThan(KILLS);
    }

    private void heard(String line) {
        int blank = line.indexOf(' ');
        int number = Integer.parseInt(line.substring(blank + 1));
        switch (line.substring(0, blank)) {
            case "handling" -> {
                handled.add(number);
                if (acked.contains(number)) {
                    again.add(number);
                }
            }
            case "acked" -> acked.add(number);
            default -> kept = Math.max(kept, number);
        }
    }
}
