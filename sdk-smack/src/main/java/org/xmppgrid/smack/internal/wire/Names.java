package org.xmppgrid.smack.internal.wire;

import java.util.HashMap;
import java.util.Map;

/**
 * The distinct names that a parser has met: in the present stanza, and since it began. The parser below keeps each of
 * them, in a table that names can be chosen to collide in; this one's map stays fast.
 */
final class Names {
    private static final class Seen {
        private int stanza;
    }

    private final Map<String, Seen> all = new HashMap<>();
    private int stanza;
    private int inStanza;

    void stanzaBegins() {
        stanza++;
        inStanza = 0;
    }

    void add(String name) {
        Seen seen = all.computeIfAbsent(name, fresh -> new Seen());
        if (seen.stanza != stanza) {
            seen.stanza = stanza;
            inStanza++;
        }
    }

    int inStanza() {
        return inStanza;
    }

    int inAll() {
        return all.size();
    }

    void forget() {
        all.clear();
        inStanza = 0;
    }
}
