package org.xmppgrid.testkit;

import java.util.function.Predicate;
import org.xmppgrid.testkit.internal.embedded.Broker;
import org.xmppgrid.testkit.internal.embedded.EventFaults;

/**
 * What can go wrong with the events of an {@linkplain GridBroker#events() embedded grid} while its requests are answered
 * as they should be. Of several faults the earliest that applies strikes. Conditions are called one at a time, in the order
 * of events, and must not call the grid. All methods may be called from any thread.
 */
public final class GridEvents {
    private final Broker broker;

    GridEvents(Broker broker) {
        this.broker = broker;
    }

    /**
     * Events that are never sent, nor kept for those who are away.
     *
     * @param condition which
     * @return the fault, which lasts until it is lifted; it counts events
     */
    public Fault lose(Predicate<GridEvent> condition) {
        return order(condition, new EventFaults.Lose());
    }

    /**
     * Events that are sent twice, with the same id, one behind the other.
     *
     * @param condition which
     * @return the fault, which lasts until it is lifted; it counts events
     */
    public Fault duplicate(Predicate<GridEvent> condition) {
        return order(condition, new EventFaults.Twice());
    }

    /**
     * Events that are sent out of order. Those that still wait when the fault is lifted are sent then.
     *
     * @param condition which
     * @param behind behind how many later events to the same address
     * @return the fault, which lasts until it is lifted; it counts events
     * @throws IllegalArgumentException if {@code behind} is less than one
     */
    public Fault reorder(Predicate<GridEvent> condition, int behind) {
        if (behind < 1) {
            throw new IllegalArgumentException("behind: at least 1, not " + behind);
        }
        return order(condition, new EventFaults.Behind(behind));
    }

    private Fault order(Predicate<GridEvent> condition, EventFaults.Effect effect) {
        EventFaults.Order order = broker.order(event -> condition.test(GridEvent.of(event)), effect);
        return OrderedFault.of(order::hits, () -> broker.lift(order));
    }
}
