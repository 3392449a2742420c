package org.xmppgrid.testkit.internal.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The faults that a test has ordered, and which of them is next for a stanza. */
public final class Faults {

    /** What goes wrong. */
    public sealed interface Effect {}

    /** The stanza is swallowed: nothing is done, nothing is answered. */
    public record Silence() implements Effect {}

    /** The request is carried out, and its answer never sent. */
    public record LoseAnswer() implements Effect {}

    /** The request is carried out, and the connection drops before the answer is sent. */
    public record CutInsteadOfAnswer() implements Effect {}

    /** The connection drops before anything is done. */
    public record Cut() implements Effect {}

    /**
     * The request is not carried out, and answered with this.
     *
     * @param error the error to answer with
     */
    public record Refuse(StanzaError error) implements Effect {}

    /**
     * The request is not carried out, and answered with whatever XML a function makes of it.
     *
     * @param answer from the request to the text of the answer
     */
    public record Answer(Function<Xml, String> answer) implements Effect {}

    /**
     * The stanza waits, and with it all that its sender sent after it.
     *
     * @param time how long
     */
    public record Delay(Duration time) implements Effect {}

    /**
     * The request is carried out, and answered later, while what follows it goes on.
     *
     * @param time how much later
     */
    public record LateAnswer(Duration time) implements Effect {}

    /** Requests are carried out, and answered when this is over. */
    public static final class HeldAnswers implements Effect {
        private final List<Runnable> answers = new ArrayList<>();
        private boolean over;

        void hold(Runnable answer) {
            synchronized (answers) {
                if (!over) {
                    answers.add(answer);
                    return;
                }
            }
            answer.run();
        }

        /** Sends what was held, in order. */
        public void release() {
            synchronized (answers) {
                over = true;
                answers.forEach(Runnable::run);
                answers.clear();
            }
        }
    }

    /** The stanza is handled twice; the second answer is not sent, but second events are. */
    public record Twice() implements Effect {}

    /** A fault as ordered. */
    public static final class Order {
        private final Predicate<Xml> condition;
        private final Effect effect;
        private final AtomicInteger hits = new AtomicInteger();

        private Order(Predicate<Xml> condition, Effect effect) {
            this.condition = condition;
            this.effect = effect;
        }

        /**
         * How often it has struck.
         *
         * @return the number of stanzas it applied to
         */
        public int hits() {
            return hits.get();
        }

        private boolean strikes(Xml stanza) {
            boolean strikes = condition.test(stanza);
            if (strikes) {
                hits.incrementAndGet();
            }
            return strikes;
        }
    }

    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private final List<Consumer<Xml>> watchers = new CopyOnWriteArrayList<>();

    /**
     * Orders a fault.
     *
     * @param condition which stanzas it applies to; their {@code from} is the sender's full address
     * @param effect what goes wrong
     * @return the order
     */
    public Order order(Predicate<Xml> condition, Effect effect) {
        Order order = new Order(condition, effect);
        orders.add(order);
        return order;
    }

    /**
     * Takes an order back.
     *
     * @param order the order
     */
    public void lift(Order order) {
        orders.remove(order);
    }

    /**
     * Has somebody told of each stanza, before anything is done with it.
     *
     * @param watcher told on the thread of the client's connection; the {@code from} is the sender's full address
     */
    public void watch(Consumer<Xml> watcher) {
        watchers.add(watcher);
    }

    /**
     * Ends what {@link #watch} began.
     *
     * @param watcher who was told
     */
    public void unwatch(Consumer<Xml> watcher) {
        watchers.remove(watcher);
    }

    /** Takes all orders back, and tells nobody any more. */
    public void clear() {
        watchers.clear();
        orders.clear();
    }

    Optional<Effect> next(Session sender, Xml received) {
        if (orders.isEmpty() && watchers.isEmpty()) {
            return Optional.empty();
        }
        Xml stanza = received.withAttribute("from", sender.jid().toString());
        watchers.forEach(watcher -> watcher.accept(stanza));
        for (Order order : orders) {
            if (order.strikes(stanza)) {
                return Optional.of(order.effect);
            }
        }
        return Optional.empty();
    }
}
