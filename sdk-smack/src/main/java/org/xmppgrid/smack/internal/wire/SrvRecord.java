package org.xmppgrid.smack.internal.wire;

/**
 * An SRV record (RFC 2782).
 *
 * @param priority the lowest first
 * @param weight relative to the others of the same priority
 * @param port the TCP port
 * @param target the host without the last dot; empty if the service is decidedly not available
 */
record SrvRecord(int priority, int weight, int port, String target) {}
