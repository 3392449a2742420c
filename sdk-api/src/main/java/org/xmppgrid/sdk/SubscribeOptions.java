package org.xmppgrid.sdk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a platform subscribes to a topic: which of its addresses, and the options of XEP-0060 §6.3 and §16.4.2, which few
 * brokers have. Immutable: each method returns a changed copy.
 *
 * <p>Options are sent with the request to subscribe. A broker that does not advertise {@code subscription-options} is not
 * asked at all ({@link Reason#NOT_SUPPORTED}), since such brokers drop them without a word. One that does is asked what it
 * made of them, since some advertise all options and know one. {@link Subscription#options()} tells it at any time.
 *
 * @param thisConnection whether the full address of this connection is subscribed, not the account
 * @param lease how long the subscription is to last, from the request on; empty for as long as the broker keeps it
 * @param fields the other options, by their names in the form
 */
public record SubscribeOptions(boolean thisConnection, Optional<Duration> lease, Map<String, List<String>> fields) {

    /** What a platform can say of its presence (RFC 6121 §4.7.2.1), for {@link #showValues}. */
    public enum Show {
        /** Away for a short time. */
        AWAY,
        /** Interested in chatting. */
        CHAT,
        /** Busy. */
        DND,
        /** Available, with nothing more said: what a grid announces. */
        ONLINE,
        /** Away for a longer time. */
        XA
    }

    /** For {@link #depth}: all topics below a collection, however deep. */
    public static final int ALL_LEVELS = Integer.MAX_VALUE;

    private static final String DELIVER = "pubsub#deliver";
    private static final String DIGEST = "pubsub#digest";
    private static final String DIGEST_FREQUENCY = "pubsub#digest_frequency";
    private static final String EXPIRE = "pubsub#expire";
    private static final String SHOW_VALUES = "pubsub#show-values";
    private static final String DEPTH = "pubsub#subscription_depth";
    private static final SubscribeOptions DEFAULTS = new SubscribeOptions(false, Optional.empty(), Map.of());

    /**
     * Copies the fields.
     *
     * @param thisConnection whether the full address is subscribed
     * @param lease how long the subscription is to last
     * @param fields the other options
     * @throws IllegalArgumentException if the lease is not positive
     */
    public SubscribeOptions {
        lease.ifPresent(time -> positive("The time that a subscription is to last", time));
        Map<String, List<String>> copy = new LinkedHashMap<>();
        fields.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        fields = Collections.unmodifiableMap(copy);
    }

    /**
     * The account's address and no options: what {@link Topic#subscribe(TopicListener)} asks for.
     *
     * @return the defaults
     */
    public static SubscribeOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Subscribes the full address of this connection. The subscription is then this connection's alone: other
     * connections of the account get nothing of it, and the next connection can't end it under another resource. Default:
     * the account's bare address, so that the controller stores what comes while the platform is away.
     *
     * @return the changed options
     */
    public SubscribeOptions forThisConnection() {
        return new SubscribeOptions(true, lease, fields);
    }

    /**
     * Whether events are sent at all ({@code pubsub#deliver}); false pauses a subscription without giving it up.
     *
     * @param deliver whether they are
     * @return the changed options
     */
    public SubscribeOptions deliver(boolean deliver) {
        return field(DELIVER, deliver ? "1" : "0");
    }

    /**
     * Events gathered into digests ({@code pubsub#digest}).
     *
     * @param frequency the least time between two digests, in milliseconds on the wire
     * @return the changed options
     * @throws IllegalArgumentException if the time is not positive
     */
    public SubscribeOptions digest(Duration frequency) {
        positive("The time between two digests", frequency);
        return field(DIGEST, "1").field(DIGEST_FREQUENCY, Long.toString(frequency.toMillis()));
    }

    /**
     * A subscription that the broker ends by itself ({@code pubsub#expire}, XEP-0060 §12.18), counted from the request on.
     * {@link Subscription#renew} prolongs it.
     *
     * @param time how long it is to last
     * @return the changed options
     * @throws IllegalArgumentException if the time is not positive
     */
    public SubscribeOptions expires(Duration time) {
        return new SubscribeOptions(thisConnection, Optional.of(time), fields);
    }

    /**
     * The states of presence in which events are wanted ({@code pubsub#show-values}).
     *
     * @param first one of them
     * @param more others
     * @return the changed options
     */
    public SubscribeOptions showValues(Show first, Show... more) {
        List<String> values = new ArrayList<>();
        values.add(first.name().toLowerCase(Locale.ROOT));
        for (Show show : more) {
            values.add(show.name().toLowerCase(Locale.ROOT));
        }
        return with(SHOW_VALUES, values);
    }

    /**
     * How far below a collection of topics (XEP-0248) events are wanted ({@code pubsub#subscription_depth}).
     *
     * @param levels 1 for the topics directly in it, {@link #ALL_LEVELS} for all; brokers may know no other
     * @return the changed options
     * @throws IllegalArgumentException if the number is not positive
     */
    public SubscribeOptions depth(int levels) {
        if (levels <= 0) {
            throw new IllegalArgumentException("levels must be positive, not " + levels);
        }
        return field(DEPTH, levels == ALL_LEVELS ? "all" : Integer.toString(levels));
    }

    /**
     * Only events whose content matches words (XEP-0060 §12.20). No name is registered for such a field: the broker's
     * documentation gives its own, as the standard's example has {@code x-http://shakespeare.lit/search#keyword}.
     *
     * @param field the broker's name of the field
     * @param words the words
     * @return the changed options
     */
    public SubscribeOptions keywords(String field, String... words) {
        return field(field, words);
    }

    /**
     * Any option by its name in the form.
     *
     * @param name the field's name, for example {@code pubsub#include_body}
     * @param values its values
     * @return the changed options
     * @throws IllegalArgumentException if the name is empty
     */
    public SubscribeOptions field(String name, String... values) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("An option's name is not empty");
        }
        return with(name, List.of(values));
    }

    /**
     * Whether events are sent, where that is said.
     *
     * @return true if nothing is said: that is what brokers start with
     */
    public boolean delivers() {
        return first(DELIVER)
                .map(value -> value.equals("1") || value.equals("true"))
                .orElse(true);
    }

    /**
     * The least time between two digests.
     *
     * @return the time; empty if events come one by one, or no time is said
     */
    public Optional<Duration> digestFrequency() {
        boolean digests = first(DIGEST)
                .map(value -> value.equals("1") || value.equals("true"))
                .orElse(false);
        return first(DIGEST_FREQUENCY)
                .filter(value -> digests && value.matches("\\d{1,18}"))
                .map(value -> Duration.ofMillis(Long.parseLong(value)));
    }

    /**
     * Whether there is an option in the sense of XEP-0060 §6.3: anything but the choice of the address.
     *
     * @return true if a broker without {@code subscription-options} can't do it
     */
    public boolean needSupport() {
        return lease.isPresent() || !fields.isEmpty();
    }

    private SubscribeOptions with(String name, List<String> values) {
        if (name.equals(EXPIRE)) {
            Map<String, List<String>> changed = new LinkedHashMap<>(fields);
            changed.put(name, values);
            return new SubscribeOptions(thisConnection, Optional.empty(), changed);
        }
        Map<String, List<String>> changed = new LinkedHashMap<>(fields);
        changed.put(name, values);
        return new SubscribeOptions(thisConnection, lease, changed);
    }

    private Optional<String> first(String name) {
        return fields.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static void positive(String name, Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive, not " + time);
        }
    }
}
