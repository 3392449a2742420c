package org.xmppgrid.smack.internal.xmpp;

import java.util.Set;

/**
 * A broker's answer to an owner's question for pending requests (XEP-0060 §8.7).
 *
 * @param session the command's session (XEP-0050 §3.4), for its next step; empty if the broker has no next step
 * @param topics those of the owner's topics that have pending requests
 */
public record PendingTopics(String session, Set<String> topics) {}
