package org.xmppgrid.smack.internal.xmpp;

/** What another end says in words, made fit to stand in a message: short, on one line, and nothing that moves a cursor. */
public final class Quoted {
    private static final int MAX_CHARS = 200;

    private Quoted() {}

    /** At most {@value #MAX_CHARS} characters of it. */
    public static String of(String said) {
        return of(said, MAX_CHARS);
    }

    /** At most so many characters of it. */
    public static String of(String said, int maxChars) {
        StringBuilder shown = new StringBuilder();
        said.codePoints().limit(maxChars * 4L).map(c -> isShown(c) ? c : ' ').forEach(shown::appendCodePoint);
        String line = shown.toString().strip().replaceAll(" {2,}", " ");
        return line.length() <= maxChars
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, maxChars) - 1)) + "…";
    }

    /** Neither controls nor what turns the direction of writing, which can make a line read as another one. */
    private static boolean isShown(int c) {
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
