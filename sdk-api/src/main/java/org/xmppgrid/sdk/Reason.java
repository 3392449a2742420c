package org.xmppgrid.sdk;

/** Why a call on the grid failed: what a program can decide on, where the exception's message is for people. */
public enum Reason {
    /** No controller could be reached at the given endpoint. */
    UNREACHABLE(true),
    /** The name of the controller's host is not known to DNS. */
    HOST_UNKNOWN(false),
    /** Something answers at the endpoint that does not speak XMPP, or not in the way that the endpoint says. */
    NOT_XMPP(false),
    /** The controller does not offer TLS (RFC 8600 §8.3.1). */
    TLS_UNAVAILABLE(false),
    /** No version of TLS and cipher suite is common to both ends (RFC 8600 §8.3.1). */
    TLS_NOTHING_IN_COMMON(false),
    /** The controller's certificate is not issued by any of the trust anchors. */
    CERTIFICATE_UNTRUSTED(false),
    /** The controller's certificate has expired or is not valid yet. */
    CERTIFICATE_EXPIRED(false),
    /** The controller's certificate is for another host than the domain that was asked for. */
    CERTIFICATE_WRONG_HOST(false),
    /** The controller's certificate was revoked by its authority. */
    CERTIFICATE_REVOKED(false),
    /** Nobody could say whether the controller's certificate was revoked, and the policy wants to know. */
    REVOCATION_UNKNOWN(true),
    /** The controller's key is none of the pinned ones (RFC 8600 §8.3.6). */
    PIN_MISMATCH(false),
    /** The controller is up and does not serve the domain of the address. */
    DOMAIN_NOT_SERVED(false),
    /** None of the SASL mechanisms that the policy allows is offered by the controller. */
    MECHANISM_NOT_OFFERED(false),
    /** Channel binding is required, and there is no binding that both ends know. */
    CHANNEL_BINDING_UNAVAILABLE(false),
    /** The controller's offer was changed on its way (XEP-0474): somebody is in between. */
    DOWNGRADE_DETECTED(false),
    /** The controller refused the account or its password, or there is no such account: controllers don't say which. */
    CREDENTIALS_REFUSED(false),
    /** The password has expired. */
    CREDENTIALS_EXPIRED(false),
    /** The account is registered and waits for its approval, or was disabled. */
    ACCOUNT_NOT_ACTIVE(false),
    /** The controller does not accept the platform's certificate for the account. */
    CLIENT_CERTIFICATE_REFUSED(false),
    /** An account of this name is registered already. */
    ACCOUNT_EXISTS(false),
    /** The controller could not prove that it knows the password too (RFC 5802 §3): it may be an impostor. */
    CONTROLLER_NOT_PROVEN(false),
    /** The connection was lost; the request was not sent, or it changes nothing. */
    CONNECTION_LOST(true),
    /** The request was sent and its answer never arrived: it may or may not have taken effect. */
    OUTCOME_UNKNOWN(true),
    /** No answer within the request timeout, to a request that changes nothing. */
    TIMEOUT(true),
    /** The grid or subscription was closed by this program. */
    CLOSED(false),
    /** Another program took this session's address, and the controller ended the session (RFC 6120 §4.9.3.3). */
    SESSION_REPLACED(false),
    /** The calling thread was interrupted while it waited. */
    INTERRUPTED(true),
    /** The controller's domain has no publish-subscribe service, or none that can be found. */
    BROKER_NOT_FOUND(false),
    /** The controller has several brokers and none was chosen. */
    BROKER_AMBIGUOUS(false),
    /** The broker has no such topic. */
    TOPIC_NOT_FOUND(false),
    /** The topic has no such item, or there is no such topic: brokers don't say which. */
    ITEM_NOT_FOUND(false),
    /** The list of topics or items changed while it was read, so that it can't be read on: list again. */
    LISTING_CHANGED(true),
    /** The broker has a topic of this name already. */
    TOPIC_EXISTS(false),
    /** The account may not do this. */
    FORBIDDEN(false),
    /** The change would leave the topic without an owner; nothing was sent (XEP-0060 §4.1). */
    LAST_OWNER(false),
    /** The topic is for subscribers and this account is none. */
    NOT_SUBSCRIBED(false),
    /** A subscription was requested already, and the topic's owner has not decided yet. */
    APPROVAL_PENDING(false),
    /** The topic is whitelisted and this account is not on the list (XEP-0060 closed-node). */
    NOT_ON_WHITELIST(false),
    /** The broker refuses the topic's configuration. */
    CONFIGURATION_REFUSED(false),
    /**
     * The broker took the topic's configuration and gave it a weaker access than was asked for, or one that RFC 8600
     * §8.3.4 advises against and nobody asked for.
     */
    ACCESS_WEAKENED(false),
    /** The broker refuses the options of a subscription. */
    OPTIONS_REFUSED(false),
    /** The broker wants options of the subscription to be set before it is active. */
    CONFIGURATION_REQUIRED(false),
    /** The account has as many subscriptions as the broker allows. */
    TOO_MANY_SUBSCRIPTIONS(false),
    /** Only those may subscribe who see the owner's presence, or are in a group of the owner's contacts. */
    CONTACTS_ONLY(false),
    /** The account has several subscriptions to the topic, and this request has to say which it means. */
    SUBSCRIPTION_ID_REQUIRED(false),
    /** The broker knows no subscription of this id. */
    SUBSCRIPTION_ID_UNKNOWN(false),
    /** The broker does not implement what was asked for. */
    NOT_SUPPORTED(false),
    /** The broker can't do it now. */
    BROKER_BUSY(true),
    /** The broker refused for a reason that has no name here: {@link GridException#condition()} says which. */
    REFUSED(false),
    /** The platform that was asked understands the query and does not answer it: {@link QueryRefusedException#text()}. */
    QUERY_REFUSED(false),
    /**
     * The platform that was asked is not there, does not answer such queries, or not to this account: which of these is
     * not told to strangers (RFC 8600 §8.2.2).
     */
    QUERY_NOT_ANSWERED(false),
    /** The platform that was asked has more to do than it can. */
    PLATFORM_BUSY(true),
    /** A payload is not what its type says it is: not well-formed, another element, or unreadable. */
    PAYLOAD_INVALID(false),
    /** An item carries a payload of another type than the topic is bound to. */
    PAYLOAD_UNKNOWN(false),
    /** A payload is larger than what the broker or this program's limits allow. */
    PAYLOAD_TOO_BIG(false),
    /** The topic keeps as many items as it may, and was configured to refuse more ({@link WhenFull#REJECT}). */
    TOPIC_FULL(false),
    /** Something from the network is larger, deeper or longer than {@link GridLimits} allow. */
    LIMIT_EXCEEDED(false),
    /** The other end answered with something that the standards do not know. */
    PROTOCOL_VIOLATION(false),
    /** Another process has the state of this consumer or provider open. */
    STORE_IN_USE(true),
    /** The state on disk was written by a newer version of the SDK. */
    STORE_NEWER(false),
    /** The state on disk is corrupted, truncated or gone. */
    STORE_DAMAGED(false),
    /** The state can't be read or written; what was safe before is safe still. */
    STORE_FAILED(false),
    /** The disk that the state is on has too little space left. */
    DISK_FULL(true),
    /** The provider's spool holds as much as it may. */
    SPOOL_FULL(true),
    /** A report waited in its provider's spool for longer than the spool keeps one. */
    REPORT_EXPIRED(false);

    private final boolean retryable;

    Reason(boolean retryable) {
        this.retryable = retryable;
    }

    /**
     * Whether the same call can succeed later without anything being changed by a person.
     *
     * @return true if it is worth trying again
     */
    public boolean retryable() {
        return retryable;
    }
}
