package org.xmppgrid.smack.internal.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.MetricScope;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.sdk.SubscribeOptions;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionPolicy;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.TopicListener;
import org.xmppgrid.sdk.TopicSubscription;
import org.xmppgrid.smack.internal.xmpp.SubscriptionAnswer;
import org.xmppgrid.smack.internal.xmpp.TopicEvent;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.SubscriptionChanged;

/** A subscription with its listener: takes events from the network reader and hands them over on its own worker. */
final class LiveSubscription<T> implements Subscription {
    /** A hundred years, which nanoseconds can still count. */
    private static final long MAX_WAIT_SECONDS = 100L * 365 * 24 * 3600;

    private final GridSession session;
    private final GridTopic<T> topic;
    private final GridAddress broker;
    private final SubscribeOptions wanted;
    private final SerialWorker worker;
    private final EventHandover<T> handover;
    private final MetricScope scope;
    private final Registration queueBytes;

    private final Object stateLock = new Object();
    private SubscriptionState state = SubscriptionState.PENDING;
    /** Where it stood when the connection was lost. */
    private SubscriptionState interruptedIn = SubscriptionState.PENDING;

    private volatile boolean away;
    /** What a stream that is resumed brings first is delayed, and newer than all that came before. */
    private volatile boolean lateIsNews;

    /** What the listener is to be told before the next event. */
    private volatile @Nullable Gap due;

    private final DecisionFuture decision;
    private volatile Optional<String> subscriptionId = Optional.empty();
    private volatile Optional<Instant> expiry = Optional.empty();
    private volatile boolean answered;
    /** What the broker said of it before it answered. */
    private volatile @Nullable SubscriptionChanged overtaking;

    LiveSubscription(
            GridSession session,
            GridTopic<T> topic,
            GridAddress broker,
            SubscribeOptions wanted,
            SubscriptionPolicy policy,
            TopicListener<? super T> listener,
            Clock clock) {
        this.session = session;
        this.topic = topic;
        this.broker = broker;
        this.wanted = wanted;
        this.worker = session.newWorker(topic.name(), policy);
        this.handover = new EventHandover<>(session, topic, broker, listener, clock);
        this.scope = session.measures().topic(topic.name());
        if (listener instanceof SubscriptionAware aware) {
            aware.listensTo(this);
        }
        this.decision = new DecisionFuture(session.threads());
        worker.tellsDropped(handover::dropped);
        if (policy.paused()) {
            worker.pause();
        }
        worker.start();
        this.queueBytes = session.measures().gauge(Metric.QUEUE_BYTES, scope, worker::queuedSize);
    }

    /** Runs an action on the worker when all that has arrived so far was handled. */
    void behindWhatArrived(Runnable action) {
        worker.putAtOnce(action, TopicEvent.OVERHEAD);
    }

    /** Runs an action on the worker as if it were an event, so that a pause holds it back. */
    void afterPause(Runnable action) {
        worker.putHeld(action, TopicEvent.OVERHEAD);
    }

    /**
     * The broker granted it, or left it to the owner. Called on the reader's thread, so that what the broker says next
     * is not overtaken.
     */
    void granted(SubscriptionAnswer answer) {
        subscriptionId = answer.subscriptionId();
        answer.expiry().ifPresent(this::expiresAt);
        if (answer.state().equals("subscribed")) {
            become(SubscriptionState.ACTIVE);
        } else {
            pending();
        }
    }

    /** The broker has it still. Called on the reader's thread. */
    void found(TopicSubscription same) {
        if (same.state() == SubscriptionState.ACTIVE) {
            become(SubscriptionState.ACTIVE);
        } else {
            pending();
        }
    }

    /** It was left to the owner, whose decision can have overtaken the answer. */
    void pending() {
        synchronized (stateLock) {
            if (away) {
                become(SubscriptionState.PENDING);
            }
        }
        SubscriptionChanged decided = overtaking;
        if (decided != null) {
            note(decided);
        }
    }

    /** The answer is there, or will not come: what the broker says from now on is newer. Called on the reader's thread. */
    void answered() {
        answered = true;
    }

    /**
     * Shares the broker's subscription of another listener.
     *
     * @return false if that has ended meanwhile
     */
    boolean join(LiveSubscription<?> other) {
        // first: what the reader brings between the two lines changes the other's state before it comes here
        answered = true;
        SubscriptionState present = other.state();
        if (present.isEnded()) {
            answered = false;
            return false;
        }
        subscriptionId = other.subscriptionId;
        expiry = other.expiry;
        if (present == SubscriptionState.ACTIVE) {
            become(SubscriptionState.ACTIVE);
        }
        return true;
    }

