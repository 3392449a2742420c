package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridAddress;

/** A request under way: who may answer it, who reads the answer, and who waits. */
final class PendingRequest<R> {
    private final GridAddress to;
    private final ReplyReader<R> reader;
    private final OutgoingStanza stanza;
    private final CompletableFuture<R> answer = new CompletableFuture<>();
    private volatile @Nullable ScheduledFuture<?> timeout;

    PendingRequest(GridAddress to, ReplyReader<R> reader, OutgoingStanza stanza) {
        this.to = to;
        this.reader = reader;
        this.stanza = stanza;
    }

    GridAddress to() {
        return to;
    }

    OutgoingStanza stanza() {
        return stanza;
    }

    CompletableFuture<R> answer() {
        return answer;
    }

    /**
     * Fails when there is no answer in time. The time begins when the request is written, and there is as much time for
     * that.
     */
    void timeOutAfter(Duration wait) {
        long begun = System.nanoTime();
        watch(begun, wait, wait);
    }

    private void watch(long begun, Duration wait, Duration left) {
        ScheduledFuture<?> timer = WireTimer.after(left, () -> {
            long now = System.nanoTime();
            long since = stanza.isWritten() ? stanza.writtenAt() : begun;
            Duration more = wait.minusNanos(now - since);
            if (more.isZero() || more.isNegative()) {
                fail(new WireException(
                        WireException.Kind.TIMEOUT,
                        (stanza.isWritten() ? "No answer from " + to : "Its turn to be written did not come")
                                + " within " + Liveness.words(Duration.ofNanos(now - begun)),
                        null,
                        false,
                        null));
            } else if (!answer.isDone()) {
                watch(begun, wait, more);
            }
        });
        timeout = timer;
        // It may have been answered between the two lines above.
        if (answer.isDone()) {
            timer.cancel(false);
        }
    }

    void stopTimer() {
        ScheduledFuture<?> timer = timeout;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Fails, and keeps the request from being written if it hasn't been yet. */
    void fail(WireException why) {
        answer.completeExceptionally(why.forRequest(stanza.cancel()));
    }

    /**
     * Reads the result and gives back what completes the request, to be run when the whole stanza has been read.
     *
     * @throws Exception if the reader can't make sense of it
     */
    Runnable read(GridXmlPullParser parser, boolean hasChild) throws Exception {
        R result = reader.read(parser, hasChild);
        return () -> answer.complete(result);
    }

    /**
     * Who may answer (RFC 6120 §8.1.2.1 and §10.3.3): whoever was asked; for the own account and the own controller also
     * one another, and nobody by name, since a controller may leave out its address when it speaks for them.
     */
    boolean mayBeAnsweredBy(StanzaHead head, GridAddress own) {
        if (head.from().isPresent() && head.from().get().equals(to)) {
            return true;
        }
        boolean askedOwnSide = to.equals(own.bare()) || isController(to, own);
        if (!askedOwnSide) {
            return false;
        }
        return head.fromAbsent()
                || head.from()
                        .filter(from -> from.equals(own.bare()) || isController(from, own))
                        .isPresent();
    }

    static boolean isController(GridAddress address, GridAddress own) {
        return address.local().isEmpty()
                && address.resource().isEmpty()
                && address.domain().equals(own.domain());
    }
}
