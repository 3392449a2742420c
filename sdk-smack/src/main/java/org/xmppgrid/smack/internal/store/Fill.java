package org.xmppgrid.smack.internal.store;

/**
 * How much waits.
 *
 * @param items how many items wait to be delivered
 * @param bytes how many bytes of payloads they have
 * @param heldItems how many more have arrived during a catch-up, and wait for its end
 * @param heldBytes how many bytes of payloads these have
 */
public record Fill(long items, long bytes, long heldItems, long heldBytes) {}
