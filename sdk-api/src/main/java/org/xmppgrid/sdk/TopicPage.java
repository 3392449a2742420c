package org.xmppgrid.sdk;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One page of a broker's list of topics.
 *
 * @param entries the topics of this page, in the broker's order
 * @param total how many topics the broker says it has; it may change from page to page
 * @param continuation what to give to {@link Topics#after} to go on behind this page, now or in another program; empty if
 *     the broker has no pages, or this is the last. It is the broker's, and may lose its meaning when topics are deleted
 */
public record TopicPage(List<Entry> entries, OptionalInt total, Optional<String> continuation) {

    /**
     * Copies the list.
     *
     * @param entries the topics of this page
     * @param total how many topics the broker says it has
     * @param continuation what to go on with
     */
    public TopicPage {
        entries = List.copyOf(entries);
    }

    /**
     * A topic as it stands in the list.
     *
     * @param name the topic's name
     * @param title its title, if the broker lists one
     */
    public record Entry(String name, Optional<String> title) {}
}
