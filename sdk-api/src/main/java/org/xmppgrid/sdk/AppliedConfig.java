package org.xmppgrid.sdk;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of a configuration that was asked for.
 *
 * @param config the topic's configuration as its broker tells it; what was asked for, if it tells nothing
 * @param created whether this call created the topic
 * @param verification what the broker told of the topic's configuration
 * @param ignored what of the configuration the broker ignored or changed, in the order in which it was asked for
 */
public record AppliedConfig(TopicConfig config, boolean created, Verification verification, List<Difference> ignored) {

    /** What is known of the configuration that a topic has. */
    public enum Verification {
        /** The broker told the owner the whole configuration. */
        CONFIGURATION,
        /** The broker told only what everybody may know, with the access model: no other field was compared. */
        DESCRIPTION,
        /** The broker told nothing that says who has access. */
        NOTHING
    }

    /**
     * A field that is not as it was asked for.
     *
     * @param field its name, for example {@code pubsub#item_expire}
     * @param asked the values asked for; for the access model every one that would have done
     * @param effective the values it has; empty if the broker does not have the field
     */
    public record Difference(String field, List<String> asked, List<String> effective) {

        /**
         * Copies the lists.
         *
         * @param field its name
         * @param asked the values asked for
         * @param effective the values it has
         */
        public Difference {
            asked = List.copyOf(asked);
            effective = List.copyOf(effective);
        }

        /** The field, what was asked and what it is. */
        @Override
        public String toString() {
            return Printable.of(field + " asked " + String.join(", ", asked)
                    + (effective.isEmpty() ? ", not set" : ", is " + String.join(", ", effective)));
        }
    }

    /**
     * Copies the list.
     *
     * @param config the topic's configuration
     * @param created whether this call created the topic
     * @param verification what the broker told
     * @param ignored what the broker ignored or changed
     */
    public AppliedConfig {
        ignored = List.copyOf(ignored);
    }

    /**
     * Whether the broker told the whole configuration, so that {@link #ignored()} is complete.
     *
     * @return true for {@link Verification#CONFIGURATION}
     */
    public boolean isVerified() {
        return verification == Verification.CONFIGURATION;
    }

    /** The outcome in one line. */
    @Override
    public String toString() {
        String access = config.value(TopicField.ACCESS_MODEL.protocolName()).orElse("unknown");
        String told =
                switch (verification) {
                    case CONFIGURATION -> "";
                    case DESCRIPTION -> ", not verified but for what the broker tells everybody";
                    case NOTHING -> ", not verified";
                };
        String differences = ignored.stream().map(Difference::toString).collect(Collectors.joining("; "));
        return "AppliedConfig[" + (created ? "created" : "not created") + ", access by " + Printable.of(access) + told
                + (ignored.isEmpty() ? "" : ", ignored: " + differences) + "]";
    }
}
