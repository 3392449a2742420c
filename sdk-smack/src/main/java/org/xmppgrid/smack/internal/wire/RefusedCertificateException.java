package org.xmppgrid.smack.internal.wire;

import java.security.cert.CertificateException;
import org.xmppgrid.sdk.Reason;

/** A controller's certificate is not accepted. The message is for the person who has to mend it. */
final class RefusedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    RefusedCertificateException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
