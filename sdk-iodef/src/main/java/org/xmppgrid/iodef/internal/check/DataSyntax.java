package org.xmppgrid.iodef.internal.check;

import java.util.regex.Pattern;
import org.xmppgrid.iodef.value.IodefTime;

/** What the content of an extension looks like, by the token of its data type (RFC 7970 §2.16). */
final class DataSyntax {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern REAL =
            Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?|-?INF|NaN");

    private DataSyntax() {}

    /** Whether a text is of a type; true for a type that any text is of. */
    static boolean matches(String type, String text) {
        return switch (type) {
            case "boolean" -> text.equals("true") || text.equals("false") || text.equals("1") || text.equals("0");
            case "byte", "file" -> isBase64(text);
            case "bytes", "frame", "packet", "ipv4-packet", "ipv6-packet" -> isHex(text);
            case "character" -> text.codePointCount(0, text.length()) <= 1;
            case "date-time", "ntpstamp" -> IodefTime.of(text).local().isPresent();
            case "integer" -> INTEGER.matcher(text).matches();
            case "portlist" -> Portlist.isWellFormed(text);
            case "real" -> REAL.matcher(text).matches();
            case "url" -> !text.isEmpty() && text.chars().noneMatch(Character::isWhitespace);
            default -> true;
        };
    }

    static String form(String type) {
        return switch (type) {
            case "boolean" -> "true or false";
            case "byte", "file" -> "base64";
            case "bytes", "frame", "packet", "ipv4-packet", "ipv6-packet" -> "pairs of hexadecimal digits";
            case "character" -> "one character";
            case "date-time", "ntpstamp" -> "a date and time";
            case "integer" -> "a whole number";
            case "portlist" -> "port numbers and ranges";
            case "real" -> "a number";
            case "url" -> "a URL without blanks";
            default -> "of its type";
        };
    }

    /** xs:hexBinary allows no white space inside; wrapped lines are read all the same, and so not held against it. */
    static boolean isHex(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.digit(c, 16) >= 0 && c < 128) {
                digits++;
            } else if (!Character.isWhitespace(c)) {
                return false;
            }
        }
        return digits % 2 == 0;
    }

    private static boolean isBase64(String text) {
        int characters = 0;
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=') {
                padding++;
                characters++;
            } else if (c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/')) {
                if (padding > 0) {
                    return false;
                }
                characters++;
            } else if (!Character.isWhitespace(c)) {
                return false;
            }
        }
        return characters % 4 == 0 && padding <= 2;
    }
}
