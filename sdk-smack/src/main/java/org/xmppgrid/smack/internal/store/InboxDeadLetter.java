package org.xmppgrid.smack.internal.store;

import java.time.Instant;

/**
 * An item that a consumer has given up.
 *
 * @param delivery the delivery with its original bytes and the number of attempts
 * @param reason why, for people
 * @param since when it was given up
 */
public record InboxDeadLetter(StoredDelivery delivery, String reason, Instant since) {}
