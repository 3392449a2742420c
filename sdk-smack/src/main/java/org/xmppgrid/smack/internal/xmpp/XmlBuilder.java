package org.xmppgrid.smack.internal.xmpp;

/**
 * Builds the XML of a stanza. Every value is escaped, and a character that XML does not know is refused: sent to a
 * server, it would end the stream for everybody who shares the connection.
 */
final class XmlBuilder {
    private final StringBuilder out;
    private boolean tagOpen;

    XmlBuilder() {
        this(256);
    }

    XmlBuilder(int capacity) {
        this.out = new StringBuilder(capacity);
    }

    XmlBuilder start(String element) {
        endTag();
        out.append('<').append(element);
        tagOpen = true;
        return this;
    }

    XmlBuilder start(String element, String namespace) {
        return start(element).attribute("xmlns", namespace);
    }

    XmlBuilder attribute(String name, String value) {
        out.append(' ').append(name).append("='");
        escape(value, true);
        out.append('\'');
        return this;
    }

    XmlBuilder text(String text) {
        endTag();
        escape(text, false);
        return this;
    }

    /** Adds XML that is known to be complete, or nothing. */
    XmlBuilder xml(CharSequence xml) {
        if (!xml.isEmpty()) {
            endTag();
            out.append(xml);
        }
        return this;
    }

    XmlBuilder end(String element) {
        if (tagOpen) {
            out.append("/>");
            tagOpen = false;
        } else {
            out.append("</").append(element).append('>');
        }
        return this;
    }

    XmlBuilder element(String name, String text) {
        return start(name).text(text).end(name);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void endTag() {
        if (tagOpen) {
            out.append('>');
            tagOpen = false;
        }
    }

    private void escape(String text, boolean attribute) {
        int from = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '@' && c < Character.MIN_SURROGATE) {
                continue;
            }
            String escaped =
                    switch (c) {
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        case '&' -> "&amp;";
                        case '\'' -> attribute ? "&apos;" : null;
                        // unescaped, a parser turns these into blanks (XML 1.0 §3.3.3) or line feeds (§2.11)
                        case '\t', '\n' -> attribute ? "&#" + (int) c + ";" : null;
                        case '\r' -> "&#13;";
                        default -> null;
                    };
            if (escaped != null) {
                out.append(text, from, i).append(escaped);
                from = i + 1;
            } else if (!isLegal(c)) {
                if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    throw new IllegalArgumentException(String.format(
                            "The character U+%04X at position %d can't be written in XML; take it out", (int) c, i));
                }
            }
        }
        out.append(text, from, length);
    }

    private static boolean isLegal(char c) {
        return c >= ' '
                ? c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE && c < 0xFFFE
                : c == '\t' || c == '\n';
    }
}
