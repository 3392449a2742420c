package org.xmppgrid.smack.internal.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SubscribeOptions;
import org.xmppgrid.sdk.SubscriptionPolicy;
import org.xmppgrid.sdk.TopicListener;
import org.xmppgrid.sdk.TopicSubscription;
import org.xmppgrid.smack.internal.xmpp.SubscriptionAnswer;

/**
 * Begins and ends the broker's subscriptions for the listeners of a session: one subscription at the broker for all that
 * ask for the same, which ends with the last of them.
 */
final class Subscriptions {
    static final String EXPIRE = "pubsub#expire";

    /** How often who waits for a lock to restore a subscription looks whether the connection stands. */
    private static final int LOOK_MILLIS = 100;

    private final GridSession session;
    private final EventRouter router;
    private final AdvertisedFeatures features;
    private final Clock clock;

    /**
     * Held while the broker is asked, so that a listener does not join a subscription that another is about to end.
     * By the topic's hash: enough that topics hardly ever wait for each other.
     */
    private final Lock[] locks = Stream.generate(ReentrantLock::new).limit(64).toArray(Lock[]::new);

    Subscriptions(GridSession session, EventRouter router, AdvertisedFeatures features, Clock clock) {
        this.session = session;
        this.router = router;
        this.features = features;
        this.clock = clock;
    }

    /** XEP-0060 §6.1 and §6.3.7. */
    <T> LiveSubscription<T> subscribe(
            GridTopic<T> topic,
            SubscribeOptions options,
            SubscriptionPolicy policy,
            TopicListener<? super T> listener) {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(listener, "listener");
        GridAddress broker = session.brokerAddress();
        Lock lock = lock(topic.name());
        lock.lock();
        try {
            if (options.needSupport()) {
                requireOptions(broker, topic.name());
            }
            Optional<LiveSubscription<?>> same = shared(broker, topic.name(), options);
            LiveSubscription<T> subscription =
                    new LiveSubscription<>(session, topic, broker, options, policy, listener, clock);
            router.attach(subscription);
            try {
                // Present before the request: what the broker sends right after it must not go into storage.
                session.announcePresence();
                if (same.isEmpty() || !subscription.join(same.get())) {
                    ask(subscription);
                }
            } catch (RuntimeException e) {
                router.giveBack(subscription);
                throw e;
            }
            return subscription;
        } finally {
            lock.unlock();
        }
    }

