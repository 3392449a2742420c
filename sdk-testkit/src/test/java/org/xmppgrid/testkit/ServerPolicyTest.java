package org.xmppgrid.testkit;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xmppgrid.testkit.ServerPolicy.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerPolicyTest {

    private static final ServerPolicy NOTHING_INSTALLED = new ServerPolicy(Set.of(ServerKind.PROSODY), kind -> false);

    @Test
    void parse_whenUnset_requiresNothing() {
        assertThat(ServerPolicy.parse(null)).isEmpty();
        assertThat(ServerPolicy.parse(" ")).isEmpty();
    }

    @Test
    void parse_whenSet_requiresWhatItNames() {
        assertThat(ServerPolicy.parse("embedded, ejabberd"))
                .containsExactlyInAnyOrder(ServerKind.EMBEDDED, ServerKind.EJABBERD);
    }

    @Test
    void parse_whenANameIsUnknown_saysWhichAreKnown() {
        assertThatThrownBy(() -> ServerPolicy.parse("prosodi"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("XMPPGRID_SERVERS: no server is named \"prosodi\"; the names are "
                        + "embedded, prosody, ejabberd, prosody13, ejabberd24");
    }

    @Test
    void decide_whenRequiredAndAbsent_failsAndSaysHowToInstall() {
        var decision = NOTHING_INSTALLED.decide(ServerKind.PROSODY);

        assertThat(decision.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(decision.reason())
                .startsWith("XMPPGRID_SERVERS requires prosody, which is not installed: apt-get install prosody");
    }

    @Test
    void decide_whenNotRequiredAndAbsent_skips() {
        assertThat(NOTHING_INSTALLED.decide(ServerKind.EJABBERD).verdict()).isEqualTo(Verdict.SKIP);
    }

    @Test
    void decide_whenInstalled_usesItWhetherRequiredOrNot() {
        ServerPolicy policy = new ServerPolicy(Set.of(ServerKind.PROSODY), kind -> true);

        assertThat(policy.decide(ServerKind.PROSODY).verdict()).isEqualTo(Verdict.USE);
        assertThat(policy.decide(ServerKind.EJABBERD).verdict()).isEqualTo(Verdict.USE);
    }
}
