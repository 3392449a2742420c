package org.xmppgrid.smack.internal.wire;

import org.jivesoftware.smack.SmackException.SmackSaslException;
import org.xmppgrid.sdk.Reason;

/** A login failed at this end. The message is the end of a sentence that begins with the controller. */
final class SaslFaultException extends SmackSaslException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    SaslFaultException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
