package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the two ends of a session have acknowledged to each other (XEP-0198 §4), over all the streams that it lives on.
 * Nothing here waits or grows without a bound: what the controller never acknowledges makes the session one that can't
 * be resumed, and is forgotten. Thread-safe.
 */
final class Continuity {
    /** How many stanzas are kept for being sent again. */
    static final int MOST_STANZAS = 2000;

    /** How many bytes of them: a full window of the largest publications. */
    static final long MOST_BYTES = 32L * 1024 * 1024;

    /** After so many stanzas an acknowledgement is asked for, though more wait to be written. */
    static final int ASK_AFTER = 10;

    /**
     * How often in a row a stream may end without an answer to the wish to resume, or to anything said on it once it was
     * resumed. Some controllers drop one that they dislike; Prosody 0.12 goes on with the parser of the lost stream, which
     * takes all that follows for a part of the stanza in the middle of which that stream was lost.
     */
    static final int DEATHS = 2;

    private static final long COUNTER = 0xFFFF_FFFFL;

    private final Set<OutgoingStanza> queued = new LinkedHashSet<>();
    private final Deque<OutgoingStanza> unacknowledged = new ArrayDeque<>();
    private long unansweredBytes;
    private long unacknowledgedBytes;
    /** Stanzas since the session began; on the wire they are counted modulo 2^32. */
    private long sent;

    private long acknowledged;
    private long handled;
    private boolean agreed;
    private boolean counting;
    /** Whether the wish to count was written and not answered: from then on the controller does, if it grants it. */
    private boolean enabling;

    private boolean asked;
    private @Nullable String id;
    private Duration max = Duration.ofDays(1);
    private @Nullable Long lostAt;
    private int deaths;
    /** Whether nothing that was said on the present stream, which was resumed, has been acknowledged. */
    private boolean unproven;

    Continuity() {
        this(0);
    }

    /** A session in which so many stanzas have gone both ways. */
    Continuity(long before) {
        sent = before;
        acknowledged = before;
        handled = before;
    }

    /** The wish to count is written now: what is written behind it counts, before the answer is there (XEP-0198 §4). */
    synchronized void enabling() {
        enabling = true;
    }

    /** The controller does not count. */
    synchronized void notEnabled() {
        enabling = false;
        sent = acknowledged;
        spoil();
    }

    /**
     * The controller counts from when it was asked to.
     *
     * @param resumptionId by which the session can be resumed, or null
     * @param longest for how long after a loss
     */
    synchronized void enabled(@Nullable String resumptionId, Duration longest) {
        agreed = true;
        counting = true;
        enabling = false;
        if (resumptionId == null) {
            spoil();
        }
        id = resumptionId;
        max = longest;
    }

    /** Whether the present stream's stanzas are counted. */
    synchronized boolean isCounting() {
        return counting;
    }

    /** Whether the session can be resumed, now. */
    synchronized boolean isResumable(long now) {
        Long since = lostAt;
        return id != null && (since == null || now - since < max.toNanos());
    }

    /** By which the session is resumed. */
    synchronized @Nullable String id() {
        return id;
    }

    // ---- what comes in

    /** A stanza was handled: whoever it is for has it. That may be after the stream was lost that brought it. */
    synchronized void handled() {
        if (agreed) {
            handled++;
        }
    }

    /** How many were handled, as the wire counts. */
    synchronized long handledCount() {
        return handled & COUNTER;
    }

    // ---- what goes out

    /** A stanza waits to be written. */
    synchronized void queued(OutgoingStanza stanza) {
        queued.add(stanza);
        unansweredBytes += stanza.isAwaited() ? 0 : stanza.bytes();
    }

    /** A stanza left the queue without being written. */
    synchronized void leftOut(OutgoingStanza stanza) {
        if (queued.remove(stanza) && !stanza.isAwaited()) {
            unansweredBytes -= stanza.bytes();
        }
    }

    /** How many bytes wait to be written that nobody will answer. */
    synchronized long unansweredBytes() {
        return unansweredBytes;
    }

