package org.xmppgrid.sdk;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One page of a broker's list of topics.
 *
 * @param entries the topics of this page, in the broker's order
 * @param total how many topics the broker says it has; it may change from page to page
 */
public record TopicPage(List<Entry> entries, OptionalInt total) {

    /**
     * Copies the list.
     *
     * @param entries the topics of this page
     * @param total how many topics the broker says it has
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
