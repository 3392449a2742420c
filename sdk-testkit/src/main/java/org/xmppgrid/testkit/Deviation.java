package org.xmppgrid.testkit;

/**
 * Where a server is known to differ from RFC 8600 or from the extensions it builds upon.
 */
public enum Deviation {
    /** The broker refuses the access model with which RFC 8600 creates its example topic. */
    NO_AUTHORIZE("RFC 8600 §6", "the access model \"authorize\" is refused with not-acceptable"),
    /** The broker lists all topics at once, whatever page was asked for. */
    RSM_IGNORED_IN_DISCO("RFC 8600 §5", "the list of topics is not paged, the request for a page is ignored"),
    /** The broker returns all items at once, whatever page was asked for. */
    RSM_IGNORED_IN_ITEMS("XEP-0060 §6.5.4", "the items of a topic are not paged, the request for a page is ignored"),
    /** The payload that arrives has other prefixes than the one published, and lacks declarations it only names in content. */
    PREFIXES_RENAMED("RFC 6120 §4.8.5", "prefixes of a payload are renamed and unused declarations dropped"),
    /** The message that carries an event has no id. */
    NO_EVENT_ID("RFC 6120 §8.1.3", "event messages have no id"),
    /** The broker never tells who published an item. */
    PUBLISHER_NOT_TOLD("XEP-0060 §7.1.2.3", "items don't name their publisher"),
    /** The owner's list of subscriptions leaves out the requests that wait for approval. */
    PENDING_NOT_LISTED("XEP-0060 §8.8.1", "pending subscriptions are missing from the owner's list"),
    /** Publishing to a topic that doesn't exist creates it, open to everybody. */
    PUBLISH_CREATES_TOPIC("XEP-0060 §7.1.3.3", "publishing to a missing topic creates an open one"),
    /** Publishing to a topic that doesn't exist is refused as if it existed. */
    PUBLISH_TO_MISSING_IS_FORBIDDEN(
            "XEP-0060 §7.1.3.3", "publishing to a missing topic is answered forbidden, not item-not-found"),
    /** Of several items published at once only the first is kept, and the answer says success. */
    ONLY_FIRST_ITEM_KEPT("XEP-0060 §7.1", "of several items in one request only the first is kept, without an error"),
    /** Several items in one request are refused. */
    ONE_ITEM_PER_PUBLISH("XEP-0060 §7.1", "several items in one request are refused"),
    /** Someone who is not on the whitelist is refused without the condition that says why. */
    WHITELIST_REFUSAL_UNNAMED(
            "XEP-0060 §6.1.3.4", "an outsider's subscription is answered forbidden, without closed-node"),
    /** Someone whose affiliation was removed still receives events. */
    EVENTS_AFTER_REVOCATION(
            "XEP-0060 §8.9.2", "removing an affiliation doesn't end the subscription, events keep flowing"),
    /** Removing an affiliation is answered with an error and carried out all the same. */
    REVOCATION_ANSWERED_FORBIDDEN(
            "XEP-0060 §8.9.2", "removing a subscriber's affiliation is answered forbidden, and done"),
    /** Who is unsubscribed by the owner isn't told. */
    REMOVAL_NOT_TOLD("XEP-0060 §8.8.4", "a subscriber is not told when the owner ends its subscription"),
    /** The broker doesn't tell a platform what its affiliations are. */
    NO_OWN_AFFILIATIONS("XEP-0060 §5.7", "a platform can't ask for its own affiliations"),
    /** After a topic was deleted, its subscribers' request for their subscriptions is never answered. */
    SUBSCRIPTIONS_UNANSWERED_AFTER_DELETE(
            "XEP-0060 §5.6", "a subscriber of a deleted topic gets no answer when it asks for its subscriptions"),
    /** What only an owner may do is refused, for a topic that doesn't exist, as if somebody else owned it. */
    MISSING_TOPIC_IS_FORBIDDEN(
            "XEP-0060 §8.2.3.5", "an owner's request for a missing topic is answered forbidden, not item-not-found"),
    /** Subscribers of a deleted topic aren't told what takes its place. */
    REDIRECT_NOT_TOLD("XEP-0060 §8.4.1", "a redirection is dropped when a topic is deleted"),
    /** Subscribers aren't told that a topic's configuration changed, even when the topic is configured to. */
    NO_CONFIGURATION_EVENT("XEP-0060 §8.2.5.3", "a change of configuration is not notified"),
    /** A configuration with a field the broker doesn't know is refused as if trying again could help. */
    BAD_CONFIGURATION_IS_WAIT(
            "XEP-0060 §8.2.5.2", "an unknown field is answered with resource-constraint of type wait"),
    /** Unsubscribing without being subscribed is answered as if trying again could help. */
    UNSUBSCRIBE_ERROR_IS_WAIT("XEP-0060 §6.2.3.2", "unsubscribing when not subscribed is an error of type wait"),
    /** An item that is retracted without asking for a notification is not notified, even when the topic is configured to. */
    RETRACT_NOT_NOTIFIED("XEP-0060 §7.2.2.1", "a retraction without the notify attribute is not notified"),
    /** An item without a payload is refused, also in a topic that does not deliver payloads. */
    PAYLOAD_REQUIRED("XEP-0060 §4.3", "an item without a payload is refused in a topic that delivers none"),
    /** The broker has no options of subscriptions, and drops those that come with a request without a word. */
    NO_SUBSCRIPTION_OPTIONS("XEP-0060 §6.3", "subscription options are not supported, and dropped in silence"),
    /** The broker keeps no archive of its topics. */
    NO_TOPIC_ARCHIVE("XEP-0442 §2", "a topic has no archive to be asked what was published since a time"),
    /** The server offers EXTERNAL to a client that showed no certificate. */
    EXTERNAL_OFFERED_TO_ANYONE("XEP-0178 §2", "SASL EXTERNAL is offered to a client without a certificate"),
    /** Whoever holds a trusted certificate that names no address is let in under any that it asks for. */
    CERTIFICATE_WITHOUT_ADDRESS_IS_ANYBODY(
            "XEP-0178 §2 step 9", "a certificate without XmppAddr logs in as whomever it asks for"),
    /** The server lets in clients whose certificate its authority has revoked. */
    REVOKED_CERTIFICATE_ACCEPTED("RFC 8600 §8.3.1", "a client's certificate is never checked for revocation"),
    /** A topic's description tells neither owners nor publishers nor creator. */
    PEOPLE_NOT_DESCRIBED("XEP-0060 §5.4", "the description of a topic names nobody"),
    /** A stopping server closes the connection without saying why; ejabberd 24 only when it is in a hurry. */
    NO_SYSTEM_SHUTDOWN("RFC 6120 §4.9.3.19", "a stopping server may send no system-shutdown");

    private final String clause;
    private final String summary;

    Deviation(String clause, String summary) {
        this.clause = clause;
        this.summary = summary;
    }

    /**
     * The clause that the server differs from.
     *
     * @return a document and section, such as {@code RFC 8600 §5}
     */
    public String clause() {
        return clause;
    }

    /**
     * What the server does instead, in one line.
     *
     * @return a sentence without a full stop
     */
    public String summary() {
        return summary;
    }
}
