package org.xmppgrid.iodef.internal.check;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.xmppgrid.iodef.value.IodefTime;

/** What a line of a BulkObservableList looks like, by the type of the list (RFC 7970 §3.29.3.1). */
final class BulkSyntax {
    /** Longer than any line of values that means something. */
    private static final int MAX_LINE = 1_000;

    private static final Pattern PROTOCOL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._+-]*");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern HASH = Pattern.compile("[0-9A-Za-z+/=:._,$-]{8,}");

    private BulkSyntax() {}

    /** Whether a line is of a type; true for a type that has no form that could be told. */
    static boolean matches(String type, String line) {
        return switch (type) {
            case "domain-name" -> isName(line);
            case "domain-to-ipv4" -> isTuple(line, 2, "ipv4-addr");
            case "domain-to-ipv6" -> isTuple(line, 2, "ipv6-addr");
            case "domain-to-ipv4-timestamp" -> isTuple(line, 3, "ipv4-addr");
            case "domain-to-ipv6-timestamp" -> isTuple(line, 3, "ipv6-addr");
            case "ipv4-port" -> isService(line, "ipv4-addr");
            case "ipv6-port" -> isService(line, "ipv6-addr");
            case "file-hash" -> HASH.matcher(line).matches();
            default -> AddressSyntax.matches(type, line);
        };
    }

    static String form(String type) {
        return switch (type) {
            case "domain-name" -> "a domain name";
            case "domain-to-ipv4", "domain-to-ipv6" -> "a domain name and an address with a comma between";
            case "domain-to-ipv4-timestamp", "domain-to-ipv6-timestamp" ->
                "a domain name, an address and a date and time with commas between";
            case "ipv4-port", "ipv6-port" -> "an address, a port and a protocol such as TCP with commas between";
            case "file-hash" -> "a hash";
            default -> AddressSyntax.form(type);
        };
    }

    /** A name or part of one: one label is enough. */
    private static boolean isName(String text) {
        return Texts.isFqdn(text) || Texts.isFqdn("a." + text);
    }

    private static boolean isTuple(String line, int parts, String address) {
        List<String> values = values(line);
        return values.size() == parts
                && isName(values.get(0))
                && AddressSyntax.matches(address, values.get(1))
                && (parts < 3 || IodefTime.of(values.get(2)).local().isPresent());
    }

    private static boolean isService(String line, String address) {
        List<String> values = values(line);
        return values.size() == 3
                && AddressSyntax.matches(address, values.get(0))
                && PORT.matcher(values.get(1)).matches()
                && Integer.parseInt(values.get(1)) <= 65_535
                && PROTOCOL.matcher(values.get(2)).matches();
    }

    private static List<String> values(String line) {
        return line.length() > MAX_LINE
                ? List.of()
                : Stream.of(line.split(",", -1)).map(String::strip).toList();
    }
}
