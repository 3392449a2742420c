package org.xmppgrid.smack.internal.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Consumer;
import org.xmppgrid.sdk.ConsumerBounds;
import org.xmppgrid.sdk.ConsumerBuilder;
import org.xmppgrid.sdk.DeliveryHandler;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.StartPosition;
import org.xmppgrid.sdk.StateStore;
import org.xmppgrid.sdk.SubscribeOptions;
import org.xmppgrid.sdk.SyncPolicy;
import org.xmppgrid.smack.internal.store.InboxBounds;
import org.xmppgrid.smack.internal.store.StoreOptions;
import org.xmppgrid.smack.internal.store.Stores;
import org.xmppgrid.smack.internal.store.WhenDamaged;

/** Collects what a durable consumer is asked to do, and opens it. */
final class ConsumerSetup<T> implements ConsumerBuilder<T> {
    /** Providers keep files in directories too. */
    private static final String PREFIX = "consumer-";

    private final GridTopic<T> topic;
    private final String name;
    private @Nullable Path directory;
    private @Nullable Supplier<? extends StateStore> store;
    private WhenDamaged whenDamaged = WhenDamaged.REFUSE;
    private @Nullable DeliveryHandler<T> handler;
    private @Nullable DeliveryHandler<T> unreadable;
    private java.util.function.Consumer<Gap> gaps = gap -> {};
    private java.util.function.Consumer<String> retractions = id -> {};
    private boolean autoAck;
    private int maxAttempts = DEFAULT_MAX_ATTEMPTS;
    private Duration firstRetry = DEFAULT_RETRY_AFTER;
    private Duration longestRetry = DEFAULT_LONGEST_RETRY;
    private int unacknowledged = DEFAULT_UNACKNOWLEDGED;
    private int handlers = 1;
    private Optional<Function<? super Item<T>, String>> key = Optional.empty();
    private StartPosition start = StartPosition.allStored();
    private ConsumerBounds bounds = ConsumerBounds.standard();
    private SyncPolicy sync = SyncPolicy.each();
    private SubscribeOptions options = SubscribeOptions.defaults();

    ConsumerSetup(GridTopic<T> topic, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A consumer's name is not blank: its state is kept under it");
        }
        this.topic = topic;
        this.name = name;
    }

    @Override
    public ConsumerBuilder<T> stateIn(Path place) {
        this.directory = Objects.requireNonNull(place, "directory");
        return this;
    }

    @Override
    public ConsumerBuilder<T> store(Supplier<? extends StateStore> place) {
        this.store = Objects.requireNonNull(place, "store");
        return this;
    }

    @Override
    public ConsumerBuilder<T> recoverDamaged() {
        this.whenDamaged = WhenDamaged.RECOVER;
        return this;
    }

    @Override
    public ConsumerBuilder<T> onItem(DeliveryHandler<T> who) {
        this.handler = Objects.requireNonNull(who, "handler");
        return this;
    }

    @Override
    public ConsumerBuilder<T> onUnreadable(DeliveryHandler<T> who) {
        this.unreadable = Objects.requireNonNull(who, "handler");
        return this;
    }

    @Override
    public ConsumerBuilder<T> onGap(java.util.function.Consumer<Gap> listener) {
        this.gaps = Objects.requireNonNull(listener, "listener");
        return this;
    }

    @Override
    public ConsumerBuilder<T> onRetracted(java.util.function.Consumer<String> listener) {
        this.retractions = Objects.requireNonNull(listener, "listener");
        return this;
    }

    @Override
    public ConsumerBuilder<T> autoAck() {
        this.autoAck = true;
        return this;
    }

    @Override
    public ConsumerBuilder<T> maxAttempts(int attempts) {
        this.maxAttempts = positive("attempts", attempts);
        return this;
    }

    @Override
    public ConsumerBuilder<T> retryAfter(Duration first, Duration longest) {
        if (first.isNegative() || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "The first time to wait is between zero and the longest, not " + first + " of " + longest);
        }
        this.firstRetry = first;
        this.longestRetry = longest;
        return this;
    }

    @Override
    public ConsumerBuilder<T> unacknowledged(int deliveries) {
        this.unacknowledged = positive("deliveries", deliveries);
        return this;
    }

    @Override
    public ConsumerBuilder<T> parallel(int count, Function<? super Item<T>, String> tellsKey) {
        this.handlers = positive("handlers", count);
        this.key = Optional.of(tellsKey);
        return this;
    }

    @Override
    public ConsumerBuilder<T> startAt(StartPosition position) {
        this.start = Objects.requireNonNull(position, "position");
        return this;
    }

    @Override
    public ConsumerBuilder<T> bounds(ConsumerBounds most) {
        this.bounds = Objects.requireNonNull(most, "bounds");
        return this;
    }

    @Override
    public ConsumerBuilder<T> sync(SyncPolicy policy) {
        this.sync = Objects.requireNonNull(policy, "policy");
        return this;
    }

    @Override
    public ConsumerBuilder<T> options(SubscribeOptions how) {
        this.options = Objects.requireNonNull(how, "options");
        return this;
    }

    @Override
    public Consumer<T> open() {
        DeliveryHandler<T> whoHandles = handler;
        if (whoHandles == null) {
            throw new IllegalStateException("The consumer '" + name + "' has no handler: say onItem(..)");
        }
        ConsumerTerms<T> terms = new ConsumerTerms<>(
                name,
                whoHandles,
                unreadable,
                gaps,
                retractions,
                autoAck,
                maxAttempts,
                firstRetry,
                longestRetry,
                unacknowledged,
                handlers,
                key,
                start,
                bounds);
        ConsumerStore state = new ConsumerStore(
                place(),
                name,
                new InboxBounds(bounds.remembered(), bounds.deadLetters()),
                sync,
                Clock.systemUTC(),
                Alarm.on(topic.session().threads()));
        return DurableConsumer.open(topic, terms, options, state);
    }

    private Supplier<? extends StateStore> place() {
        Path files = directory;
        Supplier<? extends StateStore> given = store;
        if ((files == null) == (given == null)) {
            throw new IllegalStateException("The consumer '" + name + "' keeps its state in one place: say either"
                    + " stateIn(directory) or store(..)");
        }
        if (given != null) {
            return given;
        }
        Path where = Objects.requireNonNull(files);
        return () -> Stores.open(where, PREFIX + name, StoreOptions.standard().with(whenDamaged));
    }

    private static int positive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be positive, not " + value);
        }
        return value;
    }
}
