package org.xmppgrid.sdk;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of all that the SDK throws. The message says what failed, where (address, topic, item) and what to do next;
 * {@link #reason()} says the same to a program. No message holds a password or a payload. Some of its
 * words may be another's, even of a peer that has proven nothing: a message is one line, and characters that a log or
 * terminal would act on are written as their numbers.
 */
public class GridException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why it failed. */
    private final Reason reason;

    /** The XMPP error condition, if the other end gave one. */
    private final @Nullable String condition;

    /**
     * An exception without an XMPP condition.
     *
     * @param reason why it failed
     * @param message what failed, where, and what to do next
     * @param cause what it was caused by, or null
     */
    public GridException(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, message, null, cause);
    }

    /**
     * An exception with the XMPP condition that the other end gave.
     *
     * @param reason why it failed
     * @param message what failed, where, and what to do next
     * @param condition the XMPP error condition, or null
     * @param cause what it was caused by, or null
     */
    public GridException(Reason reason, String message, @Nullable String condition, @Nullable Throwable cause) {
        super(Printable.of(message), cause);
        this.reason = reason;
        this.condition = condition;
    }

    /**
     * Why it failed.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * The XMPP error condition that the other end gave (RFC 6120 §8.3.3), followed by its publish-subscribe condition
     * (XEP-0060 §16.6) after a blank where there is one, for example {@code not-authorized pending-subscription}; of a
     * connection that it ended, the stream's condition (RFC 6120 §4.9.3).
     *
     * @return the condition, or empty if the failure did not come as an XMPP error
     */
    public Optional<String> condition() {
        return Optional.ofNullable(condition);
    }

    /**
     * Whether the same call can succeed later without anything being changed by a person.
     *
     * @return true if it is worth trying again
     */
    public boolean retryable() {
        return reason.retryable();
    }
}
