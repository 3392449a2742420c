package org.xmppgrid.sdk;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a broker says that it can do (XEP-0030 §3, XEP-0060 §10). Brokers do more than they say, and now and then less.
 *
 * @param names all features as the broker names them, in its order; those of publish-subscribe begin with
 *     {@value #PUBSUB}
 */
public record BrokerFeatures(Set<String> names) {
    /** What stands before the name of a feature of XEP-0060. */
    public static final String PUBSUB = "http://jabber.org/protocol/pubsub#";

    /**
     * Copies the names.
     *
     * @param names all features as the broker names them
     */
    public BrokerFeatures {
        names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }

    /**
     * Whether the broker says that it can do something.
     *
     * @param feature a feature of XEP-0060
     * @return true if it names it
     */
    public boolean supports(BrokerFeature feature) {
        return names.contains(PUBSUB + feature.protocolName());
    }

    /**
     * Whether the broker names a feature of any other standard.
     *
     * @param name for example {@code urn:xmpp:mam:2}
     * @return true if it does
     */
    public boolean supports(String name) {
        return names.contains(name);
    }

    /**
     * The features of XEP-0060 that the broker names. What that standard does not know is in {@link #names()}.
     *
     * @return the features
     */
    public Set<BrokerFeature> known() {
        Set<BrokerFeature> known = EnumSet.noneOf(BrokerFeature.class);
        for (String name : names) {
            if (name.startsWith(PUBSUB)) {
                BrokerFeature.named(name.substring(PUBSUB.length())).ifPresent(known::add);
            }
        }
        return Collections.unmodifiableSet(known);
    }

    /** The names as XEP-0060 has them, without what stands before each. */
    @Override
    public String toString() {
        return names.stream()
                .map(name -> name.startsWith(PUBSUB) ? name.substring(PUBSUB.length()) : name)
                .collect(Collectors.joining(", ", "BrokerFeatures[", "]"));
    }
}
