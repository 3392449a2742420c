package org.xmppgrid.testkit.internal.embedded;

import java.time.Instant;

/**
 * A published item.
 *
 * @param sequence its place in the order of publication; publishing again under the same id gives a new one
 * @param id its id
 * @param publisher who published it, a bare address
 * @param payload its payload as text with all its declarations; empty if it has none
 * @param published when
 */
record Item(long sequence, String id, Jid publisher, String payload, Instant published) {}
