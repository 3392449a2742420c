package org.xmppgrid.sdk;

import java.util.BitSet;

/**
 * Checks that a text is one JSON value (RFC 8259), without reading anything out of it: no recursion, no memory but a bit
 * for each level. What it says of a text is where it is wrong, and nothing of what it holds.
 */
final class JsonSyntax {
    private final String text;
    private final int maxDepth;

    /** What is open, the innermost last: set for an object, clear for an array. */
    private final BitSet objects = new BitSet();

    private int depth;
    private int at;

    private JsonSyntax(String text, int maxDepth) {
        this.text = text;
        this.maxDepth = maxDepth;
    }

    /**
     * Checks a text.
     *
     * @throws IllegalArgumentException if it is not one JSON value, is nested too deeply, or has a character that XML
     *     does not have; the message says what and where
     */
    static void require(String text, int maxDepth) {
        new JsonSyntax(text, maxDepth).whole();
    }

    private void whole() {
        boolean more = true;
        while (more) {
            value();
            more = next();
        }
        blank();
        if (at < text.length()) {
            throw wrong("something follows the end of the value");
        }
    }

    /** A value, or the beginning of one: of an object with its first name, of an array. */
    private void value() {
        while (true) {
            blank();
            char c = peek();
            if (c == '{' || c == '[') {
                at++;
                boolean object = c == '{';
                if (empty(object ? '}' : ']')) {
                    return;
                }
                if (++depth > maxDepth) {
                    throw wrong("values are nested deeper than " + maxDepth + " levels");
                }
                objects.set(depth, object);
                if (object) {
                    name();
                }
            } else {
                scalar(c);
                return;
            }
        }
    }

    /** After a value: whether another one follows. Closes what ends here. */
    private boolean next() {
        while (depth > 0) {
            blank();
            char c = peek();
            boolean object = objects.get(depth);
            if (c == ',') {
                at++;
                if (object) {
                    name();
                }
                return true;
            }
            if (c != (object ? '}' : ']')) {
                throw wrong(object ? "a comma or } is expected" : "a comma or ] is expected");
            }
            at++;
            depth--;
        }
        return false;
    }

    private boolean empty(char end) {
        blank();
        if (peek() != end) {
            return false;
        }
        at++;
        return true;
    }

    private void name() {
        blank();
        if (peek() != '"') {
            throw wrong("a name in quotes is expected");
        }
        string();
        blank();
        if (peek() != ':') {
            throw wrong("a colon is expected");
        }
        at++;
    }

    private void scalar(char c) {
        switch (c) {
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
    }

    private void literal(String word) {
        if (!text.startsWith(word, at)) {
            throw wrong("a value is expected");
        }
        at += word.length();
    }

    /** RFC 8259 §6. */
    private void number() {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() {
        int from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == from) {
            throw wrong("a value or a digit is expected");
        }
    }

    /** RFC 8259 §7. */
    private void string() {
        at++;
        while (true) {
            if (at >= text.length()) {
                throw wrong("a quote is expected");
            }
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return;
            } else if (c == '\\') {
                escape();
            } else if (c < ' ') {
                throw wrong("a string has a control character: write it as \\u and four digits");
            } else {
                character(c);
            }
        }
    }

    private void escape() {
        at++;
        char c = peek();
        if (c == 'u') {
            for (int i = 1; i <= 4; i++) {
                at++;
                if (peek() > 'f' || Character.digit(peek(), 16) < 0) {
                    throw wrong("four hexadecimal digits are expected");
                }
            }
        } else if ("\"\\/bfnrt".indexOf(c) < 0) {
            throw wrong("a backslash stands before something that it does not escape");
        }
        at++;
    }

    /** JSON has characters that XML has not (XML 1.0 §2.2). */
    private void character(char c) {
        boolean pair =
                Character.isHighSurrogate(c) && at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        if (!pair && (Character.isSurrogate(c) || c >= 0xFFFE)) {
            throw wrong(
                    String.format("the character U+%04X can't stand in XML: write it as \\u%04X", (int) c, (int) c));
        }
        at += pair ? 2 : 1;
    }

    private void blank() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The character here, or one that stands nowhere in JSON outside of strings. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(
                at < text.length() ? what + ", at character " + (at + 1) : "the text ends too early");
    }
}
