package org.xmppgrid.sdk;

import java.util.Optional;

/** Reads the numbers that others wrote into forms. */
final class Numbers {
    private static final int MOST_DIGITS = 18;

    private Numbers() {}

    /** A whole number from zero to a limit; empty for anything else. */
    static Optional<Long> whole(String text, long most) {
        if (text.isEmpty() || text.length() > MOST_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(text)).filter(number -> number <= most);
    }
}
