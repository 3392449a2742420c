package org.xmppgrid.iodef.internal.codec;

import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.value.IodefTime;

/** What is odd about the text of a value, seen as cheaply as can be where nothing is. */
final class OddValues {
    private static final String USUAL_TIME = "dddd-dd-ddTdd:dd:dd";

    private OddValues() {}

    /** Whether the value types take a space away that is none to XML, and so part of the text. */
    static boolean hasSpaceAround(CharSequence text) {
        int length = text.length();
        return length > 0 && (isOtherSpace(text.charAt(0)) || isOtherSpace(text.charAt(length - 1)));
    }

    private static boolean isOtherSpace(char c) {
        return c > ' ' && Character.isWhitespace(c);
    }

    /** The rule that a time breaks, if any. */
    static @Nullable ReadRule ofTime(CharSequence text) {
        if (isUsual(text)) {
            return null;
        }
        IodefTime time = IodefTime.of(text.toString());
        if (time.instant().isPresent()) {
            return null;
        }
        // A local time without an instant has no zone, or one that is none.
        boolean zone = time.text().matches("(?s).*(Z|[+-][0-9]{2}:[0-9]{2})");
        return time.local().isEmpty() || zone ? ReadRule.TIME_INVALID : ReadRule.TIME_WITHOUT_ZONE;
    }

    /** Whether a text is a time to the second, with a zone and values that every month, day and offset has room for. */
    private static boolean isUsual(CharSequence text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        int zone = from + USUAL_TIME.length();
        if (to != zone + 1 && to != zone + 6) {
            return false;
        }
        for (int i = from; i < zone; i++) {
            char form = USUAL_TIME.charAt(i - from);
            char c = text.charAt(i);
            if (form == 'd' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return between(text, from + 5, 1, 12)
                && between(text, from + 8, 1, 28)
                && between(text, from + 11, 0, 23)
                && between(text, from + 14, 0, 59)
                && between(text, from + 17, 0, 59)
                && isUsualZone(text, zone, to);
    }

    private static boolean isUsualZone(CharSequence text, int from, int to) {
        char sign = text.charAt(from);
        if (sign == 'Z') {
            return to == from + 1;
        }
        return (sign == '+' || sign == '-')
                && to == from + 6
                && text.charAt(from + 3) == ':'
                && between(text, from + 1, 0, 13)
                && between(text, from + 4, 0, 59);
    }

    private static boolean between(CharSequence text, int at, int least, int most) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        int number = tens * 10 + ones;
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 && number >= least && number <= most;
    }
}
