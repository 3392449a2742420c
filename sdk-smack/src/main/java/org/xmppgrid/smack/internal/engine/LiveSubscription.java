package org.xmppgrid.smack.internal.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
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
    private final GridSession session;
    private final GridTopic<T> topic;
    private final GridAddress broker;
    private final SubscribeOptions wanted;
    private final SerialWorker worker;
    private final EventHandover<T> handover;
    private final MetricScope scope;
    private final Registration queueBytes;

    private final Standing standing;
    private volatile Optional<String> subscriptionId = Optional.empty();
    private volatile Optional<Instant> expiry = Optional.empty();

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
        this.standing = new Standing(new Heard(), session.threads());
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
            standing.active();
        } else {
            pending();
        }
    }

    /** The broker has it still. Called on the reader's thread. */
    void found(TopicSubscription same) {
        if (same.state() == SubscriptionState.ACTIVE) {
            standing.active();
        } else {
            pending();
        }
    }

    /** It was left to the owner, whose decision can have overtaken the answer. */
    void pending() {
        SubscriptionChanged decided = standing.pending();
        if (decided != null) {
            note(decided);
        }
    }

    /** The answer is there, or will not come: what the broker says from now on is newer. Called on the reader's thread. */
    void answered() {
        standing.answered();
    }

    /**
     * Shares the broker's subscription of another listener.
     *
     * @return false if that has ended meanwhile
     */
    boolean join(LiveSubscription<?> other) {
        Optional<String> id = other.subscriptionId;
        boolean joined = standing.join(other.standing);
        if (joined) {
            subscriptionId = id;
            expiry = other.expiry;
        }
        return joined;
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
        standing.tellGap();
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
        standing.ended(SubscriptionState.CLOSED);
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
        standing.interrupted();
    }

    /** Whether it was active or pending when the connection was lost, and has not been restored. */
    boolean isAway() {
        return standing.isAway();
    }

    /** A new session takes the place of the lost one: told before the first event of it, or when this is restored. */
    void missed(Gap gap) {
        standing.missed(gap);
    }

    /** The broker did not restore it. */
    void refused(GridException why) {
        standing.tellGap();
        standing.ended(
                why.reason() == Reason.TOPIC_NOT_FOUND ? SubscriptionState.TOPIC_DELETED : SubscriptionState.CANCELLED);
        session.observers()
                .tell(
                        Observation.Kind.SUBSCRIPTION_LOST,
                        topic.name(),
                        "the broker does not restore the subscription to '" + topic.name() + "': " + why.getMessage());
    }

    /** The connection is back, and what was to be restored is. */
    void resumed() {
        standing.resumed();
    }

    /** The connection is gone for good: what has arrived is still handed over. */
    void disconnected() {
        standing.ended(SubscriptionState.DISCONNECTED);
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
        return standing.state();
    }

    @Override
    public SubscriptionState awaitDecision(Duration timeout) {
        try {
            return standing.awaitDecision(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GridException(
                    Reason.INTERRUPTED,
                    "Interrupted while waiting for the owner of '" + topic.name() + "' to decide",
                    e);
        }
    }

    @Override
    public CompletableFuture<SubscriptionState> decision() {
        return standing.decision();
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
        standing.ended(SubscriptionState.CLOSED);
        worker.stopBehindWords();
        queueBytes.close();
    }

    /** The topic, its state and its counts. */
    @Override
    public String toString() {
        return "Subscription[" + topic.name() + " at " + broker + ", " + state() + ", " + delivered() + " delivered, "
                + queued() + " queued]";
    }

    private void noteState(TopicEvent event) {
        if (event instanceof SubscriptionChanged changed) {
            if (isMine(changed) && standing.isNews(changed)) {
                note(changed);
            }
        } else if (standing.noted(event)) {
            look();
        }
    }

    private void note(SubscriptionChanged changed) {
        subscriptionId = changed.subscriptionId().or(() -> subscriptionId);
        changed.expiry().ifPresent(this::expiresAt);
        standing.changed(changed);
    }

    /** Asks whether the topic is there: the word of its deletion was stored, before or after the broker granted this. */
    private void look() {
        session.tracked(session.xmpp().info(broker, Optional.of(topic.name())))
                .on(session.threads())
                .whenComplete((there, failure) -> {
                    if (failure instanceof GridException e && e.reason() == Reason.TOPIC_NOT_FOUND) {
                        standing.ended(SubscriptionState.TOPIC_DELETED);
                    }
                });
    }

    /** An account can have several subscriptions to a topic, by address and by id. */
    private boolean isMine(SubscriptionChanged changed) {
        boolean otherId = changed.subscriptionId().isPresent()
                && subscriptionId.isPresent()
                && !changed.subscriptionId().equals(subscriptionId);
        return !otherId && changed.subscriber().map(subscriber()::equals).orElse(true);
    }

    /** What the listener is to hear, put behind what has arrived. */
    private final class Heard implements Standing.Told {
        @Override
        public void state(SubscriptionState now) {
            worker.putAtOnce(() -> handover.state(now), TopicEvent.OVERHEAD);
        }

        @Override
        public void gap(Gap gap) {
            worker.putAtOnce(() -> handover.gap(gap), TopicEvent.OVERHEAD);
        }

        @Override
        public void resumed() {
            worker.putAtOnce(handover::resumed, TopicEvent.OVERHEAD);
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
