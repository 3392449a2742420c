package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.smack.internal.xmpp.TopicEvent;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.SubscriptionChanged;

/**
 * Where a subscription stands, from what the broker answers and what it says by itself, also over lost connections. Tells
 * of each change in order, from under its lock: whoever is told only takes note.
 */
final class Standing {
    /** A hundred years, which nanoseconds can still count. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(365 * 100);

    /** Is told what the listener is to hear, in its order. */
    interface Told {
        void state(SubscriptionState now);

        void gap(Gap gap);

        void resumed();
    }

    private final Told told;
    private final DecisionFuture decision;

    private final Object lock = new Object();
    private SubscriptionState state = SubscriptionState.PENDING;
    /** Where it stood when the connection was lost, or what the broker has said since. */
    private SubscriptionState beneath = SubscriptionState.PENDING;

    private volatile boolean away;
    /** What a stream that is resumed brings first is delayed, and newer than all that came before. */
    private volatile boolean lateIsNews;

    /** What the listener is to be told before the next event. */
    private volatile @Nullable Gap due;

    private volatile boolean answered;
    /** What the broker said of it before it answered. */
    private volatile @Nullable SubscriptionChanged overtaking;

    Standing(Told told, Executor threads) {
        this.told = told;
        this.decision = new DecisionFuture(threads);
    }

    SubscriptionState state() {
        synchronized (lock) {
            return state;
        }
    }

    /** Where it stands at the broker, as far as is known; the connection may be lost. */
    SubscriptionState atBroker() {
        synchronized (lock) {
            return state == SubscriptionState.INTERRUPTED ? beneath : state;
        }
    }

    CompletableFuture<SubscriptionState> decision() {
        return decision.future();
    }

    /** Waits until nobody has to decide any more, or for as long as given. */
    SubscriptionState awaitDecision(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + (timeout.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : timeout).toNanos();
        synchronized (lock) {
            long left = deadline - System.nanoTime();
            while (left > 0 && atBroker() == SubscriptionState.PENDING) {
                TimeUnit.NANOSECONDS.timedWait(lock, Math.max(left, 1_000_000));
                left = deadline - System.nanoTime();
            }
            return state;
        }
    }

    // ---- what the broker answers

    /** The answer is there, or will not come: what the broker says from now on is newer. Called on the reader's thread. */
    void answered() {
        answered = true;
    }

    void active() {
        become(SubscriptionState.ACTIVE);
    }

    /**
     * It was left to the owner.
     *
     * @return the owner's decision, if that has overtaken the answer
     */
    @Nullable
    SubscriptionChanged pending() {
        synchronized (lock) {
            if (away) {
                become(SubscriptionState.PENDING);
            }
        }
        return overtaking;
    }

    /**
     * Stands as another that shares the broker's subscription.
     *
     * @return false if that has ended meanwhile
     */
    boolean join(Standing other) {
        // first: what the reader brings between the two lines changes the other's state before it comes here
        answered = true;
        SubscriptionState present = other.atBroker();
        if (present.isEnded()) {
            answered = false;
            return false;
        }
        if (present == SubscriptionState.ACTIVE) {
            become(SubscriptionState.ACTIVE);
        }
        return true;
    }

    /** It was closed, or ended in another way. */
    void ended(SubscriptionState how) {
        become(how);
    }

    // ---- what the broker says by itself

    /**
     * Takes note of a change. What the broker said before this platform came back, or before it answered the request to
     * subscribe, changes nothing: the answer is newer, unless it leaves the decision to an owner.
     *
     * @return whether the change is news
     */
    boolean isNews(SubscriptionChanged change) {
        if (isOld(change)) {
            return false;
        }
        if (!answered) {
            overtaking = change;
        }
        return answered;
    }

    /** Takes note of a change that is news. */
    void changed(SubscriptionChanged change) {
        switch (change.state()) {
            case "subscribed" -> become(SubscriptionState.ACTIVE);
            case "none" -> endedByOwner();
            default -> {
                // still pending
            }
        }
    }

    /**
     * Takes note of another event.
     *
     * @return whether it is doubtful: a deletion that may be older than what the broker has answered
     */
    boolean noted(TopicEvent event) {
        if (event instanceof TopicEvent.Deleted) {
            if (answered && !isOld(event)) {
                become(SubscriptionState.TOPIC_DELETED);
            }
            return answered && isOld(event);
        }
        if (answered && event instanceof TopicEvent.Published) {
            // Some brokers send no word of an approval, only the items that it brings.
            become(SubscriptionState.ACTIVE);
        }
        return false;
    }

    private boolean isOld(TopicEvent event) {
        return event.isLate() && !lateIsNews;
    }

    /** Denied if it was never approved, cancelled if it was. */
    private void endedByOwner() {
        synchronized (lock) {
            SubscriptionState now = atBroker();
            if (now == SubscriptionState.PENDING) {
                become(SubscriptionState.DENIED);
            } else if (now == SubscriptionState.ACTIVE) {
                become(SubscriptionState.CANCELLED);
            }
        }
    }

    // ---- what becomes of the connection

    /** The connection is lost and is being got back. */
    void interrupted() {
        synchronized (lock) {
            if (state == SubscriptionState.ACTIVE || state == SubscriptionState.PENDING) {
                beneath = state;
                away = true;
                lateIsNews = true;
                become(SubscriptionState.INTERRUPTED);
            }
        }
    }

    /** Whether it was active or pending when the connection was lost, and has not been restored. */
    boolean isAway() {
        return away;
    }

    /** A new session takes the place of the lost one: told before the first event of it, or when this is restored. */
    void missed(Gap gap) {
        synchronized (lock) {
            if (state == SubscriptionState.INTERRUPTED) {
                Gap earlier = due;
                due = earlier == null ? gap : earlier.until(gap.until());
                lateIsNews = false;
                answered = false;
                overtaking = null;
            }
        }
    }

    /** Tells of what was missed, before what comes now. */
    void tellGap() {
        if (due == null) {
            return;
        }
        synchronized (lock) {
            Gap gap = due;
            due = null;
            if (gap != null) {
                told.gap(gap);
            }
        }
    }

    /** The connection is back, and what was to be restored is. */
    void resumed() {
        synchronized (lock) {
            tellGap();
            boolean restored = away && state == SubscriptionState.INTERRUPTED;
            away = false;
            answered = true;
            if (restored) {
                become(beneath);
                told.resumed();
            }
        }
    }

    private void become(SubscriptionState next) {
        synchronized (lock) {
            // An owner can approve again whom he removed, and create again what he deleted.
            boolean over = state == SubscriptionState.CLOSED || state == SubscriptionState.DISCONNECTED;
            if (state == next || over) {
                return;
            }
            if (next == SubscriptionState.PENDING || next == SubscriptionState.ACTIVE) {
                beneath = next;
                if (away && state == SubscriptionState.INTERRUPTED) {
                    // told when all is restored, behind the gap
                    return;
                }
            }
            state = next;
            lock.notifyAll();
            decision.is(next);
            told.state(next);
        }
    }
}
