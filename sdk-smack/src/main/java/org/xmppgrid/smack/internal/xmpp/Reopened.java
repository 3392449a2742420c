package org.xmppgrid.smack.internal.xmpp;

/**
 * What came of opening a lost session again.
 *
 * @param session the session that stands now
 * @param resumed whether it is the lost one, with all that was under way; else it is a new one at the same address
 */
public record Reopened(XmppSession session, boolean resumed) {}
