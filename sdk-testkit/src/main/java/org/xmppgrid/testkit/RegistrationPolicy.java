package org.xmppgrid.testkit;

/** Who may make an account at the {@linkplain GridBroker embedded grid} by itself (XEP-0077). */
public enum RegistrationPolicy {
    /** Nobody: it is not offered, and a request for it is answered with {@code service-unavailable}, as by Prosody. */
    CLOSED,
    /** Everybody; the account can be used at once. */
    OPEN,
    /**
     * Everybody, but a login is refused with {@code account-disabled} until somebody
     * {@linkplain GridBroker#approve(String) approves}.
     */
    NEEDS_APPROVAL
}
