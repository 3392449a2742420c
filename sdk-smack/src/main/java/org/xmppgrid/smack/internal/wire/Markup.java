package org.xmppgrid.smack.internal.wire;

/**
 * Follows XML character by character, as far as it takes to know where tags begin and end. What a parser would keep for
 * good can so be counted before the parser has it, and be skipped without it. Keeps nothing, and leaves it to the parser
 * to say what is well-formed.
 */
final class Markup {
    private enum State {
        TEXT,
        OPENED,
        TAG,
        QUOTED,
        BANG,
        CDATA,
        INSTRUCTION,
        FORBIDDEN
    }

    private State state = State.TEXT;
    private int depth;
    private int attributes;
    private char quote;
    private boolean closing;
    private boolean slash;
    private int marks;

    /**
     * Begins in text.
     *
     * @param depth how many elements are open
     */
    Markup(int depth) {
        this.depth = depth;
    }

    Markup(Markup other) {
        this.state = other.state;
        this.depth = other.depth;
        this.attributes = other.attributes;
        this.quote = other.quote;
        this.closing = other.closing;
        this.slash = other.slash;
        this.marks = other.marks;
    }

    /** How many elements are open. */
    int depth() {
        return depth;
    }

    /** How many attributes and namespace declarations the present tag has so far. */
    int attributes() {
        return attributes;
    }

    /** Whether a comment, a DTD or a processing instruction is here, which RFC 6120 §11.1 forbids. */
    boolean isForbidden() {
        return state == State.FORBIDDEN || state == State.INSTRUCTION;
    }

    /** Takes the next character. */
    void next(char c) {
        switch (state) {
            case TEXT -> {
                if (c == '<') {
                    state = State.OPENED;
                    attributes = 0;
                    slash = false;
                }
            }
            case OPENED -> opened(c);
            case TAG -> tag(c);
            case QUOTED -> state = c == quote ? State.TAG : State.QUOTED;
            case BANG -> {
                state = c == '[' ? State.CDATA : State.FORBIDDEN;
                marks = 0;
            }
            case CDATA -> ends(c, ']', 2);
            // The XML declaration before the stream is all that may be here.
            case INSTRUCTION -> ends(c, '?', 1);
            case FORBIDDEN -> {
                // The parser ends the stream as soon as it gets here.
            }
        }
    }

    private void opened(char c) {
        closing = c == '/';
        marks = 0;
        state = switch (c) {
            case '!' -> State.BANG;
            case '?' -> State.INSTRUCTION;
            default -> State.TAG;
        };
    }

    private void tag(char c) {
        if (c == '"' || c == '\'') {
            quote = c;
            attributes++;
            state = State.QUOTED;
        } else if (c == '>') {
            depth += closing ? -1 : slash ? 0 : 1;
            attributes = 0;
            state = State.TEXT;
        }
        slash = c == '/';
    }

    private void ends(char c, char mark, int times) {
        if (c == '>' && marks >= times) {
            state = State.TEXT;
        }
        marks = c == mark ? marks + 1 : 0;
    }

    boolean isText() {
        return state == State.TEXT;
    }
}
