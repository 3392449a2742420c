package org.xmppgrid.testkit.internal.embedded;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Messages for accounts that aren't there (XEP-0160), each with the time it came in (XEP-0203). */
final class OfflineStore {
    private final Map<Jid, List<String>> messages = new HashMap<>();
    private final String domain;
    private final int limit;
    private final Clock clock;

    OfflineStore(String domain, int limit, Clock clock) {
        this.domain = domain;
        this.limit = limit;
        this.clock = clock;
    }

    /** Keeps a message; says whether there was room. */
    boolean store(Jid account, String message) {
        return store(account, message, clock.instant());
    }

    /** Keeps a message that came in at some time; says whether there was room. */
    synchronized boolean store(Jid account, String message, Instant at) {
        List<String> stored = messages.computeIfAbsent(account, key -> new ArrayList<>());
        if (stored.size() >= limit) {
            return false;
        }
        stored.add(Delay.stamp(message, domain, at));
        return true;
    }

    /** Hands out what is stored, and forgets it. */
    synchronized List<String> take(Jid account) {
        List<String> stored = messages.remove(account);
        return stored == null ? List.of() : stored;
    }

    synchronized void clear() {
        messages.clear();
    }
}
