package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Consumer;
import org.xmppgrid.sdk.ConsumerDeadLetter;
import org.xmppgrid.sdk.ConsumerLag;
import org.xmppgrid.sdk.ConsumerState;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SubscribeOptions;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.smack.internal.store.Fill;
import org.xmppgrid.smack.internal.store.Inbox;
import org.xmppgrid.smack.internal.store.InboxDeadLetter;
import org.xmppgrid.smack.internal.store.InboxLag;
import org.xmppgrid.smack.internal.store.Recovery;

/** A durable consumer: what arrives goes to the disk, what is on the disk to the handler, what was missed in between. */
final class DurableConsumer<T> implements Consumer<T>, Durable {
    private static final int LETTERS_AT_ONCE = 16;

    private final GridTopic<T> topic;
    private final ConsumerTerms<T> terms;
    private final ConsumerStore store;
    private final ConsumerMeasures measures;
    private final Changes changes = new Changes();
    private final DeliveryDesk<T> desk;
    private final ConsumerCatchUp catchUp;
    private final ConsumerIntake intake;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean checked = new AtomicBoolean();
    private volatile SubscriptionState subscribed = SubscriptionState.PENDING;
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable GridException trouble;
    private volatile @Nullable GridException end;

    private DurableConsumer(GridTopic<T> topic, ConsumerTerms<T> terms, ConsumerStore store) {
        GridSession session = topic.session();
        Alarm alarm = Alarm.on(session.threads());
        this.topic = topic;
        this.terms = terms;
        this.store = store;
        this.measures = new ConsumerMeasures(topic, terms.name());
        this.desk = new DeliveryDesk<>(topic, terms, store, measures, session.threads(), alarm, changes);
        MissedItems missed = new MissedItems(topic, terms, store, measures, desk::wake, changes);
        this.catchUp = new ConsumerCatchUp(store, missed, new CatchUpWatcher(), session.threads(), alarm);
        this.intake = new ConsumerIntake(topic, terms, store, measures, catchUp, desk, changes, state -> {
            subscribed = state;
            changes.tell();
            SubscriptionEnd.of(topic.name(), state).ifPresent(this::ended);
        });
    }

    /** Opens the state, subscribes and begins to deliver. If it can't, it leaves nothing open. */
    static <T> Consumer<T> open(
            GridTopic<T> topic, ConsumerTerms<T> terms, SubscribeOptions options, ConsumerStore store) {
        DurableConsumer<T> consumer = new DurableConsumer<>(topic, terms, store);
        consumer.begin(options);
        return consumer;
    }

