package org.xmppgrid.smack.internal.store;

import java.time.Instant;

/**
 * An item that waits to be handled.
 *
 * @param sequence its place in the order of delivery
 * @param item the item
 * @param received when it arrived
 * @param attempts how often handling it was begun
 * @param retryAt when it is due; the time of arrival if it was not put back
 * @param retracted whether its publisher has withdrawn it meanwhile
 * @param update whether the item was known with other content when it arrived
 */
public record StoredDelivery(
        long sequence,
        Arrival item,
        Instant received,
        int attempts,
        Instant retryAt,
        boolean retracted,
        boolean update) {}