    /** Whether another listener asked the broker for the same subscription. */
    boolean sharesWith(LiveSubscription<?> other) {
        return broker.equals(other.broker)
                && wanted.equals(other.wanted)
                && subscriptionId.equals(other.subscriptionId);
    }

    void expiresAt(Instant time) {
        expiry = Optional.of(time);
    }

    GridAddress broker() {
        return broker;
    }

    /** The address that is subscribed. */
    GridAddress subscriber() {
        return wanted.thisConnection() ? session.address() : session.address().bare();
    }

    /** What was asked for. */
    SubscribeOptions wanted() {
        return wanted;
    }

    /**
     * Takes an event on the reader's thread; waits there while the queue is full, unless the oldest is to be dropped.
     *
     * @return false if this has stopped
     */
    boolean accept(TopicEvent event) {
        if (due != null) {
            tellGap();
        }
        noteState(event);
        return counted(event, () -> worker.put(new Handover(event), event.size()));
    }

    /** Takes an event that was held, before the reader may bring others. */
    void acceptHeld(TopicEvent event) {
        counted(event, () -> worker.putHeld(new Handover(event), event.size()));
    }

    private boolean counted(TopicEvent event, BooleanSupplier put) {
        long before = worker.dropped();
        boolean taken = put.getAsBoolean();
        if (taken && event instanceof TopicEvent.Published) {
            session.measures().count(Metric.RECEIVED, scope, 1);
        }
        long dropped = worker.dropped() - before;
        if (dropped > 0) {
            session.measures().count(Metric.DROPPED, scope, dropped);
        }
        return taken;
    }

    /** Stops without having begun, and gives back what was not handed over. */
    List<TopicEvent> giveBack() {
        queueBytes.close();
        // first, so that a listener whose subscription was never granted hears of no end of it
        List<Runnable> tasks = worker.stop();
        become(SubscriptionState.CLOSED);
        List<TopicEvent> events = new ArrayList<>();
        for (Runnable task : tasks) {
            if (task instanceof LiveSubscription<?>.Handover handover) {
                events.add(handover.event);
            }
        }
        return events;
    }

