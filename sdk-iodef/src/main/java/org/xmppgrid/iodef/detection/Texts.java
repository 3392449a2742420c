package org.xmppgrid.iodef.detection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.value.IodefTime;

/** Texts as they are compared. Each way looks at each character a bounded number of times. */
final class Texts {
    /** Digits of a digest in hexadecimal. */
    private static final Map<String, Integer> DIGITS =
            Map.of("md5", 32, "sha1", 40, "ripemd160", 40, "sha224", 56, "sha256", 64, "sha384", 96, "sha512", 128);

    private static final int MAX_DIGEST = 1024;

    private Texts() {}

    /** Without line breaks and the white space around them, for values that have no line breaks of their own. */
    static String unfolded(String text) {
        String stripped = text.strip();
        if (stripped.indexOf('\n') < 0 && stripped.indexOf('\r') < 0) {
            return stripped;
        }
        StringBuilder one = new StringBuilder(stripped.length());
        int at = 0;
        while (at < stripped.length()) {
            int end = at;
            boolean breaks = false;
            while (end < stripped.length() && Character.isWhitespace(stripped.charAt(end))) {
                breaks |= stripped.charAt(end) == '\n' || stripped.charAt(end) == '\r';
                end++;
            }
            if (!breaks) {
                one.append(stripped, at, end);
            }
            if (end < stripped.length()) {
                one.append(stripped.charAt(end++));
            }
            at = end;
        }
        return one.toString();
    }

    static String withoutSpace(String text) {
        StringBuilder dense = new StringBuilder(text.length());
        text.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> dense.append((char) c));
        return dense.toString();
    }

    /** The name at the end of an algorithm's identifier. */
    static @Nullable String algorithm(@Nullable String identifier) {
        if (identifier == null || identifier.isBlank()) {
            return null;
        }
        String stripped = identifier.strip();
        return stripped.substring(stripped.lastIndexOf('#') + 1).toLowerCase(Locale.ROOT);
    }

    /** In lower-case hexadecimal digits if its length tells its form; otherwise as given, on one line. */
    static String digest(@Nullable String algorithm, String text) {
        String given = withoutSpace(text);
        Integer digits = algorithm == null ? null : DIGITS.get(algorithm);
        if (digits == null || given.length() > MAX_DIGEST) {
            return given;
        }
        if (isHex(given, digits)) {
            return given.toLowerCase(Locale.ROOT);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(given);
        } catch (IllegalArgumentException e) {
            return given; // neither form, and not for us to guess
        }
        if (bytes.length * 2 == digits) {
            return HexFormat.of().formatHex(bytes);
        }
        String inner = new String(bytes, StandardCharsets.ISO_8859_1);
        String bare = inner.startsWith("0x") || inner.startsWith("0X") ? inner.substring(2) : inner;
        return isHex(bare, digits) ? bare.toLowerCase(Locale.ROOT) : given;
    }

    private static boolean isHex(String text, int digits) {
        return text.length() == digits && text.chars().allMatch(HexFormat::isHexDigit);
    }

    /** A line of a bulk list. */
    static Observed.ObservedText line(ObservableType type, @Nullable String algorithm, String stripped) {
        String token = type.token();
        if (type.equals(ObservableType.FILE_HASH)) {
            String digest = digest(algorithm, stripped);
            return new Observed.ObservedText(digest, List.of(digest), algorithm, null);
        }
        boolean timed = token.endsWith("-timestamp");
        if (!timed && !token.startsWith("domain-to-") && !token.endsWith("-port")) {
            return new Observed.ObservedText(stripped);
        }
        int last = stripped.lastIndexOf(',');
        if (timed && last > 0) {
            IodefTime time = IodefTime.of(stripped.substring(last + 1));
            if (time.local().isPresent()) {
                String rest = stripped.substring(0, last).strip();
                return new Observed.ObservedText(rest, fields(rest), null, time);
            }
        }
        return new Observed.ObservedText(stripped, fields(stripped), null, null);
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>(3);
        for (String field : line.split(",", -1)) {
            fields.add(field.strip());
        }
        return List.copyOf(fields);
    }
}
