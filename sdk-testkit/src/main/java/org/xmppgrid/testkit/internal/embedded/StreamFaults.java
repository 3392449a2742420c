package org.xmppgrid.testkit.internal.embedded;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong on purpose with acknowledgements and resumption (XEP-0198). */
public final class StreamFaults {

    /** What goes wrong. */
    public sealed interface Effect {}

    /** What strikes when a client resumes. */
    public sealed interface AtResumption extends Effect {}

    /** The session is refused and ended, as if it had timed out. */
    public record Refuse() implements AtResumption {}

    /** The session is refused and ended, and what waited in it is lost. */
    public record LoseAndRefuse() implements AtResumption {}

    /** The session goes on, and what waited in it is lost. */
    public record LoseAndResume() implements AtResumption {}

    /** The client is never told what was taken from it. */
    public record NeverAnswer() implements Effect {}

    /**
     * The client is told a wrong count.
     *
     * @param by how many more than were taken
     */
    public record Miscount(long by) implements Effect {}

    /** A fault as ordered. */
    public static final class Order {
        private final Effect effect;
        private final int times;
        private final AtomicInteger hits = new AtomicInteger();

        private Order(Effect effect, int times) {
            this.effect = effect;
            this.times = times;
        }

        /**
         * How often it has struck.
         *
         * @return the number of resumptions or answers
         */
        public int hits() {
            return hits.get();
        }

        private boolean strikes() {
            return hits.getAndUpdate(before -> before < times ? before + 1 : before) < times;
        }
    }

    private final List<Order> orders = new CopyOnWriteArrayList<>();

    /**
     * Orders a fault.
     *
     * @param effect what goes wrong
     * @param times how often at most
     * @return the order
     */
    public Order order(Effect effect, int times) {
        Order order = new Order(effect, times);
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

    /** Takes all orders back. */
    void clear() {
        orders.clear();
    }

    /** The effect of the earliest order of a kind that strikes now. */
    <T extends Effect> Optional<T> next(Class<T> kind) {
        for (Order order : orders) {
            if (kind.isInstance(order.effect) && order.strikes()) {
                return Optional.of(kind.cast(order.effect));
            }
        }
        return Optional.empty();
    }
}
