package org.xmppgrid.sdk;

import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One thing that a topic's items can be filtered by: a name, and what an item says to it.
 *
 * @param name the criterion's name, for example {@code severity}: 1 to {@value #MAX_NAME} letters, digits, dots, hyphens
 *     and underscores of ASCII. It stands in the names of sub-topics, and means the same to the provider and to
 *     consumers
 * @param values the values that a payload has for it, for example {@code high}; none if it says nothing. Called on the
 *     thread that publishes and on the workers of subscriptions, many at a time; it must depend on the payload alone
 * @param <T> the Java type of the payloads
 */
public record Criterion<T>(String name, Function<? super T, ? extends Collection<String>> values) {
    /** 64 characters: sub-topics of several criteria have to fit a name of {@link GridAddress#MAX_PART_BYTES} bytes. */
    public static final int MAX_NAME = 64;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1," + MAX_NAME + "}");

    /**
     * Checks the name.
     *
     * @param name the criterion's name
     * @param values the values that a payload has for it
     * @throws IllegalArgumentException if the name has other characters, none or too many
     */
    public Criterion {
        requireName(name);
        Objects.requireNonNull(values, "values");
    }

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A criterion's name has 1 to " + MAX_NAME
                    + " letters, digits, dots, hyphens and underscores of ASCII, unlike '" + name + "'");
        }
    }
}
