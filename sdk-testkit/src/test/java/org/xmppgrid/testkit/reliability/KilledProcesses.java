package org.xmppgrid.testkit.reliability;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xmppgrid.testkit.FaultPlan;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.RestartableServer;
import org.xmppgrid.testkit.ServerKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Providers, consumers and brokers that are killed by the system at random moments: nothing is lost, and a report comes
 * again only if its acknowledgement had not returned.
 */
abstract class KilledProcesses {
    private static final int REPORTS_FOR_A_KILL = 40;

    @TempDir
    Path folder;

    @Test
    @Timeout(1_200)
    void reports_whenProcessesAreKilledAgainAndAgain_thenNothingIsLostAndOnlyTheUnacknowledgedComesTwice(
            GridServer server) throws Exception {
        long seed = Long.getLong(FaultPlan.SEED, new Random().nextInt());
        Random random = new Random(seed);
        int kills = RunForm.chosen().kills();
        try (Site site = new Site(server, "killed");
                Processes processes = new Processes((RestartableServer) server, site.topic(), folder)) {
            for (int kill = 1; kill <= kills; kill++) {
                processes.sendUntil(kill * REPORTS_FOR_A_KILL);
                Processes.Victim[] victims = Processes.Victim.values();
                processes.kill(victims[random.nextInt(victims.length)], 1 + random.nextInt(REPORTS_FOR_A_KILL - 1));
            }
            List<Processes.Handling> handlings = processes.finish();
            ReliabilityTable.put(
                    server, new ReliabilityTable.Kills(kills * REPORTS_FOR_A_KILL, kills, handlings, seed));

            assertThat(handlings).as("seed %d, %s", seed, processes).allSatisfy(handling -> {
                assertThat(handling.handled()).as("all").isEqualTo(kills * REPORTS_FOR_A_KILL);
                assertThat(handling.twice())
                        .as("again after it was acknowledged")
                        .isZero();
                assertThat(handling.again()).as("again").isLessThanOrEqualTo(kills);
                if (server.name().equals(ServerKind.EMBEDDED.serverName())) {
                    // a real broker's list has what is published again at its end: docs/reliability.md
                    assertThat(handling.outOfOrder()).as("out of order").isZero();
                }
            });
        }
    }
}
