package org.xmppgrid.testkit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

@GridTest(ServerKind.PROSODY)
class ProsodyServerIT extends ProsodyContract {

    @Override
    ProsodyServer.Builder builder() {
        return ProsodyServer.builder();
    }

    @Test
    void endPointBinding_whenThisReleaseHasNone_saysWhichHas() {
        assertThatThrownBy(() -> ProsodyServer.builder().endPointBinding())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ProsodyServer.current()");
    }
}