    private void begin(SubscribeOptions options) {
        store.open(new StoreWatcher());
        try {
            requireOwnTopic();
            catchUp.isOwed();
            store.with(inbox -> {
                inbox.catchUp();
                return true;
            });
            measures.open(() -> fill().items() + fill().heldItems(), () -> fill().bytes() + fill().heldBytes());
            topic.session().durables().add(this);
            desk.wake();
            subscription = subscribe(options);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Else the items of another topic would be handed over as this one's. */
    private void requireOwnTopic() {
        String owner = store.with(inbox -> inbox.belongsTo(topic.name()));
        if (!owner.equals(topic.name())) {
            throw new IllegalStateException("The state of the consumer '" + terms.name() + "' is of the topic '" + owner
                    + "', not '" + topic.name() + "': choose another name or place");
        }
    }

    /** With payloads as they come: they are read when they are handed over. */
    private Subscription subscribe(SubscribeOptions options) {
        return topic.type().withoutPayload().isPresent()
                ? topic.subscribe(options, intake)
                : new GridTopic<>(topic.session(), topic.name(), RawPayload.ANY).subscribe(options, intake);
    }

    @Override
    public String name() {
        return terms.name();
    }

    @Override
    public String topic() {
        return topic.name();
    }

    @Override
    public ConsumerState state() {
        if (closed.get()) {
            return ConsumerState.CLOSED;
        }
        if (store.problem().isPresent()) {
            return ConsumerState.STORE_FAILED;
        }
        return switch (subscribed) {
            case PENDING -> ConsumerState.PENDING;
            case INTERRUPTED -> ConsumerState.INTERRUPTED;
            case ACTIVE -> catchUp.isDue() ? ConsumerState.CATCHING_UP : ConsumerState.LIVE;
            default -> ConsumerState.ENDED;
        };
    }

    @Override
    public Optional<GridException> problem() {
        return store.problem().or(() -> Optional.ofNullable(end)).or(() -> Optional.ofNullable(trouble));
    }

    @Override
    public boolean awaitLive(Duration timeout) {
        await(
                () -> {
                    ConsumerState state = state();
                    return state == ConsumerState.LIVE || state == ConsumerState.ENDED || state == ConsumerState.CLOSED;
                },
                timeout);
        return state() == ConsumerState.LIVE;
    }

    @Override
    public ConsumerLag lag() {
        InboxLag lag = store.with(Inbox::lag);
        return new ConsumerLag(
                lag.pending(),
                lag.bytes(),
                lag.oldest(),
                lag.deadLetters(),
                lag.droppedDeadLetters(),
                lag.settled(),
                measures.received(),
                measures.duplicates());
    }

    @Override
    public Stream<ConsumerDeadLetter> deadLetters() {
        return Stream.iterate(letters(0), page -> !page.isEmpty(), page -> letters(last(page)))
                .flatMap(List::stream)
                .map(DurableConsumer::letter);
    }

    private List<InboxDeadLetter> letters(long after) {
        return store.with(inbox -> inbox.deadLetters(after, LETTERS_AT_ONCE));
    }

    private static long last(List<InboxDeadLetter> page) {
        return page.get(page.size() - 1).delivery().sequence();
    }

    private static ConsumerDeadLetter letter(InboxDeadLetter letter) {
        return new ConsumerDeadLetter(
                letter.delivery().sequence(),
                letter.delivery().item().topic(),
                letter.delivery().item().itemId(),
                ItemOnDisk.payload(letter.delivery().item().payload()),
                letter.reason(),
                letter.delivery().attempts(),
                letter.delivery().received(),
                letter.since());
    }

    private static Optional<InboxDeadLetter> stored(Inbox inbox, ConsumerDeadLetter letter) {
        return inbox.deadLetters(letter.number() - 1, 1).stream()
                .filter(found -> found.delivery().sequence() == letter.number())
                .filter(found -> found.delivery().item().itemId().equals(letter.itemId()))
                .findFirst();
    }

    @Override
    public boolean retry(ConsumerDeadLetter letter) {
        boolean waits =
                store.with(inbox -> stored(inbox, letter).map(inbox::retry).orElse(false));
        desk.wake();
        return waits;
    }

    @Override
    public boolean forget(ConsumerDeadLetter letter) {
        return store.with(inbox -> stored(inbox, letter).map(inbox::forget).orElse(false));
    }

    @Override
    public void pause() {
        desk.pause(true);
    }

    @Override
    public void resume() {
        desk.pause(false);
    }

    @Override
    public boolean isPaused() {
        return desk.isPaused();
    }

    @Override
    public boolean drain(Duration timeout) {
        return await(() -> closed.get() || isDrained(), timeout) && !closed.get();
    }

    private boolean isDrained() {
        try {
            Fill fill = store.with(Inbox::fill);
            return fill.items() + fill.heldItems() == 0;
        } catch (GridStorageException e) {
            return false;
        }
    }

    private Fill fill() {
        try {
            return store.with(Inbox::fill);
        } catch (GridException e) {
            return new Fill(0, 0, 0, 0);
        }
    }

    private boolean await(BooleanSupplier so, Duration timeout) {
        try {
            return changes.await(so, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GridException(
                    Reason.INTERRUPTED, "Interrupted while waiting for the consumer '" + terms.name() + "'", e);
        }
    }

    @Override
    public void unsubscribe() {
        Subscription mine = subscription;
        try {
            if (mine != null) {
                mine.unsubscribe();
            }
        } finally {
            close();
        }
    }

    @Override
    public void leave() {
        intake.leave();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        topic.session().durables().remove(this);
        Subscription mine = subscription;
        if (mine != null) {
            mine.close();
        }
        intake.leave();
        measures.close();
        boolean interrupted = false;
        try {
            desk.stop(topic.session().requestTimeout());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        try {
            store.close();
        } catch (GridException e) {
            tell(
                    Observation.Kind.CONSUMER_STATE,
                    "the state may lack its last changes: " + e.getMessage(),
                    Map.of("consumer", terms.name(), "reason", e.reason().name()));
        }
        changes.tell();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Observation.Kind kind, String detail, Map<String, String> attributes) {
        topic.session().observers().tell(kind, Optional.empty(), Optional.of(topic.name()), detail, attributes);
    }

    private void ended(GridException why) {
        end = why;
        tell(
                Observation.Kind.CONSUMER_STATE,
                String.valueOf(why.getMessage()),
                Map.of("consumer", terms.name(), "reason", why.reason().name()));
    }

    private void missed(Gap gap) {
        tell(
                Observation.Kind.ITEMS_MISSED,
                gap.detail(),
                Map.of("cause", gap.cause().name(), "consumer", terms.name()));
        try {
            terms.gaps().accept(gap);
        } catch (RuntimeException e) {
            topic.session().observers().handlerFailed(topic.name(), "listener for gaps", e);
        }
    }

    /** Says once what the topic's owner should change, lest it be found out by what is lost. */
    private void checkTopic() {
        try {
            List<String> advice = topic.durability().advice();
            if (!advice.isEmpty()) {
                tell(Observation.Kind.NOT_DURABLE, String.join("; ", advice), Map.of("consumer", terms.name()));
            }
        } catch (GridException e) {
            // nobody asked for it, and whoever does is told: Topic.durability()
        }
    }

    /** The name, where it stands and nothing of what it has. */
    @Override
    public String toString() {
        return "Consumer[" + terms.name() + " of " + topic.name() + ", " + state() + "]";
    }

    private final class CatchUpWatcher implements ConsumerCatchUp.Watcher {

        @Override
        public void missed(Gap gap) {
            DurableConsumer.this.missed(gap);
        }

        @Override
        public void failed(@Nullable GridException why) {
            trouble = why;
        }

        @Override
        public void done() {
            desk.wake();
            changes.tell();
            if (checked.compareAndSet(false, true)) {
                checkTopic();
            }
        }
    }

    private final class StoreWatcher implements ConsumerStore.Watcher {

        @Override
        public void failed(GridStorageException why) {
            if (why.reason() != Reason.DISK_FULL) {
                desk.halt();
            }
            tell(
                    Observation.Kind.CONSUMER_STATE,
                    "nothing more is taken from the network: " + why.getMessage(),
                    Map.of("consumer", terms.name(), "reason", why.reason().name()));
            changes.tell();
        }

        @Override
        public void works() {
            tell(Observation.Kind.CONSUMER_STATE, "the state can be written again", Map.of("consumer", terms.name()));
            changes.tell();
        }

        @Override
        public void reopened() {
            catchUp.isOwed();
            store.with(inbox -> {
                inbox.catchUp();
                return true;
            });
            desk.restart();
            if (subscribed == SubscriptionState.ACTIVE) {
                catchUp.runIfDue();
            }
        }

        @Override
        public void recovered(Recovery what) {
            missed(new Gap(
                    Gap.Cause.STATE_LOST,
                    Optional.empty(),
                    store.clock().instant(),
                    OptionalLong.empty(),
                    "the state was damaged: " + what.damage() + "; " + what.entries()
                            + " entries of it go on, what else it knew may be delivered again or be lost; the damaged"
                            + " file is " + what.original()));
        }
    }
}
