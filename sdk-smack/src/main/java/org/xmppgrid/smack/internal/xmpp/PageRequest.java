package org.xmppgrid.smack.internal.xmpp;

import java.util.Optional;

/**
 * Which page of a list is wanted (XEP-0059 §2).
 *
 * @param size how many entries at most
 * @param backwards whether the page ends before the cursor; else it begins after it
 * @param cursor where the page before this one ended; empty for the first page in that direction
 */
public record PageRequest(int size, boolean backwards, Optional<String> cursor) {}
