package org.xmppgrid.smack.internal.engine;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The items that were withdrawn while a consumer catches up, so that what a page still has of them is judged rightly. Its
 * callers hold a lock.
 */
final class Withdrawn {
    /** So many ids of each kind are remembered. */
    private static final int REMEMBERED = 10_000;

    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private long unseen;

    /** An item was withdrawn, or dropped by the broker to make room. */
    void add(String itemId, boolean wasKnown) {
        if (wasKnown) {
            remember(known, itemId);
        } else if (unknown.add(itemId)) {
            unseen++;
            remember(unknown, itemId);
        }
    }

    private static void remember(Set<String> ids, String id) {
        ids.add(id);
        if (ids.size() > REMEMBERED) {
            Iterator<String> oldest = ids.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Whether the item was known and then withdrawn, so that what a page has of it is the past. */
    boolean isPast(String itemId) {
        return known.contains(itemId);
    }

    /** It was published again, so that a page that has it is not the past. */
    void isBack(String itemId) {
        known.remove(itemId);
    }

    /** It has come. @return whether it had been withdrawn before anybody could see it */
    boolean seen(String itemId) {
        boolean gone = unknown.remove(itemId);
        unseen -= gone ? 1 : 0;
        return gone;
    }

    /** How many were withdrawn that have never come. */
    long unseen() {
        return unseen;
    }

    void forget() {
        known.clear();
        unknown.clear();
        unseen = 0;
    }
}
