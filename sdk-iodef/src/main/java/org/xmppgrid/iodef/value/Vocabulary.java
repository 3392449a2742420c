package org.xmppgrid.iodef.value;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The listed tokens of one registry. Filled while the token class initialises and only read afterwards, which is what
 * makes it safe to share.
 */
final class Vocabulary<T extends OpenToken> {
    private static final Pattern WHITE_SPACE = Pattern.compile("[ \\t\\r\\n]+");

    private final Map<String, T> listed = new HashMap<>();
    private final Maker<T> maker;

    Vocabulary(Maker<T> maker) {
        this.maker = maker;
    }

    T add(String token) {
        T value = maker.make(token, true);
        listed.put(token, value);
        return value;
    }

    T of(String text) {
        String token = collapse(Objects.requireNonNull(text, "token"));
        T value = listed.get(token);
        return value != null ? value : maker.make(token, false);
    }

    /** An attribute of type NMTOKEN is white-space collapsed (XML Schema part 2 §4.3.6); nearly none needs it. */
    private static String collapse(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ') {
                return WHITE_SPACE.matcher(text.strip()).replaceAll(" ");
            }
        }
        return text;
    }

    @FunctionalInterface
    interface Maker<T> {
        T make(String token, boolean known);
    }
}
