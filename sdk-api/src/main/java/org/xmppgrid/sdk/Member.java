package org.xmppgrid.sdk;

/**
 * An account with an affiliation to a topic.
 *
 * @param address the account's bare address
 * @param affiliation what it may do there; never {@link Affiliation#NONE} in what a broker lists
 */
public record Member(GridAddress address, Affiliation affiliation) {}