    /** The connection is lost and is being got back. */
    void interrupted() {
        synchronized (stateLock) {
            if (state == SubscriptionState.ACTIVE || state == SubscriptionState.PENDING) {
                interruptedIn = state;
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
        synchronized (stateLock) {
            if (state == SubscriptionState.INTERRUPTED) {
                Gap earlier = due;
                due = earlier == null ? gap : earlier.until(gap.until());
                lateIsNews = false;
                answered = false;
                overtaking = null;
            }
        }
    }

    /** The broker did not restore it. */
    void refused(GridException why) {
        tellGap();
        become(why.reason() == Reason.TOPIC_NOT_FOUND ? SubscriptionState.TOPIC_DELETED : SubscriptionState.CANCELLED);
        session.observers()
                .tell(
                        Observation.Kind.SUBSCRIPTION_LOST,
                        topic.name(),
                        "the broker does not restore the subscription to '" + topic.name() + "': " + why.getMessage());
    }

    /** The connection is back, and what was to be restored is. */
    void resumed() {
        tellGap();
        synchronized (stateLock) {
            if (away && state == SubscriptionState.INTERRUPTED) {
                away = false;
                become(interruptedIn);
                worker.putAtOnce(handover::resumed, TopicEvent.OVERHEAD);
            }
            away = false;
            answered = true;
        }
    }

    private void tellGap() {
        Gap gap;
        synchronized (stateLock) {
            gap = due;
            due = null;
            if (gap != null) {
                worker.putAtOnce(() -> handover.gap(gap), TopicEvent.OVERHEAD);
            }
        }
    }

    /** The connection is gone for good: what has arrived is still handed over. */
    void disconnected() {
        become(SubscriptionState.DISCONNECTED);
    }

    /** Waits until what has arrived was handled. */
    void finish(Duration timeout) throws InterruptedException {
        worker.awaitIdle(timeout);
    }

    @Override
    public String topic() {
        return topic.name();
    }

    @Override
    public SubscriptionState state() {
        synchronized (stateLock) {
            return state;
        }
    }

    @Override
    public SubscriptionState awaitDecision(Duration timeout) {
        long deadline = System.nanoTime()
                + (timeout.toSeconds() > MAX_WAIT_SECONDS ? Duration.ofSeconds(MAX_WAIT_SECONDS) : timeout).toNanos();
        synchronized (stateLock) {
            while (isUndecided()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(stateLock, Math.max(left, 1_000_000));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new GridException(
                            Reason.INTERRUPTED,
                            "Interrupted while waiting for the owner of '" + topic.name() + "' to decide",
                            e);
                }
            }
            return state;
        }
    }

    private boolean isUndecided() {
        return state == SubscriptionState.PENDING
                || state == SubscriptionState.INTERRUPTED && interruptedIn == SubscriptionState.PENDING;
    }

    @Override
    public CompletableFuture<SubscriptionState> decision() {
        return decision.future();
    }

    @Override
    public long delivered() {
        return handover.delivered();
    }

    @Override
    public int queued() {
        return worker.queued();
    }

    @Override
    public long queuedBytes() {
        return worker.queuedSize();
    }

    @Override
    public long dropped() {
        return worker.dropped();
    }

    @Override
    public void pause() {
        worker.pause();
    }

    @Override
    public void resume() {
        worker.resume();
    }

    @Override
    public Optional<String> id() {
        return subscriptionId;
    }

    @Override
    public Optional<Instant> expiresAt() {
        return expiry;
    }

    @Override
    public SubscribeOptions options() {
        return session.subscriptions().options(this);
    }

    @Override
    public void configure(SubscribeOptions options) {
        session.subscriptions().configure(this, options);
    }

    @Override
    public void renew(Duration time) {
        configure(SubscribeOptions.defaults().expires(time));
    }

    @Override
    public void unsubscribe() {
        session.subscriptions().unsubscribe(this);
    }

    @Override
    public void close() {
        session.router().detach(this);
        become(SubscriptionState.CLOSED);
        worker.stopBehindWords();
        queueBytes.close();
    }

    /** The topic, its state and its counts. */
    @Override
    public String toString() {
        return "Subscription[" + topic.name() + " at " + broker + ", " + state() + ", " + delivered() + " delivered, "
                + queued() + " queued]";
    }

    /**
     * What the broker says now changes the state. What it said before this platform came back, or before it answered the
     * request to subscribe, does not: the answer is newer, unless it leaves the decision to an owner.
     */
    private void noteState(TopicEvent event) {
        if (event.isLate() && !lateIsNews && !(event instanceof TopicEvent.Published)) {
            return;
        }
        if (event instanceof SubscriptionChanged changed) {
            if (!isMine(changed)) {
                return;
            }
            if (answered) {
                note(changed);
            } else {
                overtaking = changed;
            }
        } else if (!answered) {
            return;
        } else if (event instanceof TopicEvent.Deleted) {
            become(SubscriptionState.TOPIC_DELETED);
        } else if (event instanceof TopicEvent.Published) {
            // Some brokers send no word of an approval, only the items that it brings.
            become(SubscriptionState.ACTIVE);
        }
    }

    private void note(SubscriptionChanged changed) {
        subscriptionId = changed.subscriptionId().or(() -> subscriptionId);
        changed.expiry().ifPresent(this::expiresAt);
        switch (changed.state()) {
            case "subscribed" -> become(SubscriptionState.ACTIVE);
            case "none" -> endedByOwner();
            default -> {
                // still pending
            }
        }
    }

    /** Denied if it was never approved, cancelled if it was. */
    private void endedByOwner() {
        synchronized (stateLock) {
            SubscriptionState now = state == SubscriptionState.INTERRUPTED ? interruptedIn : state;
            if (now == SubscriptionState.PENDING) {
                become(SubscriptionState.DENIED);
            } else if (now == SubscriptionState.ACTIVE) {
                become(SubscriptionState.CANCELLED);
            }
        }
    }

    /** An account can have several subscriptions to a topic, by address and by id. */
    private boolean isMine(SubscriptionChanged changed) {
        boolean otherId = changed.subscriptionId().isPresent()
                && subscriptionId.isPresent()
                && !changed.subscriptionId().equals(subscriptionId);
        return !otherId && changed.subscriber().map(subscriber()::equals).orElse(true);
    }

    private void become(SubscriptionState next) {
        synchronized (stateLock) {
            // An owner can approve again whom he removed, and create again what he deleted.
            boolean over = state == SubscriptionState.CLOSED || state == SubscriptionState.DISCONNECTED;
            if (state == next || over) {
                return;
            }
            if (next == SubscriptionState.PENDING || next == SubscriptionState.ACTIVE) {
                interruptedIn = next;
                if (away) {
                    // told when all is restored, behind the gap
                    return;
                }
            }
            state = next;
            stateLock.notifyAll();
            decision.is(next);
            // under the lock, so that the listener hears of changes in their order
            worker.putAtOnce(() -> handover.state(next), TopicEvent.OVERHEAD);
        }
    }

    /** An event on its way to the listener. */
    private final class Handover implements Runnable {
        private final TopicEvent event;

        Handover(TopicEvent event) {
            this.event = event;
        }

        @Override
        public void run() {
            handover.event(event);
        }
    }
}
