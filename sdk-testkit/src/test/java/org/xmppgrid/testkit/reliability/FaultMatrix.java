package org.xmppgrid.testkit.reliability;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.ServerKind;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing is lost, doubled or out of order between a durable provider and durable consumers, whatever goes wrong. */
abstract class FaultMatrix {
    @TempDir
    Path folder;

    static Stream<Trouble> on(ServerKind server) {
        return Arrays.stream(Trouble.values())
                .filter(trouble -> trouble.whyNot(server).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("troubles")
    @Timeout(900)
    void reports_whenTroubleStrikesAgainAndAgain_thenEachIsHandledOnceInOrder(Trouble trouble, GridServer server)
            throws Exception {
        try (Site site = new Site(server, "reliable-" + trouble.name().toLowerCase(Locale.ROOT))) {
            Outcome outcome = new ReliabilityRun(site, folder, trouble, RunForm.chosen()).run();

            ReliabilityTable.put(trouble, server, outcome);
            assertThat(outcome.strikes()).as("strikes").isPositive();
            assertThat(outcome.lost()).as("lost: %s", outcome).isZero();
            assertThat(outcome.twice()).as("handled twice: %s", outcome).isZero();
            if (trouble.keepsOrder()) {
                assertThat(outcome.outOfOrder()).as("out of order: %s", outcome).isZero();
            }
        }
    }
}
