package org.xmppgrid.sdk;

import org.jspecify.annotations.Nullable;

/** The other end did not answer in time. */
public final class GridTimeoutException extends GridException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception with the XMPP condition that the other end gave, if it gave one.
     *
     * @param reason why it failed
     * @param message what failed, where, and what to do next
     * @param condition the XMPP error condition, or null
     * @param cause what it was caused by, or null
     */
    public GridTimeoutException(Reason reason, String message, @Nullable String condition, @Nullable Throwable cause) {
        super(reason, message, condition, cause);
    }
}
