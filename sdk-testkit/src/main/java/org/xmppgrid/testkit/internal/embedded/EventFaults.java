package org.xmppgrid.testkit.internal.embedded;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** What goes wrong on purpose with the events that the broker sends. */
public final class EventFaults {

    /**
     * An event for one subscriber.
     *
     * @param to the address that subscribed
     * @param topic the topic
     * @param kind what it tells: {@code items}, {@code retract}, {@code purge}, {@code delete}, {@code configuration} or
     *     {@code subscription}
     * @param type the type of the message
     * @param xml the message
     */
    public record Event(Jid to, String topic, String kind, String type, String xml) {}

    /** What goes wrong. */
    public sealed interface Effect {}

    /** The event is never sent. */
    public record Lose() implements Effect {}

    /** The event is sent twice. */
    public record Twice() implements Effect {}

    /**
     * The event is sent behind later ones.
     *
     * @param events behind how many of the same subscriber
     */
    public record Behind(int events) implements Effect {}

    /** A fault as ordered. */
    public static final class Order {
        private final Predicate<Event> condition;
        private final Effect effect;
        private volatile int hits;

        private Order(Predicate<Event> condition, Effect effect) {
            this.condition = condition;
            this.effect = effect;
        }

        /**
         * How often it has struck.
         *
         * @return the number of events that it applied to
         */
        public int hits() {
            return hits;
        }
    }

    private static final class Held {
        private final Order order;
        private final Event event;
        private int left;

        Held(Order order, Event event, int left) {
            this.order = order;
            this.event = event;
            this.left = left;
        }
    }

    private final List<Order> orders = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();

    synchronized Order order(Predicate<Event> condition, Effect effect) {
        Order order = new Order(condition, effect);
        orders.add(order);
        return order;
    }

    /** Takes an order back; the events that it held back are due now. */
    synchronized List<Event> lift(Order order) {
        orders.remove(order);
        List<Event> due = held.stream()
                .filter(each -> each.order == order)
                .map(each -> each.event)
                .toList();
        held.removeIf(each -> each.order == order);
        return due;
    }

    /** Takes all orders back and forgets what they held back. */
    synchronized void clear() {
        orders.clear();
        held.clear();
    }

    /** What is to be sent now that an event is due. */
    synchronized List<Event> next(Event event) {
        if (orders.isEmpty() && held.isEmpty()) {
            return List.of(event);
        }
        List<Event> now = new ArrayList<>();
        Order order = orders.stream()
                .filter(each -> each.condition.test(event))
                .findFirst()
                .orElse(null);
        if (order == null) {
            now.add(event);
        } else {
            order.hits++;
            if (order.effect instanceof Behind behind) {
                held.add(new Held(order, event, behind.events()));
            } else if (order.effect instanceof Twice) {
                now.add(event);
                now.add(event);
            }
        }
        if (!now.isEmpty()) {
            now.addAll(overtaken(event));
        }
        return now;
    }

    private List<Event> overtaken(Event by) {
        List<Event> due = new ArrayList<>();
        for (Iterator<Held> each = held.iterator(); each.hasNext(); ) {
            Held waiting = each.next();
            if (waiting.event.to().equals(by.to()) && --waiting.left == 0) {
                due.add(waiting.event);
                each.remove();
            }
        }
        return due;
    }
}
