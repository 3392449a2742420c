package org.xmppgrid.smack.internal.wire;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutgoingStanzaTest {
    private final AtomicInteger left = new AtomicInteger();
    private final OutgoingStanza stanza = new OutgoingStanza("iq", "<iq>secret</iq>", left::incrementAndGet);

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
    void toString_whenLogged_hasNoContent() {
        assertThat(stanza).asString().doesNotContain("secret");
        assertThat(new Wires.Settings().to(5222)).asString().doesNotContain(ScriptedServer.PASSWORD);
    }

    @Test
    void attribute_whenTextHasMarkup_escapesIt() {
        assertThat(OutgoingStanza.attribute("a'\"<>&\t\n\rb")).isEqualTo("a&apos;&quot;&lt;&gt;&amp;&#9;&#10;&#13;b");
    }
}
