package org.xmppgrid.iodef.internal.check;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a PORTLIST (RFC 7970 §2.9) comes to.
 *
 * @param count how many ports it names
 * @param possible whether all are ports, and all ranges go upwards
 */
record Portlist(long count, boolean possible) {
    private static final int MAX_PORT = 65_535;
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

    /** Empty for none, and for a text that is no PORTLIST, which the schema says already. */
    static Optional<Portlist> of(@Nullable String text) {
        if (Texts.isBlank(text)) {
            return Optional.empty();
        }
        long count = 0;
        boolean possible = true;
        for (String part : Texts.stripped(text).split(",", -1)) {
            var range = RANGE.matcher(part);
            if (!range.matches()) {
                return Optional.empty();
            }
            long first = Long.parseLong(range.group(1));
            long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
            possible &= first <= last && last <= MAX_PORT;
            count += Math.max(last - first + 1, 1);
        }
        return Optional.of(new Portlist(count, possible));
    }
}
