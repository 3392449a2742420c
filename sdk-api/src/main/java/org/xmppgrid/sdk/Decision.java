package org.xmppgrid.sdk;

/** What an owner answers to a request to subscribe. */
public enum Decision {
    /** The platform may subscribe. */
    APPROVE,
    /** The platform may not subscribe. */
    DENY,
    /** Nothing is answered now: the request stays in {@link Approvals#pending()}. */
    LATER
}
