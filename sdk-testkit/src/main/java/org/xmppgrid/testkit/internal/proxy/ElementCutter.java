package org.xmppgrid.testkit.internal.proxy;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a stream of characters into what stands on top of an XMPP stream: headers and ends of streams, and whole elements
 * between them. It doesn't check; what it doesn't understand passes in one piece.
 */
public final class ElementCutter {
    private static final String CDATA = "<![CDATA[";

    private final StringBuilder text = new StringBuilder();
    private int tagAt = -1;
    private int depth;
    private char quote;

    /** Begins before the first character. */
    public ElementCutter() {}

    /**
     * Takes some characters.
     *
     * @param characters the characters
     * @param length how many of them
     * @return the pieces that are complete now; together with those before and after they are what came
     */
    public List<String> cut(char[] characters, int length) {
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            text.append(characters[i]);
            if (tagAt < 0) {
                if (characters[i] == '<') {
                    tagAt = text.length() - 1;
                }
            } else if (endsTag(characters[i]) && endsPiece()) {
                pieces.add(rest());
            }
        }
        return pieces;
    }

    /**
     * What is left when no more comes.
     *
     * @return the beginning of a piece, or nothing
     */
    public String rest() {
        String rest = text.toString();
        text.setLength(0);
        return rest;
    }

    private boolean endsTag(char next) {
        if (startsWith(CDATA)) {
            return next == '>'
                    && text.length() >= tagAt + CDATA.length() + 3
                    && text.indexOf("]]>", text.length() - 3) > 0;
        }
        if (quote != 0) {
            quote = next == quote ? 0 : quote;
            return false;
        }
        if (next == '"' || next == '\'') {
            quote = next;
        }
        return next == '>';
    }

    private boolean endsPiece() {
        boolean markup = startsWith("<?") || startsWith("<!");
        boolean stream = startsWith("<stream:stream") || startsWith("</stream:stream");
        boolean end = startsWith("</");
        boolean empty = text.charAt(text.length() - 2) == '/';
        tagAt = -1;
        if (stream) {
            depth = 0;
            return true;
        }
        if (!markup && !empty) {
            depth = Math.max(0, depth + (end ? -1 : 1));
        }
        return depth == 0 && !(markup && text.charAt(1) == '?');
    }

    private boolean startsWith(String start) {
        return text.length() >= tagAt + start.length()
                && text.substring(tagAt, tagAt + start.length()).equals(start);
    }
}
