package org.xmppgrid.smack.internal.wire;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.xmppgrid.sdk.GridAddress;

/**
 * A request of somebody else that waits for our answer. It gets one (RFC 6120 §8.2.3): what comes after the first is
 * dropped. Thread-safe.
 */
public final class ForeignRequest {
    private final GridAddress from;
    private final String head;
    private final Consumer<String> send;
    private final Consumer<String> trySend;
    private final Runnable refuse;
    private final AtomicBoolean answered = new AtomicBoolean();

    /**
     * A request.
     *
     * @param id its id
     * @param from who sent it
     * @param send sends a stanza, and waits for room
     * @param trySend sends a stanza, or nothing if there is no room for it
     * @param refuse answers as a request is answered that nobody here knows
     */
    ForeignRequest(String id, GridAddress from, Consumer<String> send, Consumer<String> trySend, Runnable refuse) {
        this.from = from;
        this.head = "id='" + OutgoingStanza.attribute(id) + "' to='" + OutgoingStanza.attribute(from.toString()) + "'>";
        this.send = send;
        this.trySend = trySend;
        this.refuse = refuse;
    }

    /**
     * Who asks.
     *
     * @return the address, as the controller stamped it
     */
    public GridAddress from() {
        return from;
    }

    /**
     * Answers with a result. Blocks as {@link Wire#send} does.
     *
     * @param childXml the result's child element, serialised, or nothing
     * @throws WireException if it can't be sent any more, or not within the request timeout
     */
    public void result(CharSequence childXml) {
        answer(send, "<iq type='result' ", childXml);
    }

    /**
     * Answers with an error. Blocks as {@link Wire#send} does.
     *
     * @param errorXml the {@code <error/>}, serialised
     * @throws WireException if it can't be sent any more, or not within the request timeout
     */
    public void error(CharSequence errorXml) {
        answer(send, "<iq type='error' ", errorXml);
    }

    /**
     * Answers with an error, or not at all while there is no room for it. Never blocks.
     *
     * @param errorXml the {@code <error/>}, serialised
     * @throws WireException if it can't be sent any more
     */
    public void errorAtOnce(CharSequence errorXml) {
        answer(trySend, "<iq type='error' ", errorXml);
    }

    /**
     * Answers, and reports, as if nobody here knew such a request: whoever asks can't tell. Never blocks.
     *
     * @throws WireException if it can't be sent any more
     */
    public void refuse() {
        if (answered.compareAndSet(false, true)) {
            refuse.run();
        }
    }

    private void answer(Consumer<String> way, String start, CharSequence child) {
        if (answered.compareAndSet(false, true)) {
            way.accept(start + head + child + "</iq>");
        }
    }
}
