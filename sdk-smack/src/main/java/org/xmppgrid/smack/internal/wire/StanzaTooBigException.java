package org.xmppgrid.smack.internal.wire;

import java.io.IOException;

/** A limit was met that only the end of the stream can keep. */
final class StanzaTooBigException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The component of {@code GridLimits}. */
    private final String limit;

    /**
     * An exception.
     *
     * @param limit the component of {@code GridLimits}
     * @param message a sentence that names it, without any payload
     */
    StanzaTooBigException(String limit, String message) {
        super(message);
        this.limit = limit;
    }

    String limit() {
        return limit;
    }
}
