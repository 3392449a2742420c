package org.xmppgrid.smack.internal.xmpp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A page of the items that a broker keeps, or of its archive.
 *
 * @param items the items, the oldest first
 * @param first what to ask the page before this one before, if the broker said
 * @param last what to ask the page behind this one after, if the broker said
 * @param total how many there are in all, if the broker said
 * @param paged whether the broker answered with a result set at all: if not, this is everything that it will say
 * @param complete whether the broker says that there is no further page (XEP-0313 §5.2)
 */
public record StoredPage(
        List<TopicEvent.StoredItem> items,
        Optional<String> first,
        Optional<String> last,
        OptionalInt total,
        boolean paged,
        boolean complete) {}
