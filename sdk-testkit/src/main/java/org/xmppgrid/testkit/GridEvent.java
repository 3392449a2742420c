package org.xmppgrid.testkit;

import java.util.function.Predicate;
import org.xmppgrid.testkit.internal.embedded.EventFaults;

/**
 * An event that the {@linkplain GridBroker embedded grid} is about to send to one subscriber, as the conditions of its
 * {@linkplain GridEvents faults} see it.
 *
 * @param to the address that subscribed
 * @param topic the topic
 * @param kind what it tells: {@code items}, {@code retract}, {@code purge}, {@code delete}, {@code configuration} or
 *     {@code subscription}
 * @param xml the whole message
 */
public record GridEvent(String to, String topic, String kind, String xml) {

    /**
     * A condition: new items of a topic.
     *
     * @param topic the name of the topic
     * @return the condition
     */
    public static Predicate<GridEvent> of(String topic) {
        return event -> event.topic().equals(topic) && event.kind().equals("items");
    }

    /**
     * A condition: the event is for this account.
     *
     * @param user the local part of its address
     * @return the condition
     */
    public static Predicate<GridEvent> to(String user) {
        return event -> event.to().startsWith(user + "@");
    }

    static GridEvent of(EventFaults.Event event) {
        return new GridEvent(event.to().toString(), event.topic(), event.kind(), event.xml());
    }
}
