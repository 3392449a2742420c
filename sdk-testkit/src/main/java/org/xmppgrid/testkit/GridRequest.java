package org.xmppgrid.testkit;

import java.util.function.Predicate;
import org.xmppgrid.testkit.internal.embedded.Xml;

/**
 * A stanza that the {@linkplain GridBroker embedded grid} received, as the conditions of its faults see it. What is
 * absent is the empty string.
 *
 * @param from the sender's full address, as the grid stamped it
 * @param to the address that it is sent to
 * @param kind {@code iq}, {@code message} or {@code presence}
 * @param type the stanza's type
 * @param id the stanza's id
 * @param namespace the namespace of the stanza's first child
 * @param action what is asked of the broker: the name of the element inside {@code pubsub}, such as {@code publish};
 *     else the name of the stanza's first child
 * @param topic the topic that it is about
 * @param xml the whole stanza
 */
public record GridRequest(
        String from,
        String to,
        String kind,
        String type,
        String id,
        String namespace,
        String action,
        String topic,
        String xml) {

    /**
     * A condition: the broker is asked to do this.
     *
     * @param action the name of the element inside {@code pubsub}: {@code create}, {@code publish}, {@code items}...
     * @return the condition
     */
    public static Predicate<GridRequest> asks(String action) {
        return request -> request.action().equals(action);
    }

    /**
     * A condition: the broker is asked to do this with one topic.
     *
     * @param action the name of the element inside {@code pubsub}
     * @param topic the name of the topic
     * @return the condition
     */
    public static Predicate<GridRequest> asks(String action, String topic) {
        return asks(action).and(request -> request.topic().equals(topic));
    }

    /**
     * A condition that holds only so many times, for faults that pass.
     *
     * @param times how often it may hold
     * @param condition what must hold besides
     * @return the condition, which counts
     * @throws IllegalArgumentException if {@code times} is less than one
     */
    public static Predicate<GridRequest> times(int times, Predicate<GridRequest> condition) {
        return Counted.first(times, condition);
    }

    static GridRequest of(Xml stanza) {
        Xml child = stanza.firstChild().orElse(null);
        Xml action = child;
        if (child != null && child.name().equals("pubsub")) {
            action = child.firstChild().orElse(child);
        }
        return new GridRequest(
                stanza.attribute("from", ""),
                stanza.attribute("to", ""),
                stanza.name(),
                stanza.attribute("type", ""),
                stanza.attribute("id", ""),
                child == null ? "" : child.namespace(),
                action == null ? "" : action.name(),
                action == null ? "" : action.attribute("node", ""),
                stanza.toString());
    }
}
