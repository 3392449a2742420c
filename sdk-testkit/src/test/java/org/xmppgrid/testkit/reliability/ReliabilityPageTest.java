package org.xmppgrid.testkit.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xmppgrid.testkit.ServerKind;

import static org.assertj.core.api.Assertions.assertThat;

/** The guide shows every trouble on every server, or says why not. */
class ReliabilityPageTest {
    @ParameterizedTest
    @EnumSource
    void guide_whenATroubleIsPlayed_thenHasItsRows(Trouble trouble) throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "reliability.md"));
        for (ServerKind server : ReliabilityTable.SERVERS) {
            assertThat(guide)
                    .as("write it anew by the command at its end")
                    .contains("| " + trouble.title() + " | " + server.serverName() + " | "
                            + trouble.whyNot(server).map(why -> "n/a: " + why).orElse(""));
        }
    }
}
