package org.xmppgrid.iodef.internal.check;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What texts look like. Values are looked at without the white space around them: RFC 8274 wraps its own. */
final class Texts {
    private static final int MAX_DOMAIN = 254;
    private static final Pattern LABEL =
            Pattern.compile("[\\p{L}\\p{N}_]([\\p{L}\\p{N}\\p{M}_-]{0,61}[\\p{L}\\p{N}\\p{M}_])?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private Texts() {}

    static String stripped(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /** Whether a text is a domain name of two labels or more; letters of any script, for internationalised names. */
    static boolean isFqdn(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.length() > MAX_DOMAIN) {
            return false;
        }
        List<String> labels = List.of(name.split("\\.", -1));
        return labels.size() > 1
                && labels.stream().allMatch(label -> LABEL.matcher(label).matches())
                && !DIGITS.matcher(labels.get(labels.size() - 1)).matches();
    }
}