    /**
     * A stanza is written now, behind all for which this was called before.
     *
     * @return false if with it too much is unacknowledged, so that the session can't be resumed any more
     */
    synchronized boolean written(OutgoingStanza stanza) {
        leftOut(stanza);
        if (!counting && !enabling) {
            return true;
        }
        sent++;
        if (id == null && !enabling) {
            return true;
        }
        unacknowledged.add(stanza);
        unacknowledgedBytes += stanza.bytes();
        if (unacknowledged.size() <= MOST_STANZAS && unacknowledgedBytes <= MOST_BYTES) {
            return true;
        }
        spoil();
        return false;
    }

    /**
     * Whether to ask for an acknowledgement now. Not while a question is open, and not for each stanza of many.
     *
     * @param idle whether nothing waits to be written
     */
    synchronized boolean asks(boolean idle) {
        boolean due = counting && !asked && sent > acknowledged && (idle || sent - acknowledged >= ASK_AFTER);
        asked |= due;
        return due;
    }

    /** Whether a question is open. */
    synchronized void asked(boolean open) {
        asked = open;
    }

    /**
     * The controller has handled so many stanzas.
     *
     * @param count as the wire counts
     * @throws WireException if that many were never sent
     */
    synchronized void acknowledged(long count) {
        long more = (count - acknowledged) & COUNTER;
        if (more > sent - acknowledged) {
            spoil();
            throw new WireException(
                    WireException.Kind.LOST,
                    "The controller acknowledges stanzas that were never sent (" + count + " instead of at most "
                            + (sent & COUNTER) + ", XEP-0198 §4); the stream was ended",
                    null,
                    false,
                    null);
        }
        acknowledged += more;
        for (long i = 0; i < more && !unacknowledged.isEmpty(); i++) {
            unacknowledgedBytes -= unacknowledged.remove().bytes();
        }
        asked = false;
        unproven = false;
        deaths = 0;
    }

    // ---- from one stream to the next

    /** The stream was lost. Nothing is counted until it is resumed. */
    synchronized void interrupted(long now) {
        boolean mute = unproven && counting && (asked || sent > acknowledged);
        counting = false;
        enabling = false;
        asked = false;
        unproven = false;
        lostAt = now;
        if (mute) {
            died();
        }
    }

    /** A stream ended after the wish to resume was sent, or something else once it was resumed, before an answer to it. */
    synchronized void died() {
        if (++deaths >= DEATHS) {
            spoil();
        }
    }

    /**
     * The session goes on on a new stream. What the controller has not handled waits to be written again, before all
     * that was never written.
     *
     * @param count how many stanzas the controller has handled
     * @throws WireException if that many were never sent
     */
    synchronized void resumed(long count) {
        int before = deaths;
        acknowledged(count);
        deaths = before;
        unproven = true;
        List<OutgoingStanza> behind = new ArrayList<>(queued);
        queued.clear();
        unansweredBytes = 0;
        unacknowledged.forEach(this::queued);
        behind.forEach(this::queued);
        unacknowledged.clear();
        unacknowledgedBytes = 0;
        sent = acknowledged;
        counting = true;
        lostAt = null;
    }

    /** What waits to be written, in order. */
    synchronized List<OutgoingStanza> waiting() {
        return List.copyOf(queued);
    }

    /**
     * The controller does not resume the session.
     *
     * @param count how many stanzas it had handled, if it still knows: those beyond it never took effect (XEP-0198 §5)
     */
    synchronized void refused(OptionalLong count) {
        if (count.isPresent()) {
            long more = (count.getAsLong() - acknowledged) & COUNTER;
            if (more <= sent - acknowledged) {
                unacknowledged.stream().skip(more).forEach(OutgoingStanza::notHandled);
            }
        }
        // Of those it said so before, when the session was resumed and lost again before they were repeated.
        queued.forEach(OutgoingStanza::notHandled);
        spoil();
    }

    /** The session can't be resumed any more. */
    synchronized void spoil() {
        id = null;
        unacknowledged.clear();
        unacknowledgedBytes = 0;
    }
}
