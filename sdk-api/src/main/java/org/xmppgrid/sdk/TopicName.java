package org.xmppgrid.sdk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A topic's name in its parts, by this SDK's convention for versions and sub-topics:
 * {@code MILEHost;v=2?severity=high&type=worm} is version 2 of the topic {@code MILEHost}, filtered by two criteria. A
 * name without these endings is a topic of itself. {@link #toString()} and {@link #parse(String)} are each other's
 * inverse, so a name has one meaning, and two meanings never have one name.
 *
 * @param base the topic's name without version and filter
 * @param version the version, if the name tells one: 1 to {@value #MAX_VERSION}
 * @param filter the filter, if it is a sub-topic's name
 */
public record TopicName(String base, OptionalInt version, Optional<TopicFilter> filter) {
    /** 999,999,999: nine digits. */
    public static final int MAX_VERSION = 999_999_999;

    private static final Pattern VERSIONED = Pattern.compile("(.+);v=([1-9][0-9]{0,8})", Pattern.DOTALL);

    /**
     * Checks that the parts make a name that a broker takes, and that it means these parts.
     *
     * @param base the topic's name without version and filter
     * @param version the version
     * @param filter the filter
     * @throws IllegalArgumentException if the base is blank or has a version or filter itself, the version is out of
     *     range, or all together is longer than {@link GridAddress#MAX_PART_BYTES} bytes of UTF-8
     */
    public TopicName {
        if (base.isBlank()) {
            throw new IllegalArgumentException("A topic's name is not blank");
        }
        if (versioned(base).matches() || filterOf(base).isPresent()) {
            throw new IllegalArgumentException("The topic '" + base
                    + "' is itself a version or sub-topic; start from the topic that it is one of");
        }
        if (version.isPresent() && (version.getAsInt() < 1 || version.getAsInt() > MAX_VERSION)) {
            throw new IllegalArgumentException(
                    "A topic's version is 1 to " + MAX_VERSION + ", not " + version.getAsInt());
        }
        int length = text(base, version, filter).getBytes(StandardCharsets.UTF_8).length;
        if (length > GridAddress.MAX_PART_BYTES) {
            throw new IllegalArgumentException("The name of the topic '" + base + "' would have " + length
                    + " bytes with its version and filter, and " + GridAddress.MAX_PART_BYTES
                    + " is the most; filter by fewer criteria or shorter values");
        }
    }

    /**
     * The parts of a name.
     *
     * @param name a topic's name, as a broker lists it
     * @return its parts; the name alone if it follows no convention
     * @throws IllegalArgumentException if it is blank, longer than {@link GridAddress#MAX_PART_BYTES} bytes of UTF-8, or
     *     has two versions or filters
     */
    public static TopicName parse(String name) {
        Optional<TopicFilter> filter = filterOf(name);
        String rest = filter.isPresent() ? name.substring(0, name.lastIndexOf('?')) : name;
        Matcher versioned = versioned(rest);
        return versioned.matches()
                ? new TopicName(versioned.group(1), OptionalInt.of(Integer.parseInt(versioned.group(2))), filter)
                : new TopicName(rest, OptionalInt.empty(), filter);
    }

    /**
     * The name of a version of this topic.
     *
     * @param number the version, 1 to {@value #MAX_VERSION}
     * @return the changed name
     * @throws IllegalArgumentException if the number is out of range, or the name becomes too long
     */
    public TopicName version(int number) {
        return new TopicName(base, OptionalInt.of(number), filter);
    }

    /**
     * The name of a sub-topic of this topic.
     *
     * @param wanted the filter
     * @return the changed name
     * @throws IllegalArgumentException if the name becomes too long
     */
    public TopicName filter(TopicFilter wanted) {
        return new TopicName(base, version, Optional.of(wanted));
    }

    /**
     * The name of the topic that this is a sub-topic of: the parent reference.
     *
     * @return the name without its filter
     */
    public TopicName parent() {
        return new TopicName(base, version, Optional.empty());
    }

    /** The name as a broker knows it. */
    @Override
    public String toString() {
        return text(base, version, filter);
    }

    private static String text(String base, OptionalInt version, Optional<TopicFilter> filter) {
        return base
                + (version.isPresent() ? ";v=" + version.getAsInt() : "")
                + filter.map(text -> "?" + text).orElse("");
    }

    private static Matcher versioned(String name) {
        return VERSIONED.matcher(name);
    }

    /** Behind the last question mark: a filter's own text has none. */
    private static Optional<TopicFilter> filterOf(String name) {
        int mark = name.lastIndexOf('?');
        return mark <= 0 ? Optional.empty() : TopicFilter.ifCanonical(name.substring(mark + 1));
    }
}
