package org.xmppgrid.smack.internal.xmpp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.xmppgrid.sdk.Reason;

/**
 * The conditions that XEP-0060 §6 names for those who subscribe and retrieve, each with what it means and what to do.
 * They count more than the stanza's own condition, which brokers choose freely.
 */
enum PubsubCondition {
    /** §6.1.3.1. */
    INVALID_JID(
            Reason.REFUSED,
            "The broker does not take this platform's address for its own: connect again, and ask the broker's"
                    + " administrator if that does not help"),
    /** §6.3.4.3. */
    JID_REQUIRED(
            Reason.REFUSED, "The broker did not see the subscriber's address: report it to the maker of the broker"),
    /** §6.2.3.5 and others. */
    NODEID_REQUIRED(Reason.REFUSED, "The broker did not see the topic's name: report it to the maker of the broker"),
    /** §6.1.3.2. */
    PRESENCE_SUBSCRIPTION_REQUIRED(
            Reason.CONTACTS_ONLY,
            "The topic is for those who may see its owner's presence, which an XMPP-Grid does without (RFC 8600"
                    + " §8.3.4): ask its owner for another access model"),
    /** §6.1.3.3. */
    NOT_IN_ROSTER_GROUP(
            Reason.CONTACTS_ONLY,
            "The topic is for a group of its owner's contacts, which an XMPP-Grid does without (RFC 8600 §8.3.4): ask"
                    + " its owner for another access model"),
    /** §6.1.3.4. */
    CLOSED_NODE(Reason.NOT_ON_WHITELIST, "Ask the topic's owner to put this account on the topic's list"),
    /** §6.1.3.7. */
    PENDING_SUBSCRIPTION(Reason.APPROVAL_PENDING, "The topic's owner has not decided on this account's request yet"),
    /** §6.1.3.9. */
    TOO_MANY_SUBSCRIPTIONS(
            Reason.TOO_MANY_SUBSCRIPTIONS,
            "End subscriptions of this account that nobody needs, or ask the broker's administrator for more"),
    /** §6.1.6. */
    CONFIGURATION_REQUIRED(
            Reason.CONFIGURATION_REQUIRED,
            "The broker wants options of the subscription to be set: subscribe with SubscribeOptions"),
    /** §6.2.3.2, §6.3.4.2, §6.5.9.3. */
    NOT_SUBSCRIBED(Reason.NOT_SUBSCRIBED, "Subscribe to the topic first, or wait until its owner has approved"),
    /** §6.2.3.1. */
    SUBID_REQUIRED(
            Reason.SUBSCRIPTION_ID_REQUIRED,
            "This account has several subscriptions to the topic, of which this grid made none: subscribe here first, or"
                    + " end the others"),
    /** §6.2.3.5. */
    INVALID_SUBID(
            Reason.SUBSCRIPTION_ID_UNKNOWN,
            "The broker has ended the subscription that this request is for: subscribe again"),
    /** §6.3.5.2. */
    INVALID_OPTIONS(
            Reason.OPTIONS_REFUSED,
            "Change or leave out the options that the broker does not know; Subscription.options() shows those that it"
                    + " does"),
    /** §7.1.3.4 and §6.5.7. */
    MAX_ITEMS_EXCEEDED(
            Reason.REFUSED,
            "It is more items than the broker allows: retrieve smaller pages; or, where one was published, ask the"
                    + " topic's owner to make room"),
    /** §8.1.2. */
    MAX_NODES_EXCEEDED(
            Reason.REFUSED,
            "This account has as many topics as the broker allows: delete some, or ask the broker's administrator for"
                    + " more"),
    /** §6.5.9.5 and others. */
    UNSUPPORTED(Reason.NOT_SUPPORTED, "");

    private final Reason reason;
    private final String hint;

    PubsubCondition(Reason reason, String hint) {
        this.reason = reason;
        this.hint = hint;
    }

    /** The condition of that name, if it is one of these. */
    static Optional<PubsubCondition> of(String element) {
        return Arrays.stream(values())
                .filter(condition -> condition.element().equals(element))
                .findFirst();
    }

    String element() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Reason reason() {
        return reason;
    }

    /** What to do; empty if that depends on what was asked. */
    Optional<String> hint() {
        return Optional.of(hint).filter(text -> !text.isEmpty());
    }
}