    /** Asks for a subscription of a lost session again. */
    void restore(LiveSubscription<?> subscription) {
        Lock lock = lock(subscription.topic());
        lockWhileConnected(lock);
        try {
            if (!subscription.state().isEnded() && !isStillThere(subscription)) {
                ask(subscription);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Who has the lock may wait for the connection, and the connection would wait for it here. */
    private void lockWhileConnected(Lock lock) {
        try {
            while (!lock.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (!session.hasOpenSession()) {
                    throw new GridConnectionException(
                            Reason.CONNECTION_LOST,
                            "The connection was lost again before all was restored",
                            null,
                            null);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GridConnectionException(
                    Reason.INTERRUPTED, "Interrupted while restoring the subscriptions", null, e);
        }
    }

    /** Where each request makes another subscription, the one that there was is looked for. */
    private boolean isStillThere(LiveSubscription<?> subscription) {
        if (subscription.id().isEmpty() || !features.has(subscription.broker(), AdvertisedFeatures.MULTI_SUBSCRIBE)) {
            return false;
        }
        // That of a connection is of no use to another one: the controller may have bound a new address.
        Predicate<TopicSubscription> same = one -> one.topic().equals(subscription.topic())
                && one.address().equals(subscription.subscriber())
                && one.subscriptionId().equals(subscription.id());
        return session
                .tracked(session.xmpp()
                        .owner()
                        .ownSubscriptions(subscription.broker())
                        .whenDone(subscription::answered)
                        .whenAnswered(
                                all -> all.stream().filter(same).findFirst().ifPresent(subscription::found)))
                .await()
                .stream()
                .anyMatch(same);
    }

    /** XEP-0060 §6.2; the listener is stopped in any case. */
    void unsubscribe(LiveSubscription<?> subscription) {
        Lock lock = lock(subscription.topic());
        lock.lock();
        try {
            subscription.close();
            List<LiveSubscription<?>> others = router.of(subscription.topic());
            if (others.stream().noneMatch(subscription::sharesWith)) {
                end(subscription);
            }
            if (others.isEmpty()) {
                router.forget(subscription.topic());
            }
        } finally {
            lock.unlock();
        }
    }

    /** XEP-0060 §6.3.2. */
    SubscribeOptions options(LiveSubscription<?> subscription) {
        requireOptions(subscription.broker(), subscription.topic());
        return new SubscribeOptions(subscription.wanted().thisConnection(), Optional.empty(), read(subscription));
    }

    private Map<String, List<String>> read(LiveSubscription<?> subscription) {
        Map<String, List<String>> fields = session.tracked(session.xmpp()
                        .options(
                                subscription.broker(),
                                subscription.topic(),
                                subscription.subscriber(),
                                subscription.id()))
                .await();
        fields.getOrDefault(EXPIRE, List.of()).stream()
                .flatMap(text -> time(text).stream())
                .findFirst()
                .ifPresent(subscription::expiresAt);
        return fields;
    }

    /** A broker that knows one option advertises all, and drops the others without a word: look what it has. */
    private void requireKept(LiveSubscription<?> subscription, Map<String, List<String>> asked) {
        Map<String, List<String>> present;
        try {
            present = read(subscription);
        } catch (GridException e) {
            throw Failures.again(
                    e,
                    e.reason(),
                    "The broker " + subscription.broker() + " took options of the subscription to '"
                            + subscription.topic() + "', and they can't be read back (" + e.getMessage()
                            + "). The account is subscribed, with them or without: subscribe without them too, or"
                            + " unsubscribe");
        }
        Set<String> dropped = DroppedOptions.of(asked, present);
        if (!dropped.isEmpty()) {
            throw new GridRequestException(
                    Reason.NOT_SUPPORTED,
                    "The broker " + subscription.broker() + " dropped options of the subscription to '"
                            + subscription.topic() + "' that it accepted: " + dropped
                            + ". The account is subscribed without them: subscribe without them too, or unsubscribe",
                    null,
                    null);
        }
    }

    /** XEP-0060 §6.3.5. */
    void configure(LiveSubscription<?> subscription, SubscribeOptions options) {
        if (!options.needSupport()) {
            throw new IllegalArgumentException("No option is named that could be changed");
        }
        requireOptions(subscription.broker(), subscription.topic());
        Optional<Instant> end = end(options);
        Map<String, List<String>> changes = fields(options, end);
        session.tracked(session.xmpp()
                        .changeOptions(
                                subscription.broker(),
                                subscription.topic(),
                                subscription.subscriber(),
                                subscription.id(),
                                changes))
                .await();
        requireKept(subscription, changes);
        subscription.expiresAt().ifPresent(time -> router.of(subscription.topic()).stream()
                .filter(subscription::sharesWith)
                .forEach(other -> other.expiresAt(time)));
    }

    /** The id of a subscription of this session to a topic, for the requests that have to name one. */
    Optional<String> id(String topic) {
        return router.of(topic).stream()
                .flatMap(subscription -> subscription.id().stream())
                .findFirst();
    }

    private void ask(LiveSubscription<?> subscription) {
        GridAddress broker = subscription.broker();
        String topic = subscription.topic();
        Optional<Instant> end = end(subscription.wanted());
        Map<String, List<String>> options = fields(subscription.wanted(), end);
        SubscriptionAnswer answer;
        try {
            answer = session.tracked(session.xmpp()
                            .subscribe(broker, topic, subscription.subscriber(), options)
                            .whenDone(subscription::answered)
                            .whenAnswered(granted -> {
                                end.ifPresent(subscription::expiresAt);
                                subscription.granted(granted);
                            }))
                    .await();
        } catch (GridRequestException e) {
            if (e.reason() == Reason.APPROVAL_PENDING) {
                subscription.pending();
                return;
            }
            throw e;
        }
        if (answer.state().equals("unconfigured")) {
            throw new GridRequestException(
                    Reason.CONFIGURATION_REQUIRED,
                    "The broker " + broker + " wants options of the subscription to '" + topic
                            + "' to be set; subscribe with SubscribeOptions, or ask the topic's owner to make them"
                            + " optional",
                    null,
                    null);
        }
        if (!answer.state().equals("subscribed") && !answer.state().equals("pending")) {
            throw new GridRequestException(
                    Reason.PROTOCOL_VIOLATION,
                    "The broker " + broker + " answered the subscription to '" + topic + "' with '" + answer.state()
                            + "', which XEP-0060 does not know; report it to the maker of the broker",
                    null,
                    null);
        }
        // what waits for its approval may not be asked about yet
        if (!options.isEmpty() && answer.state().equals("subscribed")) {
            requireKept(subscription, options);
        }
    }

    private void end(LiveSubscription<?> subscription) {
        try {
            session.tracked(session.xmpp()
                            .unsubscribe(
                                    subscription.broker(),
                                    subscription.topic(),
                                    subscription.subscriber(),
                                    subscription.id()))
                    .await();
        } catch (GridRequestException e) {
            // there is none any more (XEP-0060 §6.2.3.2, §6.2.3.4 and §6.2.3.5): what was wanted
            boolean gone = e.reason() == Reason.NOT_SUBSCRIBED
                    || e.reason() == Reason.TOPIC_NOT_FOUND
                    || e.reason() == Reason.SUBSCRIPTION_ID_UNKNOWN
                    || e.condition().orElse("").startsWith("unexpected-request");
            if (!gone) {
                throw e;
            }
        }
    }

    private Optional<LiveSubscription<?>> shared(GridAddress broker, String topic, SubscribeOptions options) {
        List<LiveSubscription<?>> present = router.of(topic);
        Optional<LiveSubscription<?>> same = present.stream()
                .filter(one -> one.broker().equals(broker) && one.wanted().equals(options))
                .findFirst();
        if (same.isEmpty() && !present.isEmpty()) {
            features.require(
                    broker,
                    AdvertisedFeatures.MULTI_SUBSCRIBE,
                    "Can't subscribe to the topic '" + topic + "' at " + broker
                            + " once more with other options (change those that"
                            + " it has by configure(..), or unsubscribe first)");
        }
        return same;
    }

    private void requireOptions(GridAddress broker, String topic) {
        features.require(
                broker,
                AdvertisedFeatures.SUBSCRIPTION_OPTIONS,
                "Can't use options of a subscription to the topic '" + topic + "' at " + broker);
    }

    private Optional<Instant> end(SubscribeOptions options) {
        return options.lease().map(lease -> clock.instant().plus(lease).truncatedTo(ChronoUnit.MILLIS));
    }

    private static Map<String, List<String>> fields(SubscribeOptions options, Optional<Instant> end) {
        Map<String, List<String>> fields = new LinkedHashMap<>(options.fields());
        end.ifPresent(time -> fields.put(EXPIRE, List.of(time.toString())));
        return fields;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            // "presence" (XEP-0060 §12.17), or nothing that can be read
            return Optional.empty();
        }
    }

    private Lock lock(String topic) {
        return locks[Math.floorMod(topic.hashCode(), locks.length)];
    }
}
