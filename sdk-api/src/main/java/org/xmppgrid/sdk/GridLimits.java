package org.xmppgrid.sdk;

/**
 * What this platform accepts from the network and keeps in memory: everything that somebody else decides the size of
 * has a limit. Immutable; the {@code with} methods return a changed copy.
 *
 * @param stanzaChars the largest stanza that is read, in characters. A larger one ends the connection, since what
 *     follows it can't be trusted to begin where it seems to
 * @param depth the deepest nesting of elements in a stanza. A stanza beyond this limit or one of the next two is
 *     refused to whoever would read it, and the connection stands: any stranger can send one
 * @param attributes the most attributes and namespace declarations of one element
 * @param names the most distinct names of elements and attributes, prefixes and namespaces in a stanza
 * @param payloadBytes the largest payload that is sent, in bytes of UTF-8. Brokers close the connection on larger ones
 * @param queuedEvents how many events wait for the handler of one subscription, before the SDK stops reading from the
 *     network
 * @param queuedChars how many characters of events wait for the handler of one subscription, before the SDK stops
 *     reading from the network
 * @param topics how many topics one listing returns at most
 * @param publishWindow how many publishes are under way at once, before {@link Topic#publishAsync} waits
 * @param reportsPerMinute how many observations of one kind that strangers can cause (forged events, unexpected
 *     stanzas, limits, unreadable items, discarded events) reach the observers in a minute; the rest is counted and told
 *     in one. So many requests of strangers are answered in a minute, too
 */
