package org.xmppgrid.smack.internal.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a request got no answer that can be used, or why the stream ended. The floors above word it for people. */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** The other end answered with an error: {@link WireException#fault()} says which. */
        REFUSED,
        /** The stream ended without {@link Wire#close()}. A stream error's condition is in {@link WireException#fault()}. */
        LOST,
        /** No answer in time. */
        TIMEOUT,
        /** The answer came and its reader could not make sense of it. The stream lives. */
        GARBLED,
        /** The stream was closed with {@link Wire#close()}. */
        CLOSED,
        /** Something from the network is larger, deeper or wider than the limits allow. */
        TOO_BIG
    }

    private final Kind kind;
    private final transient @Nullable StanzaFault fault;
    private final boolean sent;

    /**
     * An exception.
     *
     * @param kind what went wrong
     * @param message a sentence about it, without any payload
     * @param fault the other end's error, if there is one
     * @param sent whether the request may have reached the other end
     * @param cause what it was caused by, or null
     */
    public WireException(
            Kind kind, String message, @Nullable StanzaFault fault, boolean sent, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.fault = fault;
        this.sent = sent;
    }

    /**
     * What went wrong.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The error that the other end gave.
     *
     * @return the stanza's or stream's error, or empty if it gave none
     */
    public Optional<StanzaFault> fault() {
        return Optional.ofNullable(fault);
    }

    /**
     * Whether the request may have reached the other end. False is certain: not one byte of it was or will be written.
     *
     * @return true if it may have
     */
    public boolean sent() {
        return sent;
    }

    /**
     * The limit that was met.
     *
     * @return a component of {@code GridLimits}, or empty if it was none
     */
    public Optional<String> limit() {
        for (Throwable e = getCause(); e != null; e = e.getCause()) {
            if (e instanceof StanzaTooBigException end) {
                return Optional.of(end.limit());
            } else if (e instanceof StanzaRefusedException refusal) {
                return Optional.of(refusal.limit());
            }
        }
        return Optional.empty();
    }

    /** The same failure, told of one request. */
    WireException forRequest(boolean requestSent) {
        return new WireException(kind, String.valueOf(getMessage()), fault, requestSent, getCause());
    }
}
