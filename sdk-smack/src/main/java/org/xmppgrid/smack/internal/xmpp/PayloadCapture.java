package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.RawPayload;

/**
 * Captures one element from a stream as XML that stands on its own, in the one pass over the stream: prefixes, namespace
 * declarations, {@code xml:lang} and every other attribute as they came. Smack's own capture loses all of these.
 *
 * <p>The prefixes that the elements around the payload declare are copied onto its root, since QNames in content may use
 * them; the stanza's {@code xml:lang} is not, since it speaks of the stanza.
 */
final class PayloadCapture {
    private final XmlPullParser parser;
    private final XmlBuilder xml = new XmlBuilder(1024);

    /** How often each prefix is declared by the elements that are open now. */
    private final Map<String, Integer> inScope = new HashMap<>();

    /** The declarations of the open elements, innermost last. */
    private final Deque<Declared> declarations = new ArrayDeque<>();

    private record Declared(String prefix, int depth) {}

    private PayloadCapture(XmlPullParser parser) {
        this.parser = parser;
    }

    /**
     * Captures the element that the parser stands on the start tag of.
     *
     * @param around the prefixes that the elements around it declare
     * @return the payload; the parser stands on its end tag
     */
    static RawPayload capture(XmlPullParser parser, Prefixes around) throws XmlPullParserException, IOException {
        return new PayloadCapture(parser).run(around);
    }

    private RawPayload run(Prefixes around) throws XmlPullParserException, IOException {
        String namespace = nonNull(parser.getNamespace());
        String element = parser.getName();
        int rootDepth = parser.getDepth();
        start(around);
        while (true) {
            switch (parser.next()) {
                case START_ELEMENT -> start(Prefixes.NONE);
                case END_ELEMENT -> {
                    xml.end(qualified(nonNull(parser.getPrefix()), parser.getName()));
                    int depth = parser.getDepth();
                    if (depth == rootDepth) {
                        return new RawPayload(namespace, element, xml.toString());
                    }
                    leave(depth);
                }
                case TEXT_CHARACTERS -> xml.text(parser.getText());
                case END_DOCUMENT -> throw new XmlPullParserException("The stream ended inside an item's payload");
                default -> {
                    // comments and processing instructions are not part of what a payload says
                }
            }
        }
    }

    private void start(Prefixes around) throws XmlPullParserException {
        int depth = parser.getDepth();
        String prefix = nonNull(parser.getPrefix());
        xml.start(qualified(prefix, parser.getName()));
        for (int i = 0; i < parser.getNamespaceCount(); i++) {
            declare(nonNull(parser.getNamespacePrefix(i)), nonNull(parser.getNamespaceUri(i)), depth);
        }
        need(prefix, nonNull(parser.getNamespace()), depth);
        int attributes = parser.getAttributeCount();
        for (int i = 0; i < attributes; i++) {
            String attributePrefix = nonNull(parser.getAttributePrefix(i));
            if (!attributePrefix.isEmpty() && !attributePrefix.equals("xml")) {
                need(attributePrefix, nonNull(parser.getAttributeNamespace(i)), depth);
            }
        }
        around.forEach((outer, uri) -> need(outer, uri, depth));
        for (int i = 0; i < attributes; i++) {
            xml.attribute(
                    qualified(nonNull(parser.getAttributePrefix(i)), parser.getAttributeName(i)),
                    parser.getAttributeValue(i));
        }
    }

    /** Declares a prefix that is used here and was declared outside of the payload. */
    private void need(String prefix, String uri, int depth) {
        if (!uri.isEmpty() && !inScope.containsKey(prefix)) {
            declare(prefix, uri, depth);
        }
    }

    private void declare(String prefix, String uri, int depth) {
        inScope.merge(prefix, 1, Integer::sum);
        declarations.addLast(new Declared(prefix, depth));
        xml.attribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, uri);
    }

    private void leave(int depth) {
        while (!declarations.isEmpty() && declarations.getLast().depth() == depth) {
            inScope.computeIfPresent(
                    declarations.removeLast().prefix(), (prefix, count) -> count == 1 ? null : count - 1);
        }
    }

    private static String qualified(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + ':' + name;
    }

    private static String nonNull(@Nullable String text) {
        return text == null ? "" : text;
    }
}