public record GridLimits(
        int stanzaChars,
        int depth,
        int attributes,
        int names,
        int payloadBytes,
        int queuedEvents,
        long queuedChars,
        int topics,
        int publishWindow,
        int reportsPerMinute) {

    /** 16 Mi characters: room for the 10,000 topics or 2,000 items that brokers without paging send in one stanza. */
    public static final int DEFAULT_STANZA_CHARS = 16 * 1024 * 1024;

    /** 256 levels: ten times what IODEF documents use. */
    public static final int DEFAULT_DEPTH = 256;

    /** 1,000 attributes and namespace declarations. */
    public static final int DEFAULT_ATTRIBUTES = 1000;

    /** 10,000 names: IODEF has some 250. */
    public static final int DEFAULT_NAMES = 10_000;

    /** 240,000 bytes: below the 250,000 (ejabberd) and 262,144 (Prosody, with the stanza around it) of today's brokers. */
    public static final int DEFAULT_PAYLOAD_BYTES = 240_000;

    /** 1,024 events. */
    public static final int DEFAULT_QUEUED_EVENTS = 1024;

    /** 8 Mi characters. */
    public static final long DEFAULT_QUEUED_CHARS = 8L * 1024 * 1024;

    /** One million topics. */
    public static final int DEFAULT_TOPICS = 1_000_000;

    /** 100 publishes: enough to hide a round trip, few enough for a broker's queue. */
    public static final int DEFAULT_PUBLISH_WINDOW = 100;

    /** 60 reports: a flood is seen, and does not fill the log. */
    public static final int DEFAULT_REPORTS_PER_MINUTE = 60;

    /** The limits that hold if nothing else is said. */
    public static final GridLimits DEFAULT = new GridLimits(
            DEFAULT_STANZA_CHARS,
            DEFAULT_DEPTH,
            DEFAULT_ATTRIBUTES,
            DEFAULT_NAMES,
            DEFAULT_PAYLOAD_BYTES,
            DEFAULT_QUEUED_EVENTS,
            DEFAULT_QUEUED_CHARS,
            DEFAULT_TOPICS,
            DEFAULT_PUBLISH_WINDOW,
            DEFAULT_REPORTS_PER_MINUTE);

    /**
     * Checks that every limit is positive.
     *
     * @param stanzaChars the largest stanza that is read
     * @param depth the deepest nesting of elements in a stanza
     * @param attributes the most attributes of one element
     * @param names the most distinct names in a stanza
     * @param payloadBytes the largest payload that is sent
     * @param queuedEvents how many events wait for the handler of one subscription
     * @param queuedChars how many characters of events wait for the handler of one subscription
     * @param topics how many topics one listing returns at most
     * @param publishWindow how many publishes are under way at once
     * @param reportsPerMinute how many observations of one kind reach the observers in a minute
     */
    public GridLimits {
        positive("stanzaChars", stanzaChars);
        positive("depth", depth);
        positive("attributes", attributes);
        positive("names", names);
        positive("payloadBytes", payloadBytes);
        positive("queuedEvents", queuedEvents);
        positive("queuedChars", queuedChars);
        positive("topics", topics);
        positive("publishWindow", publishWindow);
        positive("reportsPerMinute", reportsPerMinute);
    }

    /**
     * These limits with another {@link #stanzaChars()}.
     *
     * @param chars the largest stanza that is read, in characters
     * @return the changed limits
     */
    public GridLimits withStanzaChars(int chars) {
        return new GridLimits(
                chars,
                depth,
                attributes,
                names,
                payloadBytes,
                queuedEvents,
                queuedChars,
                topics,
                publishWindow,
                reportsPerMinute);
    }

    /**
     * These limits with another {@link #depth()}.
     *
     * @param levels the deepest nesting of elements in a stanza
     * @return the changed limits
     */
    public GridLimits withDepth(int levels) {
        return new GridLimits(
                stanzaChars,
                levels,
                attributes,
                names,
                payloadBytes,
                queuedEvents,
                queuedChars,
                topics,
                publishWindow,
                reportsPerMinute);
    }

    /**
     * These limits with another {@link #attributes()}.
     *
     * @param count the most attributes and namespace declarations of one element
     * @return the changed limits
     */
    public GridLimits withAttributes(int count) {
        return new GridLimits(
                stanzaChars,
                depth,
                count,
                names,
                payloadBytes,
                queuedEvents,
                queuedChars,
                topics,
                publishWindow,
                reportsPerMinute);
    }

    /**
     * These limits with another {@link #names()}.
     *
     * @param count the most distinct names of elements and attributes in a stanza
     * @return the changed limits
     */
    public GridLimits withNames(int count) {
        return new GridLimits(
                stanzaChars,
                depth,
                attributes,
                count,
                payloadBytes,
                queuedEvents,
                queuedChars,
                topics,
                publishWindow,
                reportsPerMinute);
    }

    /**
     * These limits with another {@link #payloadBytes()}.
     *
     * @param bytes the largest payload that is sent, in bytes of UTF-8
     * @return the changed limits
     */
    public GridLimits withPayloadBytes(int bytes) {
        return new GridLimits(
                stanzaChars,
                depth,
                attributes,
                names,
                bytes,
                queuedEvents,
                queuedChars,
                topics,
                publishWindow,
                reportsPerMinute);
    }

    /**
     * These limits with another {@link #queuedEvents()} and {@link #queuedChars()}.
     *
     * @param events how many events wait for one handler
     * @param chars how many characters of events wait for one handler
     * @return the changed limits
     */
    public GridLimits withQueue(int events, long chars) {
        return new GridLimits(
                stanzaChars,
                depth,
                attributes,
                names,
                payloadBytes,
                events,
                chars,
                topics,
                publishWindow,
                reportsPerMinute);
    }

    /**
     * These limits with another {@link #topics()}.
     *
     * @param count how many topics one listing returns at most
     * @return the changed limits
     */
    public GridLimits withTopics(int count) {
        return new GridLimits(
                stanzaChars,
                depth,
                attributes,
                names,
                payloadBytes,
                queuedEvents,
                queuedChars,
                count,
                publishWindow,
                reportsPerMinute);
    }

    /**
     * These limits with another {@link #publishWindow()}.
     *
     * @param count how many publishes are under way at once
     * @return the changed limits
     */
    public GridLimits withPublishWindow(int count) {
        return new GridLimits(
                stanzaChars,
                depth,
                attributes,
                names,
                payloadBytes,
                queuedEvents,
                queuedChars,
                topics,
                count,
                reportsPerMinute);
    }

    /**
     * These limits with another {@link #reportsPerMinute()}.
     *
     * @param count how many observations of one kind reach the observers in a minute
     * @return the changed limits
     */
    public GridLimits withReportsPerMinute(int count) {
        return new GridLimits(
                stanzaChars,
                depth,
                attributes,
                names,
                payloadBytes,
                queuedEvents,
                queuedChars,
                topics,
                publishWindow,
                count);
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
