package org.xmppgrid.testkit.internal.embedded;

import java.util.Arrays;
import java.util.Optional;

/** What an account may do at a topic (XEP-0060 §4.1). */
enum Affiliation {
    OWNER("owner"),
    PUBLISHER("publisher"),
    PUBLISH_ONLY("publish-only"),
    MEMBER("member"),
    NONE("none"),
    OUTCAST("outcast");

    private final String word;

    Affiliation(String word) {
        this.word = word;
    }

    static Optional<Affiliation> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    String word() {
        return word;
    }

    boolean mayPublish() {
        return this == OWNER || this == PUBLISHER || this == PUBLISH_ONLY;
    }

    /** Whether it stands on the whitelist. */
    boolean isListed() {
        return this == OWNER || this == PUBLISHER || this == MEMBER;
    }
}
