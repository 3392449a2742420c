package org.xmppgrid.iodef;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.value.IodefTime;
import org.xmppgrid.iodef.value.OpenToken;

/** What every shortcut asks of its arguments. The messages name the argument and what it should be, never what it was. */
final class Checks {
    static final int MAX_PORT = 65_535;

    private static final int MAX_DOMAIN_LENGTH = 253;
    private static final int MAX_EMAIL_LENGTH = 320;
    private static final Pattern LABEL =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_-]{0,61}[\\p{L}\\p{M}\\p{N}_])?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\S+");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*");
    private static final Pattern XML_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]*");

    private Checks() {}

    static <T> T given(@Nullable T value, String argument) {
        return Objects.requireNonNull(value, argument);
    }

    static String text(String value, String argument) {
        given(value, argument);
        if (value.isBlank()) {
            throw wrong(argument, "some text, not a blank one");
        }
        if (!value.codePoints().allMatch(Checks::isXml)) {
            throw wrong(argument, "characters that XML 1.0 can hold: no control characters, no lone surrogates");
        }
        return value;
    }

    /** Text without white space around it, on one line. */
    static String line(String value, String argument) {
        String line = text(value, argument).strip();
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw wrong(argument, "one line");
        }
        return line;
    }

    static String domain(String value, String argument) {
        String name = line(value, argument);
        if (!isDomain(name)) {
            throw wrong(argument, "a domain name such as host.example.com");
        }
        return name;
    }

    /** RFC 7970 §3.4: the name of a CSIRT MUST be its fully qualified domain name. */
    static String csirt(String value, String argument) {
        String name = domain(value, argument);
        if (name.indexOf('.') < 0) {
            throw wrong(
                    argument,
                    "the fully qualified domain name of the CSIRT, such as csirt.example.com (RFC 7970 §3.4)");
        }
        return name;
    }

    static boolean isDomain(String name) {
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (bare.isEmpty() || bare.length() > MAX_DOMAIN_LENGTH) {
            return false;
        }
        String[] labels = bare.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        // What ends in digits is an address gone wrong: no top-level domain does.
        return !DIGITS.matcher(labels[labels.length - 1]).matches();
    }

    static String email(String value, String argument) {
        String address = line(value, argument);
        if (!isEmail(address)) {
            throw wrong(argument, "an e-mail address such as contact@csirt.example.com");
        }
        return address;
    }

    static boolean isEmail(String text) {
        return text.length() <= MAX_EMAIL_LENGTH && EMAIL.matcher(text).matches();
    }

    /** A URL as attackers write them: with a scheme, but not held to every rule of RFC 3986. */
    static boolean isUrl(String text) {
        return URL.matcher(text).matches();
    }

    /** A URL that a reader follows, and that the schema holds to xs:anyURI. */
    static String url(String value, String argument) {
        String url = line(value, argument);
        if (!isAbsolute(url)) {
            throw wrong(argument, "an absolute URL such as https://example.com/advisory (RFC 3986)");
        }
        return url;
    }

    private static boolean isAbsolute(String url) {
        try {
            return new URI(url).isAbsolute();
        } catch (URISyntaxException e) {
            return false; // its message would repeat the text
        }
    }

    static String language(String value, String argument) {
        String tag = line(value, argument);
        if (!LANGUAGE.matcher(tag).matches()) {
            throw wrong(argument, "a language tag such as en or de-CH (RFC 5646)");
        }
        return tag;
    }

    /** The schema of RFC 7970 makes it an xs:ID. */
    static String xmlName(String value, String argument) {
        String name = line(value, argument);
        if (!XML_NAME.matcher(name).matches()) {
            throw wrong(
                    argument,
                    "a letter or _ first, then letters, digits, '.', '-' or '_', because the schema of RFC 7970 makes it"
                            + " an xs:ID");
        }
        return name;
    }

    static IodefTime time(IodefTime value, String argument) {
        given(value, argument);
        if (value.local().isEmpty()) {
            throw wrong(argument, "an xs:dateTime such as 2025-07-18T09:00:00Z");
        }
        return value;
    }

    static int port(int value, String argument) {
        return inRange(value, MAX_PORT, argument);
    }

    static int inRange(int value, int max, String argument) {
        if (value < 0 || value > max) {
            throw wrong(argument, "0 to " + max);
        }
        return value;
    }

    /**
     * Sets an attribute and, where RFC 7970 does not list its token, the companion that carries it (§5.1.1).
     *
     * @param extValue what stands in the attribute then
     */
    static <T extends OpenToken> void open(
            T value, T extValue, String argument, Consumer<T> attribute, Consumer<String> companion) {
        if (open(value, extValue, argument).isKnown()) {
            attribute.accept(value);
        } else {
            attribute.accept(extValue);
            companion.accept(value.token());
        }
    }

    /** What {@link #open(OpenToken, OpenToken, String, Consumer, Consumer)} asks of a token, for those kept until later. */
    static <T extends OpenToken> T open(T value, T extValue, String argument) {
        given(value, argument);
        if (value.equals(extValue)) {
            throw wrong(argument, "the token itself, by of(\"…\"); ext-value is written for it where it is needed");
        }
        text(value.token(), argument);
        return value;
    }

    /** For the lists that have no way to be extended. */
    static <T extends OpenToken> T listed(T value, String argument) {
        given(value, argument);
        if (!value.isKnown()) {
            throw wrong(argument, "one of the constants: RFC 7970 has no way to extend this list");
        }
        return value;
    }

    static IllegalArgumentException wrong(String argument, String expected) {
        return new IllegalArgumentException(argument + ": expected " + expected);
    }

    /** XML 1.0 §2.2. */
    private static boolean isXml(int c) {
        return c >= 0x20
                ? c <= 0xD7FF || c >= 0xE000 && c != 0xFFFE && c != 0xFFFF
                : c == '\t' || c == '\n' || c == '\r';
    }
}
