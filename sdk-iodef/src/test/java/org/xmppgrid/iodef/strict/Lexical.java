package org.xmppgrid.iodef.strict;

import java.util.List;
import java.util.stream.Stream;

/** Values of the types of the schemas, in their odd but legal spellings; the first is the plainest. */
final class Lexical {
    /** Pieces of texts that have broken programs: markup, white space, and characters that are not what they seem. */
    static final List<String> PIECES = List.of(
            "a",
            "",
            " ",
            "\n",
            "\t",
            "\r",
            "\r\n",
            "]]>",
            "&",
            "<",
            "\"",
            "'",
            "&amp;",
            "&#x0;",
            "<!-- b -->",
            "<![CDATA[",
            "<?c d?>",
            "<!DOCTYPE e>",
            "\uD83D\uDE00",
            "\uDBFF\uDFFD",
            "\u202E\u05D0",
            "e\u0301",
            "\u00E9",
            "\u00A0",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\uFFFD",
            "\uE000",
            "\u007F",
            "x:y",
            "ds:f",
            "ext-value",
            "null",
            "  two  blanks  ",
            "\\u0041%s${x}",
            "\u4E00".repeat(1400));

    private static final List<String> DATE_TIMES = List.of(
            "2015-07-18T09:00:00Z",
            "2015-07-18T09:00:00-05:00",
            "2024-02-29T24:00:00Z",
            "2024-02-29T10:00:00",
            "2024-02-29T10:00:00.123456789012345+14:00",
            "2024-02-29T10:00:00.0-14:00",
            "12024-02-29T10:00:00Z",
            "-0044-03-15T12:00:00Z",
            "0001-01-01T00:00:00-00:00",
            "9999-12-31T23:59:59.999Z",
            "1969-12-31T23:59:59+05:45");
    private static final List<String> INTEGERS =
            List.of("0", "80", "-0", "+7", "007", "65536", "-12345678901234567890123", "99999999999999999999");
    private static final List<String> POSITIVE_FLOATS =
            List.of("1", "5.0", "+1.50", ".5", "5.", "1e3", "1E-3", "0001.2500", "INF", "3.4028235E38", "1e-40");
    private static final List<String> OTHER_FLOATS = List.of("0", "-0", "-1.5e-7", "-INF", "NaN", "0.000");
    private static final List<String> BINARIES = List.of("AA==", "", "AAAA", "AA AA", "+/+/", "QUJD RA==");
    private static final List<String> URIS = List.of(
            "http://www.example.com/",
            "",
            "urn:x:y",
            "../a?b=c&d=e#f",
            "http://\u4F8B.example/\u00FC",
            "mailto:csirt@example.com",
            "http://[2001:db8::1]:8080/%20");
    private static final List<String> LANGUAGES = List.of("en", "de-CH", "x-klingon", "zh-Hant-TW");
    private static final List<String> NAMES = List.of("CVE-2014-0001", "_a.b", "\u00DC-1", "n\u0301");
    private static final List<String> PORT_LISTS = List.of("1", "1-5,7", "0001,65535-65536", "22,23,24-25");
    private static final List<String> ZONES = List.of("Z", "+14:59", "-00:00", "-05:00");

    private Lexical() {}

    /** Values of a type; none for a string, which can be anything. */
    static List<String> samples(Grammar.Text type) {
        if (!type.tokens().isEmpty()) {
            return type.tokens();
        }
        return switch (type.base()) {
            case "string" ->
                switch (type.name()) {
                    case "PortlistType" -> PORT_LISTS;
                    case "TimezoneType" -> ZONES;
                    default -> List.of();
                };
            case "dateTime" -> DATE_TIMES;
            case "integer" -> INTEGERS;
            case "float" -> type.name().isEmpty() ? join(POSITIVE_FLOATS, OTHER_FLOATS) : POSITIVE_FLOATS;
            case "base64Binary" -> BINARIES;
            case "anyURI" -> URIS;
            case "language" -> LANGUAGES;
            case "NCName" -> NAMES;
            default -> throw new IllegalArgumentException("No values for " + type);
        };
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
