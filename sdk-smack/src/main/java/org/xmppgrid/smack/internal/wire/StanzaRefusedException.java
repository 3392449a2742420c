package org.xmppgrid.smack.internal.wire;

import org.jivesoftware.smack.xml.XmlPullParserException;

/** One stanza is beyond a limit: it is not read, and the stream lives. */
public final class StanzaRefusedException extends XmlPullParserException {
    private static final long serialVersionUID = 1L;

    /** The component of {@code GridLimits}. */
    private final String limit;

    private StanzaRefusedException(String limit, String message) {
        super(message);
        this.limit = limit;
    }

    static StanzaRefusedException tooDeep(int most) {
        return new StanzaRefusedException(
                "depth", "elements are nested deeper than the limit of " + most + " (GridLimits.depth)");
    }

    static StanzaRefusedException tooManyNames(int most) {
        return new StanzaRefusedException(
                "names", "it has more distinct names than the limit of " + most + " (GridLimits.names)");
    }

    static StanzaRefusedException tooManyAttributes(int most) {
        return new StanzaRefusedException(
                "attributes", "an element has more attributes than the limit of " + most + " (GridLimits.attributes)");
    }

    /** The component of {@code GridLimits} that it is beyond. */
    String limit() {
        return limit;
    }

    /** The same as the end of the stream, for what can't be passed over. */
    StanzaTooBigException asEnd() {
        return new StanzaTooBigException(limit, "An element was not read: " + getMessage());
    }
}
