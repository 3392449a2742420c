package org.xmppgrid.smack.internal.wire;

import java.util.concurrent.atomic.AtomicReference;
import org.jivesoftware.smack.packet.TopLevelStreamElement;
import org.jivesoftware.smack.packet.XmlEnvironment;

/**
 * A stanza of ours in Smack's queue. It is either written or cancelled, never both, so that whether a request was sent
 * is known exactly. Smack's writer asks for the XML when it writes, and that is the moment that counts.
 */
final class OutgoingStanza implements TopLevelStreamElement {
    /** The way of a stanza out of the queue. */
    interface Way {
        /**
         * A stanza leaves the queue, on the writer thread.
         *
         * @param stanza which: to be {@linkplain #write() written}, or left
         * @return what is written
         */
        String leaving(OutgoingStanza stanza);
    }

    private enum State {
        QUEUED,
        WRITTEN,
        /** Never written, or not handled by the controller if it was. */
        CANCELLED,
        /** Written, and nobody waits for what comes of it: a resumed stream leaves it out. */
        WRITTEN_FOR_NOBODY
    }

    /** How often a stanza is repeated on resumed streams: a controller may break off over what it can't stand. */
    static final int MOST_REPEATS = 3;

    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
    private final String element;
    private final String xml;
    private final int bytes;
    private final Way way;
    private final boolean awaited;
    private volatile long writtenAt;
    private volatile boolean everWritten;
    private volatile int repeats;

    /** A stanza that nobody answers. */
    OutgoingStanza(String element, String xml, Way way) {
        this(element, xml, way, false);
    }

    private OutgoingStanza(String element, String xml, Way way, boolean awaited) {
        this.element = element;
        this.xml = xml;
        this.bytes = bytesOf(xml);
        this.way = way;
        this.awaited = awaited;
    }

    /** A request, which is on its way until its answer is there. */
    static OutgoingStanza request(String xml, Way way) {
        return new OutgoingStanza("iq", xml, way, true);
    }

    /** Whether an answer is awaited. */
    boolean isAwaited() {
        return awaited;
    }

    /** Keeps the stanza from being written, unless that has happened. Returns whether it may have been written. */
    boolean cancel() {
        return !state.compareAndSet(State.QUEUED, State.CANCELLED)
                && (state.compareAndSet(State.WRITTEN, State.WRITTEN_FOR_NOBODY)
                        || state.get() == State.WRITTEN_FOR_NOBODY);
    }

    /** The controller says that it never handled the stanza, which therefore counts as not sent. */
    void notHandled() {
        state.compareAndSet(State.WRITTEN, State.CANCELLED);
    }

    /** Whether the stanza is to be written on a stream that was resumed; from then on it has been. */
    boolean writeAgain() {
        if (write()) {
            return true;
        }
        repeats++;
        return repeats <= MOST_REPEATS && state.get() == State.WRITTEN;
    }

    /** Whether it was repeated so often, and each time the stream broke, that it may be what breaks them. */
    boolean isSuspect() {
        return repeats > MOST_REPEATS;
    }

    /** The stanza, serialised. */
    String xml() {
        return xml;
    }

    /** Its length on the wire, before TLS. */
    int bytes() {
        return bytes;
    }

    /** Whether it was ever written. */
    boolean isWritten() {
        return everWritten;
    }

    /** When it was written first, in terms of {@link System#nanoTime}. */
    long writtenAt() {
        return writtenAt;
    }

    @Override
    public CharSequence toXML(XmlEnvironment environment) {
        return way.leaving(this);
    }

    /** Whether the stanza is to be written, for the first time; from then on it has been. */
    boolean write() {
        boolean first = state.compareAndSet(State.QUEUED, State.WRITTEN);
        if (first) {
            writtenAt = System.nanoTime();
            everWritten = true;
        }
        return first;
    }

    private static int bytesOf(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x800) {
                // a pair of surrogates is four bytes
                bytes += Character.isSurrogate(c) ? 1 : 2;
            } else if (c >= 0x80) {
                bytes++;
            }
        }
        return bytes;
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
