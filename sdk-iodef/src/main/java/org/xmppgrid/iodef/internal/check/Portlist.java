package org.xmppgrid.iodef.internal.check;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a PORTLIST (RFC 7970 §2.9) comes to.
 *
 * @param count how many ports it names
 * @param possible whether all are ports, and all ranges go upwards
 */
record Portlist(long count, boolean possible) {
    private static final int MAX_PORT = 65_535;

    /** Empty for none, and for a text that is no PORTLIST, which the schema says already. */
    static Optional<Portlist> of(@Nullable String text) {
        String list = Texts.stripped(text);
        if (!isWellFormed(list)) {
            return Optional.empty();
        }
        long count = 0;
        boolean possible = true;
        long first = -1;
        long number = 0;
        for (int i = 0; i <= list.length(); i++) {
            char c = i == list.length() ? ',' : list.charAt(i);
            if (c == '-') {
                first = number;
                number = 0;
            } else if (c == ',') {
                long from = first < 0 ? number : first;
                possible &= from <= number && number <= MAX_PORT;
                count += Math.max(number - from + 1, 1);
                first = -1;
                number = 0;
            } else {
                number = Math.min(number * 10 + Character.digit(c, 10), Integer.MAX_VALUE);
            }
        }
        return Optional.of(new Portlist(count, possible));
    }

    /** The schema's pattern, in one pass over a text that may have millions of characters. */
    static boolean isWellFormed(CharSequence text) {
        boolean digit = false; // the character before is one
        boolean inRange = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isDigit(c)) {
                digit = true;
            } else if (digit && (c == ',' || c == '-' && !inRange)) {
                digit = false;
                inRange = c == '-';
            } else {
                return false;
            }
        }
        return digit;
    }
}
