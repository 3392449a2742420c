package org.xmppgrid.testkit.internal.embedded;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What goes wrong on purpose while clients log in, in the manner of a hostile server or a man in the middle. */
public final class SaslFaults {

    /** What goes wrong. */
    public sealed interface Effect {}

    /** What goes wrong in the messages of SCRAM. */
    public enum InScram implements Effect {
        /** The server-final message carries a signature that is not the server's. */
        WRONG_SIGNATURE,
        /** The server-first message begins with an extension that no client may ignore. */
        MANDATORY_EXTENSION,
        /** The server adds nothing to the client's nonce. */
        NONCE_NOT_EXTENDED,
        /** The salt is empty. */
        EMPTY_SALT,
        /** The server-final message is that of the latest login before. */
        REPLAYED_FINAL,
        /** The login succeeds without a server-final message. */
        NO_FINAL
    }

    /**
     * The iteration count is another.
     *
     * @param count what the server says
     */
    public record Iterations(int count) implements Effect {}

    /**
     * The list of mechanisms is another.
     *
     * @param shown what is offered instead
     * @param hashed whether the hash of XEP-0474 and the flag {@code y} are judged by the false list
     */
    public record Mechanisms(List<String> shown, boolean hashed) implements Effect {}

    /**
     * The list of channel bindings is another (XEP-0440).
     *
     * @param shown what is advertised instead; empty for no advertisement
     * @param hashed whether the hash of XEP-0474 is that of the false list
     */
    public record Bindings(List<String> shown, boolean hashed) implements Effect {}

    /**
     * An account is refused where it would have been let in.
     *
     * @param user the local part of its address
     * @param condition a condition of RFC 6120 §6.5
     */
    public record Refuse(String user, String condition) implements Effect {}

    /** A fault as ordered. */
    public static final class Order {
        private final Effect effect;
        private final AtomicInteger hits = new AtomicInteger();
        private final int times;

        private Order(Effect effect, int times) {
            this.effect = effect;
            this.times = times;
        }

        /**
         * How often it has struck.
         *
         * @return the number of logins it applied to
         */
        public int hits() {
            return hits.get();
        }

        private boolean strikes() {
            return hits.getAndUpdate(before -> before < times ? before + 1 : before) < times;
        }
    }

    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private volatile String latestFinal = "";

    /**
     * Orders a fault.
     *
     * @param effect what goes wrong
     * @param times in how many logins
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
    public void clear() {
        orders.clear();
    }

    /** The effect of that kind that strikes now, the earliest that was ordered. */
    <E extends Effect> Optional<E> strike(Class<E> kind, Predicate<E> condition) {
        for (Order order : orders) {
            if (kind.isInstance(order.effect) && condition.test(kind.cast(order.effect)) && order.strikes()) {
                return Optional.of(kind.cast(order.effect));
            }
        }
        return Optional.empty();
    }

    <E extends Effect> Optional<E> strike(Class<E> kind) {
        return strike(kind, any -> true);
    }

    boolean strikes(InScram wanted) {
        return strike(InScram.class, wanted::equals).isPresent();
    }

    /** Keeps a server-final message for a replay. */
    void keep(String serverFinal) {
        latestFinal = serverFinal;
    }

    /** The server-final message of the latest login; empty if there was none. */
    String latestFinal() {
        return latestFinal;
    }
}
