package org.xmppgrid.smack.internal.wire;

import java.io.EOFException;
import org.jivesoftware.smack.XMPPException.StreamErrorException;
import org.jivesoftware.smack.packet.StreamError;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;

/** Puts into one {@link WireException} whatever ended a stream. No payload is in its words. */
final class StreamEnd {
    private StreamEnd() {}

    static WireException of(@Nullable Throwable cause) {
        for (Throwable e = cause; e != null; e = e.getCause()) {
            if (e instanceof WireException told) {
                return told;
            }
            if (e instanceof StanzaTooBigException) {
                return new WireException(
                        WireException.Kind.TOO_BIG, String.valueOf(e.getMessage()), null, false, cause);
            }
            if (e instanceof StreamErrorException error) {
                StanzaFault fault = fault(error.getStreamError());
                return lost(
                        "The controller ended the stream: " + fault.condition()
                                + (fault.text().isEmpty() ? "" : " (" + fault.text() + ")"),
                        fault,
                        cause);
            }
        }
        return lost(inWords(cause), null, cause);
    }

    static WireException closedByController() {
        return lost("The controller closed the stream", null, null);
    }

    private static WireException lost(String message, @Nullable StanzaFault fault, @Nullable Throwable cause) {
        return new WireException(WireException.Kind.LOST, message, fault, false, cause);
    }

    private static String inWords(@Nullable Throwable cause) {
        if (cause instanceof ForbiddenXmlException forbidden) {
            return String.valueOf(forbidden.getMessage());
        }
        if (cause instanceof XmlPullParserException || cause instanceof EOFException) {
            return "The stream broke off or is not well-formed XML";
        }
        return cause == null
                ? "The connection was lost"
                : "The connection was lost (" + cause.getClass().getSimpleName() + ")";
    }

    private static StanzaFault fault(StreamError error) {
        StreamError.@Nullable Condition condition = error.getCondition();
        String said = error.getDescriptiveText();
        String text = said == null ? "" : said;
        return new StanzaFault(
                "cancel",
                condition == null ? StanzaFault.UNDEFINED : condition.toString(),
                "",
                "",
                text.substring(0, Math.min(text.length(), StanzaFault.MAX_TEXT)));
    }
}
