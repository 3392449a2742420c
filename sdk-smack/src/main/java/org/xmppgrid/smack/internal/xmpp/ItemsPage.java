package org.xmppgrid.smack.internal.xmpp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A page of a disco#items listing.
 *
 * @param entries the listed items
 * @param first what the page begins with, if the server said
 * @param last what to ask the next page after, if the server said
 * @param total how many there are in all, if the server said
 * @param paged whether the server answered with a result set at all: if not, this is everything that it will say
 */
public record ItemsPage(
        List<Entry> entries, Optional<String> first, Optional<String> last, OptionalInt total, boolean paged) {

    /**
     * A listed item.
     *
     * @param address the entity's address, as the server wrote it
     * @param node its node, which at a broker is the topic's name
     * @param name its name for people
     */
    public record Entry(String address, Optional<String> node, Optional<String> name) {}
}
