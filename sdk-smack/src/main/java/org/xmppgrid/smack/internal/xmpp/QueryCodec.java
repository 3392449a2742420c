package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.wire.StanzaFault;

/** Queries between platforms: an IQ with one element each way (RFC 6120 §8.2.3). */
final class QueryCodec {
    private static final RawPayload NO_PAYLOAD = new RawPayload("", "", "");
    private static final String STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas";

    private QueryCodec() {}

    /**
     * Reads a request to its end.
     *
     * @param parser on the start tag of the stanza
     * @param known whether a request of this namespace and name is wanted; another one is not kept
     * @return the request, or empty if it is not wanted or not one element
     */
    static Optional<RawPayload> readRequest(XmlPullParser parser, BiPredicate<String, String> known)
            throws XmlPullParserException, IOException {
        Prefixes around = Prefixes.NONE.and(parser);
        int stanza = parser.getDepth();
        @Nullable RawPayload request = null;
        while (true) {
            switch (parser.next()) {
                case START_ELEMENT -> {
                    if (request != null || !known.test(parser.getNamespace(), parser.getName())) {
                        return Optional.empty();
                    }
                    request = PayloadCapture.capture(parser, around);
                }
                case END_ELEMENT -> {
                    if (parser.getDepth() == stanza) {
                        return Optional.ofNullable(request);
                    }
                }
                default -> {
                    // text between elements means nothing here
                }
            }
        }
    }

    /** Reads an answer, which may be empty. */
    static RawPayload readAnswer(XmlPullParser parser, boolean hasChild) throws XmlPullParserException, IOException {
        if (!hasChild) {
            return NO_PAYLOAD;
        }
        int stanza = parser.getDepth() - 1;
        RawPayload answer = PayloadCapture.capture(parser, Prefixes.NONE);
        while (true) {
            switch (parser.next()) {
                case START_ELEMENT ->
                    throw new GridRequestException(
                            Reason.PROTOCOL_VIOLATION, "the answer has more than one element", null, null);
                case END_ELEMENT -> {
                    if (parser.getDepth() == stanza) {
                        return answer;
                    }
                }
                default -> {
                    // text between elements means nothing here
                }
            }
        }
    }

    /** An error (RFC 6120 §8.3). */
    static String error(String type, String condition, String text) {
        XmlBuilder xml = new XmlBuilder().start("error").attribute("type", type);
        xml.start(condition, STANZAS).end(condition);
        if (!text.isEmpty()) {
            xml.start("text", STANZAS).text(sendable(text)).end("text");
        }
        return xml.end("error").toString();
    }

    /** A program's words as far as they can be sent. */
    private static String sendable(String text) {
        StringBuilder sendable = new StringBuilder();
        text.codePoints()
                .limit(StanzaFault.MAX_TEXT)
                .map(c -> isSendable(c) ? c : '?')
                .forEach(sendable::appendCodePoint);
        return sendable.toString();
    }

    private static boolean isSendable(int c) {
        return c >= ' '
                ? c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE && c < 0xFFFE || c > 0xFFFF
                : c == '\t' || c == '\n';
    }
}
