package org.xmppgrid.smack.internal.wire;

import java.io.IOException;

/** A limit was met that only the end of the stream can keep. The message names the limit. */
final class StanzaTooBigException extends IOException {
    private static final long serialVersionUID = 1L;

    StanzaTooBigException(String message) {
        super(message);
    }
}
