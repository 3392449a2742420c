package org.xmppgrid.iodef.internal.json;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Strings and numbers of JSON: the types are told apart when writing and taken for each other when reading. */
final class Scalars {
    private static final int MAX_DIGITS = 1000;
    private static final Pattern JSON_NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");
    /** What XML Schema has beyond that: a plus, leading zeros, nothing on one side of the point. */
    private static final Pattern XML_NUMBER =
            Pattern.compile("([+-]?)0*+([0-9]*+)(?:\\.([0-9]*+))?([eE][+-]?[0-9]++)?");

    private Scalars() {}

    /** The text as JSON writes a number, with the same digits if that is possible; null if it is no number. */
    static @Nullable String digits(String text) {
        if (text.length() > MAX_DIGITS) {
            return null;
        }
        if (JSON_NUMBER.matcher(text).matches()) {
            return text;
        }
        Matcher parts = XML_NUMBER.matcher(text);
        if (!parts.matches() || text.chars().noneMatch(c -> c >= '0' && c <= '9') || startsWithExponent(text)) {
            return null;
        }
        String whole = parts.group(2).isEmpty() ? "0" : parts.group(2);
        String fraction = parts.group(3) == null || parts.group(3).isEmpty() ? "" : "." + parts.group(3);
        String exponent = parts.group(4) == null ? "" : parts.group(4);
        return (parts.group(1).equals("-") ? "-" : "") + whole + fraction + exponent;
    }

    /** Nothing but an exponent is no number, although all that stands before it may be absent in the pattern. */
    private static boolean startsWithExponent(String text) {
        return text.matches("[+-]?\\.?[eE].*");
    }

    /** The string; null, and reported, if there is none. */
    static @Nullable String text(JsonValue json, Reading reading) {
        if (json instanceof JsonValue.Text text) {
            return text.text();
        }
        String other = lexical(json);
        if (other == null) {
            reading.notKept("This is not the string that stands here; it was left out. Send a string.");
        } else {
            reading.oddType("A string stands here in RFC 8727; the value was taken as its text. Send a string.");
        }
        return other;
    }

    /** The digits, or the text that stands in their place; null, and reported, if there is neither. */
    static @Nullable String number(JsonValue json, Reading reading) {
        if (json instanceof JsonValue.Digits digits) {
            return digits.text();
        }
        String other = lexical(json);
        if (other == null) {
            reading.notKept("This is not the number that stands here; it was left out. Send a number.");
        } else {
            reading.oddType("A number stands here in RFC 8727; the text was kept. Send a number.");
        }
        return other;
    }

    private static @Nullable String lexical(JsonValue json) {
        if (json instanceof JsonValue.Text text) {
            return text.text();
        }
        if (json instanceof JsonValue.Digits digits) {
            return digits.text();
        }
        return json instanceof JsonValue.Truth truth ? truth.text() : null;
    }
}
