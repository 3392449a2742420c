package org.xmppgrid.smack.internal.store;

/**
 * Up to where everything is settled: acknowledged or given up. Later items may be settled too, not all of them.
 *
 * @param sequence the place in the order of arrival
 * @param broker the broker of the item at that place
 * @param topic its topic
 * @param itemId its id
 */
public record Checkpoint(long sequence, String broker, String topic, String itemId) {}
