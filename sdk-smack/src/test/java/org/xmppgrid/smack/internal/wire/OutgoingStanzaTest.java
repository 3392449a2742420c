package org.xmppgrid.smack.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutgoingStanzaTest {
    private final AtomicInteger left = new AtomicInteger();
    private final OutgoingStanza stanza = new OutgoingStanza("iq", "<iq>secret</iq>", leaving -> {
        left.incrementAndGet();
        return leaving.write() ? leaving.xml() : "";
    });

    @Test
    void toXml_whenCancelledBefore_writesNothingAndStillLeavesTheQueue() {
        assertThat(stanza.cancel()).isFalse();
        assertThat(stanza.toXML()).hasToString("");
        assertThat(stanza.cancel()).isFalse();
        assertThat(left).hasValue(1);
    }

    @Test
    void cancel_whenWrittenBefore_knowsThatItMayHaveArrived() {
        assertThat(stanza.toXML()).hasToString("<iq>secret</iq>");
        assertThat(stanza.cancel()).isTrue();
    }

    @Test
    void writeAgain_whenSomebodyWaitsForIt_isOnlyThenWritten() {
        assertThat(stanza.writeAgain()).isTrue();
        assertThat(stanza.writeAgain()).isTrue();
        stanza.cancel();
        assertThat(stanza.writeAgain()).isFalse();
        assertThat(stanza.cancel()).isTrue();
    }

    @Test
    void writeAgain_whenItBrokeEveryStream_isNotRepeatedForEver() {
        stanza.write();
        for (int i = 0; i < OutgoingStanza.MOST_REPEATS; i++) {
            assertThat(stanza.writeAgain()).isTrue();
            assertThat(stanza.isSuspect()).isFalse();
        }
        assertThat(stanza.writeAgain()).isFalse();
        assertThat(stanza.isSuspect()).isTrue();
    }

    @Test
    void notHandled_whenWritten_countsAsNotSent() {
        stanza.write();
        stanza.notHandled();
        assertThat(stanza.cancel()).isFalse();
    }

    @Test
    void bytes_whenTextIsNotAscii_areThoseOfUtf8() {
        String text = "aä€😀";
        assertThat(new OutgoingStanza("iq", text, leaving -> "").bytes())
                .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void toString_whenLogged_hasNoContent() {
        assertThat(stanza).asString().doesNotContain("secret");
        assertThat(new Wires.Settings().to(5222)).asString().doesNotContain(ScriptedServer.PASSWORD);
    }

    @Test
    void attribute_whenTextHasMarkup_escapesIt() {
        assertThat(OutgoingStanza.attribute("a'\"<>&\t\n\rb")).isEqualTo("a&apos;&quot;&lt;&gt;&amp;&#9;&#10;&#13;b");
    }
}
