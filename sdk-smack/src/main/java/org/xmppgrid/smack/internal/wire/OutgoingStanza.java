package org.xmppgrid.smack.internal.wire;

import java.util.concurrent.atomic.AtomicReference;
import org.jivesoftware.smack.packet.TopLevelStreamElement;
import org.jivesoftware.smack.packet.XmlEnvironment;

/**
 * A stanza of ours in Smack's queue. It is either written or cancelled, never both, so that whether a request was sent
 * is known exactly. Smack's writer asks for the XML when it writes, and that is the moment that counts.
 */
final class OutgoingStanza implements TopLevelStreamElement {
    private enum State {
        QUEUED,
        WRITTEN,
        CANCELLED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
    private final String element;
    private final String xml;
    private final Runnable leftTheQueue;

    OutgoingStanza(String element, String xml, Runnable leftTheQueue) {
        this.element = element;
        this.xml = xml;
        this.leftTheQueue = leftTheQueue;
    }

    /** Keeps the stanza from being written, unless that has happened. Returns whether it may have been written. */
    boolean cancel() {
        state.compareAndSet(State.QUEUED, State.CANCELLED);
        return state.get() == State.WRITTEN;
    }

    @Override
    public CharSequence toXML(XmlEnvironment environment) {
        leftTheQueue.run();
        return state.compareAndSet(State.QUEUED, State.WRITTEN) ? xml : "";
    }

    @Override
    public String getElementName() {
        return element;
    }

    @Override
    public String getNamespace() {
        return "jabber:client";
    }

    /** Without the content: Smack may log it. */
    @Override
    public String toString() {
        return "OutgoingStanza[" + element + "]";
    }

    /** Text as an attribute's value between either kind of quotes (XML 1.0 §2.4). */
    static String attribute(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&apos;");
                case '\t', '\n', '\r' -> escaped.append("&#").append((int) c).append(';');
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
