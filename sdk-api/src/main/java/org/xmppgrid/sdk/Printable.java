package org.xmppgrid.sdk;

/** Shows characters that others chose, so that they neither begin a line, nor colour or turn round what is read. */
final class Printable {
    private Printable() {}

    /** A text with the characters that do more than look like something written as their numbers. */
    static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(printable, c));
        return printable.toString();
    }

    /** Appends a character, or its number. */
    static void append(StringBuilder line, int c) {
        if (isPlain(c)) {
            line.appendCodePoint(c);
        } else {
            line.append(String.format("\\u%04X", c));
        }
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
