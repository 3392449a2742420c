package org.xmppgrid.sdk;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GridExceptionTest {
    /** Also a peer that has proven nothing chooses some of the words: the text of a stream error, a certificate's name. */
    @Test
    void getMessage_whenOthersChoseWords_isOneLineThatReadsAsItIs() {
        assertThat(new GridException(Reason.REFUSED, "it said: no\r\nevent=AUTHENTICATED \u001b[2J\u202eok", null))
                .hasMessage("it said: no\\u000D\\u000Aevent=AUTHENTICATED \\u001B[2J\\u202Eok");
        assertThat(new GridConnectionException(Reason.REFUSED, "Größe 大 \uD83D\uDE00", null, null))
                .hasMessage("Größe 大 \uD83D\uDE00");
    }
}
