package org.xmppgrid.sdk;

/** Says whether a text can stand in XML at all: whatever escapes it, some characters have no place there. */
final class XmlText {
    private XmlText() {}

    /**
     * Refuses a text with a character that XML does not know (XML 1.0 §2.2).
     *
     * @throws IllegalArgumentException if it has one; the message names what it is and the character
     */
    static String require(String what, String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean legal = c >= ' '
                    ? c < 0xD800 || c > 0xDFFF && c < 0xFFFE || c > 0xFFFF
                    : c == '\t' || c == '\n' || c == '\r';
            if (!legal) {
                throw new IllegalArgumentException(String.format(
                        "The %s has the character U+%04X at position %d, which can't be sent; take it out",
                        what, c, i));
            }
            i += Character.charCount(c);
        }
        return text;
    }
}
