package org.xmppgrid.testkit.internal.embedded;

import java.util.Map;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;

/** Writes elements: declarations as they were written, and those added that a new place makes necessary. */
final class XmlText {

    /** What a prefix is bound to, innermost first. */
    private record Scope(
            String prefix, String uri, @Nullable Scope outer) {}

    private static final Scope STREAM =
            new Scope("", Ns.CLIENT, new Scope("stream", Ns.STREAMS, new Scope("xml", XMLConstants.XML_NS_URI, null)));
    /** Nothing is bound here, not even the default namespace, so that whatever is needed gets declared. */
    private static final Scope NOWHERE = new Scope("xml", XMLConstants.XML_NS_URI, null);

    private XmlText() {}

    static String onStream(Xml element) {
        StringBuilder out = new StringBuilder(256);
        write(element, STREAM, out);
        return out.toString();
    }

    static String standalone(Xml element) {
        StringBuilder out = new StringBuilder(512);
        write(element, NOWHERE, out);
        return out.toString();
    }

    private static void write(Xml element, Scope outer, StringBuilder out) {
        Scope scope = outer;
        out.append('<');
        name(element.prefix(), element.name(), out);
        for (Map.Entry<String, String> declared : element.declarations().entrySet()) {
            scope = declare(declared.getKey(), declared.getValue(), scope, out);
        }
        if (!element.namespace().equals(lookup(element.prefix(), scope))) {
            scope = declare(element.prefix(), element.namespace(), scope, out);
        }
        for (Xml.Attribute attribute : element.attributes()) {
            if (!attribute.prefix().isEmpty() && !attribute.namespace().equals(lookup(attribute.prefix(), scope))) {
                scope = declare(attribute.prefix(), attribute.namespace(), scope, out);
            }
            out.append(' ');
            name(attribute.prefix(), attribute.name(), out);
            out.append("='");
            escape(attribute.value(), true, out);
            out.append('\'');
        }
        if (element.content().isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (Object node : element.content()) {
            if (node instanceof Xml child) {
                write(child, scope, out);
            } else if (node instanceof Xml.Raw raw) {
                out.append(raw.text());
            } else {
                escape((String) node, false, out);
            }
        }
        out.append("</");
        name(element.prefix(), element.name(), out);
        out.append('>');
    }

    private static Scope declare(String prefix, String uri, Scope scope, StringBuilder out) {
        out.append(prefix.isEmpty() ? " xmlns" : " xmlns:").append(prefix).append("='");
        escape(uri, true, out);
        out.append('\'');
        return new Scope(prefix, uri, scope);
    }

    private static @Nullable String lookup(String prefix, Scope innermost) {
        for (Scope scope = innermost; scope != null; scope = scope.outer()) {
            if (scope.prefix().equals(prefix)) {
                return scope.uri();
            }
        }
        return null;
    }

    private static void name(String prefix, String name, StringBuilder out) {
        if (!prefix.isEmpty()) {
            out.append(prefix).append(':');
        }
        out.append(name);
    }

    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        escape(text, true, out);
        return out.toString();
    }

    /** In an attribute white space is written as references, or a parser would turn it into spaces (XML 1.0 §3.3.3). */
    private static void escape(String text, boolean attribute, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#xD;");
                case '\'' -> out.append(attribute ? "&apos;" : "'");
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                case '\n' -> out.append(attribute ? "&#xA;" : "\n");
                case '\t' -> out.append(attribute ? "&#x9;" : "\t");
                default -> out.append(c);
            }
        }
    }
}
