package org.xmppgrid.smack.internal.wire;

import org.jivesoftware.smack.xml.XmlPullParserException;

/** The stream has something that no XMPP stream may have: whoever sent it is no controller in order. */
final class ForbiddenXmlException extends XmlPullParserException {
    private static final long serialVersionUID = 1L;

    private ForbiddenXmlException(String message) {
        super(message);
    }

    static ForbiddenXmlException restricted() {
        return new ForbiddenXmlException("The stream has a comment, a processing instruction, a DTD or an entity"
                + " reference, which RFC 6120 §11.1 forbids");
    }

    static ForbiddenXmlException injected() {
        return new ForbiddenXmlException("Something stood between the controller's consent to TLS and TLS itself, which"
                + " RFC 6120 §5.4.3.1 forbids; somebody in between may have put it there");
    }
}
