package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridAddress;

/** What one connection reads and writes, below and within TLS: how it began, whether it moves, and what it broke by. */
final class StreamLine implements Liveness.Line {
    private final WireSettings settings;
    private final StreamState state;
    private final StreamManagement management;
    private final Consumer<OutgoingStanza> enqueue;
    private final Runnable abort;
    private volatile @Nullable StanzaReader first;
    private volatile @Nullable StanzaReader reader;
    private volatile @Nullable PacedWriter writer;
    private volatile @Nullable WireException verdict;

    /**
     * A line.
     *
     * @param settings what the stream is opened with
     * @param state the stream's state
     * @param management the stream's management
     * @param enqueue queues a stanza that has its place
     * @param abort closes the socket without waiting for anything
     */
    StreamLine(
            WireSettings settings,
            StreamState state,
            StreamManagement management,
            Consumer<OutgoingStanza> enqueue,
            Runnable abort) {
        this.settings = settings;
        this.state = state;
        this.management = management;
        this.enqueue = enqueue;
        this.abort = abort;
    }

    /** What is read from now on. */
    Reader reads(Reader in, Consumer<StanzaRefusedException> unseen) {
        StanzaReader counted = new StanzaReader(in, settings.limits(), unseen, management::take);
        reader = counted;
        if (first == null) {
            first = counted;
        }
        return counted;
    }

    /** What is written from now on. */
    Writer writes(Writer out) {
        PacedWriter paced = new PacedWriter(out);
        writer = paced;
        return paced;
    }

    /** How the first stream began, from the controller's side. */
    String beginning() {
        StanzaReader stream = first;
        return stream == null ? "" : stream.beginning();
    }

    /** What reading failed with: writing may have failed first, and knows less. */
    Optional<IOException> readFailure() {
        return Optional.ofNullable(reader).map(StanzaReader::failure);
    }

    /** What the stream was given up for, if it was found to be dead. */
    Optional<WireException> verdict() {
        return Optional.ofNullable(verdict);
    }

    /**
     * Whether the stream broke, and neither end ended it: then the session can go on. What one of them can't stand would
     * come again.
     */
    boolean isBroken(WireException cause) {
        StanzaReader stream = reader;
        PacedWriter paced = writer;
        boolean broke = verdict != null
                || stream != null && (stream.failure() != null || stream.isBrokenOff())
                || paced != null && paced.failure().isPresent();
        return broke
                && cause.kind() == WireException.Kind.LOST
                && cause.fault().isEmpty()
                && !(cause.getCause() instanceof ForbiddenXmlException);
    }

    // ---- signs of life

    @Override
    public boolean isOpen() {
        return state.phase() == StreamState.Phase.OPEN;
    }

    @Override
    public long heardAt() {
        StanzaReader stream = reader;
        long held = state.handlerLeft();
        return stream == null || held - stream.readAt() > 0 ? held : stream.readAt();
    }

    @Override
    public boolean isHeldUp() {
        // The floor above reads what it was handed itself: where it waits for the rest of it, the network holds it up.
        StanzaReader stream = reader;
        return state.isHeldUp() && (stream == null || !stream.isWaiting());
    }

    @Override
    public Duration stuckFor(long now) {
        PacedWriter paced = writer;
        return paced == null ? Duration.ZERO : paced.stuckFor(now);
    }

    @Override
    public Duration allowance() {
        return state.exchange().silence();
    }

    /** XEP-0199 §4.2, where XEP-0198 is not agreed on; any answer will do. */
    @Override
    public void probe() {
        if (management.probe() || !state.hasRoom()) {
            return;
        }
        String id = "alive-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        GridAddress controller = GridAddress.of(settings.account().domain());
        OutgoingStanza ping = OutgoingStanza.request(
                "<iq type='get' id='" + id + "' to='" + OutgoingStanza.attribute(controller.toString())
                        + "'><ping xmlns='urn:xmpp:ping'/></iq>",
                state::leaving);
        PendingRequest<Boolean> request = new PendingRequest<>(controller, (parser, hasChild) -> true, ping);
        Exchange exchange = state.exchange();
        Duration slow = exchange.begin(ping);
        exchange.add(id, request);
        request.timeOutAfter(settings.requestTimeout().plus(slow));
        try {
            enqueue.accept(ping);
        } catch (WireException e) {
            request.fail(e);
        }
    }

    /** The reader or the writer meets the end of the socket, and ends the stream for this reason. */
    @Override
    public void dead(WireException cause) {
        verdict = cause;
        abort.run();
    }
}
