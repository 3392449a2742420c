package org.xmppgrid.smack.internal.wire;

import java.nio.CharBuffer;
import java.text.Normalizer;
import java.util.Arrays;
import org.xmppgrid.sdk.Reason;

/**
 * SASLprep (RFC 4013), the form in which user names and passwords are compared, for stored strings (RFC 5802 §2.2): code
 * points that are not assigned are prohibited. "Assigned" is what this Java runtime knows rather than Unicode 3.2, so
 * that a password is not refused for being younger than 2002.
 */
final class SaslPrep {
    private SaslPrep() {}

    /**
     * Prepares a string.
     *
     * @param text what a person typed
     * @return the prepared characters, which the caller may overwrite
     * @throws IllegalArgumentException if a character is prohibited; the message says of what kind, never which one
     */
    static char[] prepare(char[] text) {
        if (isPrintableAscii(text)) {
            return text.clone();
        }
        char[] mapped = mapped(text);
        char[] normal = Normalizer.normalize(CharBuffer.wrap(mapped), Normalizer.Form.NFKC)
                .toCharArray();
        Arrays.fill(mapped, '\0');
        try {
            checkCharacters(normal);
            checkDirections(normal);
        } catch (IllegalArgumentException e) {
            Arrays.fill(normal, '\0');
            throw e;
        }
        return normal;
    }

    /**
     * Prepares what a login can't do without.
     *
     * @param what what it is, in words
     * @param text what a person typed
     * @return the prepared characters, which the caller may overwrite
     * @throws SaslFaultException if a character is prohibited, or nothing is left
     */
    static char[] required(String what, char[] text) throws SaslFaultException {
        char[] prepared;
        try {
            prepared = prepare(text);
        } catch (IllegalArgumentException e) {
            throw new SaslFaultException(
                    Reason.CREDENTIALS_REFUSED, "was not asked: the " + what + " can't be used, " + e.getMessage());
        }
        if (prepared.length == 0) {
            throw new SaslFaultException(Reason.CREDENTIALS_REFUSED, "was not asked: the " + what + " is empty");
        }
        return prepared;
    }

    private static boolean isPrintableAscii(char[] text) {
        for (char c : text) {
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** RFC 4013 §2.1: other spaces become a space, and what is "commonly mapped to nothing" goes. */
    private static char[] mapped(char[] text) {
        char[] mapped = new char[text.length];
        int length = 0;
        for (char c : text) {
            if (isOtherSpace(c)) {
                mapped[length++] = ' ';
            } else if (!isMappedToNothing(c)) {
                mapped[length++] = c;
            }
        }
        char[] exact = Arrays.copyOf(mapped, length);
        Arrays.fill(mapped, '\0');
        return exact;
    }

    /** RFC 3454 table C.1.2, where U+200B also stands. */
    private static boolean isOtherSpace(char c) {
        return c == 0x00A0 || c == 0x1680 || c >= 0x2000 && c <= 0x200B || c == 0x202F || c == 0x205F || c == 0x3000;
    }

    /** RFC 3454 table B.1. */
    private static boolean isMappedToNothing(char c) {
        return c == 0x00AD
                || c == 0x034F
                || c == 0x1806
                || c >= 0x180B && c <= 0x180D
                || c == 0x200C
                || c == 0x200D
                || c == 0x2060
                || c >= 0xFE00 && c <= 0xFE0F
                || c == 0xFEFF;
    }

    private static void checkCharacters(char[] text) {
        for (int i = 0; i < text.length; i += Character.charCount(Character.codePointAt(text, i))) {
            int c = Character.codePointAt(text, i);
            String kind = prohibited(c);
            if (!kind.isEmpty()) {
                throw new IllegalArgumentException("it has " + kind + ", which RFC 4013 §2.3 prohibits");
            }
        }
    }

    /** RFC 4013 §2.3 and §2.5: of which prohibited kind a character is, empty if of none. */
    private static String prohibited(int c) {
        if ((c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF) {
            return "a non-character";
        }
        if (c == 0x0340 || c == 0x0341 || c == 0x200E || c == 0x200F || c >= 0x202A && c <= 0x202E) {
            return "a character that changes the display";
        }
        if (c >= 0x206A && c <= 0x206F || c >= 0x2061 && c <= 0x2063 || c == 0x06DD || c == 0x070F || c == 0x180E) {
            return "a control character";
        }
        if (c >= 0x1D173 && c <= 0x1D17A || c == 0x2028 || c == 0x2029) {
            return "a control character";
        }
        if (c >= 0xFFF9 && c <= 0xFFFD || c >= 0x2FF0 && c <= 0x2FFB || c >= 0xE0000 && c <= 0xE007F) {
            return "a character that is not for plain text";
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL -> "a control character";
            case Character.PRIVATE_USE -> "a private-use character";
            case Character.SURROGATE -> "half of a surrogate pair";
            case Character.UNASSIGNED -> "a code point without a character";
            default -> "";
        };
    }

    /** RFC 3454 §6: right-to-left text has nothing of the other direction, and begins and ends with its own. */
    private static void checkDirections(char[] text) {
        boolean rightToLeft = false;
        boolean leftToRight = false;
        for (int i = 0; i < text.length; i += Character.charCount(Character.codePointAt(text, i))) {
            int c = Character.codePointAt(text, i);
            rightToLeft |= isRightToLeft(c);
            leftToRight |= Character.getDirectionality(c) == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
        }
        if (rightToLeft
                && (leftToRight
                        || !isRightToLeft(Character.codePointAt(text, 0))
                        || !isRightToLeft(Character.codePointBefore(text, text.length)))) {
            throw new IllegalArgumentException(
                    "it mixes the directions of writing in a way that RFC 3454 §6 prohibits");
        }
    }

    private static boolean isRightToLeft(int c) {
        byte direction = Character.getDirectionality(c);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
