package org.xmppgrid.iodef.internal.check;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * What addresses look like, by the token that names their kind (RFC 7970 §3.18.1 and §3.29.3.1). Nothing is looked up:
 * a text is an address when it has the form of one.
 */
final class AddressSyntax {
    /** Longer than any address; a URL has a limit of its own. */
    private static final int MAX_LENGTH = 400;

    private static final int MAX_URI = 100_000;

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV4_MASKED = Pattern.compile("[0-9xX]{1,3}(\\.[0-9xX]{1,3}){3}/[0-9xX]{1,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern MAC = Pattern.compile(
            "[0-9A-Fa-f]{1,2}(([:-])[0-9A-Fa-f]{1,2})(\\2[0-9A-Fa-f]{1,2}){4}((\\2[0-9A-Fa-f]{1,2}){2})?");
    private static final Pattern ASN = Pattern.compile("(?:AS ?)?([0-9]{1,10})(?:\\.([0-9]{1,5}))?");
    private static final Pattern ATOM =
            Pattern.compile("[^\\p{Cntrl} ()<>\\[\\]:;@\\\\,.\"]+(\\.[^\\p{Cntrl} ()<>\\[\\]:;@\\\\,.\"]+)*+");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\\\p{Cntrl}]|\\\\[^\\p{Cntrl}])*+\"");

    private AddressSyntax() {}

    /** Whether a text has the form of its kind; true for a kind that has none that could be told. */
    static boolean matches(String kind, String text) {
        if (!kind.equals("site-uri") && text.length() > MAX_LENGTH) {
            return !isKnown(kind);
        }
        return switch (kind) {
            case "asn" -> isAsn(text);
            case "e-mail" -> isEmail(text);
            case "mac" -> MAC.matcher(text).matches();
            case "ipv4-addr" -> isIpv4(text);
            case "ipv4-net" -> isNet(text, 32, isIpv4(beforeSlash(text)));
            case "ipv4-net-mask" -> isIpv4(beforeSlash(text)) && isIpv4Mask(afterSlash(text));
            case "ipv4-net-masked" -> IPV4_MASKED.matcher(text).matches();
            case "ipv6-addr" -> isIpv6(text);
            case "ipv6-net" -> isNet(text, 128, isIpv6(beforeSlash(text)));
            case "ipv6-net-mask" -> isIpv6(beforeSlash(text)) && isIpv6(afterSlash(text));
            case "ipv6-net-masked" -> isIpv6Masked(text);
            case "site-uri" -> isUri(text);
            default -> true;
        };
    }

    private static boolean isKnown(String kind) {
        return !matches(kind, "");
    }

    /** What the form of a kind is, to be put after "must be". */
    static String form(String kind) {
        return switch (kind) {
            case "asn" -> "a number from 0 to 4294967295";
            case "e-mail" -> "local@domain";
            case "mac" -> "six pairs of hexadecimal digits with colons, aa:bb:cc:dd:ee:ff";
            case "ipv4-addr" -> "four numbers from 0 to 255 with dots, a.b.c.d";
            case "ipv4-net" -> "a.b.c.d/nn with up to 32 bits";
            case "ipv4-net-mask" -> "a.b.c.d/w.x.y.z with a mask of leading ones";
            case "ipv4-net-masked" -> "a.b.c.d/nn with x for the hidden digits";
            case "ipv6-addr" -> "groups of hexadecimal digits with colons (RFC 5952)";
            case "ipv6-net" -> "an IPv6 address, a slash, and up to 128 bits";
            case "ipv6-net-mask" -> "an IPv6 address, a slash, and a mask";
            case "ipv6-net-masked" -> "an IPv6 network with x for the hidden digits";
            case "site-uri" -> "a URI without blanks (RFC 3986)";
            default -> "of its kind";
        };
    }

    static boolean isIpv4(String text) {
        return text.length() <= 15 && IPV4.matcher(text).matches();
    }

    private static boolean isIpv4Mask(String text) {
        if (!isIpv4(text)) {
            return false;
        }
        int mask = 0;
        for (String octet : text.split("\\.")) {
            mask = mask << 8 | Integer.parseInt(octet);
        }
        int zeros = ~mask;
        return (zeros & zeros + 1) == 0; // ones, then zeros
    }

    /** RFC 4291 §2.2 without a zone, which means nothing outside its host. */
    static boolean isIpv6(String text) {
        if (text.length() > 45) {
            return false;
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == 8;
        }
        String left = text.substring(0, gap);
        String right = text.substring(gap + 2);
        int before = left.isEmpty() ? 0 : groups(left, false);
        int after = right.isEmpty() ? 0 : groups(right, true);
        return before >= 0 && after >= 0 && before + after < 8;
    }

    /** How many 16-bit groups a text has; negative when it is none. The last may be an IPv4 address, which counts two. */
    private static int groups(String text, boolean atEnd) {
        String[] groups = text.split(":", -1);
        int count = groups.length;
        for (int i = 0; i < groups.length; i++) {
            if (atEnd && i == groups.length - 1 && isIpv4(groups[i])) {
                count++;
            } else if (!GROUP.matcher(groups[i]).matches()) {
                return -1;
            }
        }
        return count;
    }

    private static boolean isIpv6Masked(String text) {
        String prefix = afterSlash(text);
        return prefix.matches("[0-9xX]{1,3}")
                && isIpv6(beforeSlash(text).replace('x', '0').replace('X', '0'));
    }

    private static boolean isNet(String text, int maxBits, boolean hasAddress) {
        String bits = afterSlash(text);
        return hasAddress && bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= maxBits;
    }

    private static String beforeSlash(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }

    private static String afterSlash(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? "" : text.substring(slash + 1);
    }

    /** RFC 5396: plain, or the two halves with a dot; people write AS before it. */
    private static boolean isAsn(String text) {
        var parts = ASN.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        long high = Long.parseLong(parts.group(1));
        return parts.group(2) == null
                ? high <= 0xFFFF_FFFFL
                : high <= 0xFFFF && Long.parseLong(parts.group(2)) <= 0xFFFF;
    }

    /** RFC 5322 §3.4.1 with the letters of RFC 6531 §3.3. */
    static boolean isEmail(String text) {
        int at = text.lastIndexOf('@');
        if (at <= 0 || text.length() > MAX_LENGTH) {
            return false;
        }
        String local = text.substring(0, at);
        String domain = text.substring(at + 1);
        boolean literal = domain.startsWith("[") && domain.endsWith("]") && domain.length() > 2;
        return (ATOM.matcher(local).matches() || QUOTED.matcher(local).matches())
                && (literal || Texts.isFqdn(domain) || domain.equalsIgnoreCase("localhost"));
    }

    private static boolean isUri(String text) {
        if (text.isEmpty() || text.length() > MAX_URI) {
            return false;
        }
        try {
            new URI(text);
            return true;
        } catch (URISyntaxException e) {
            return false; // said by the rule that asks
        }
    }
}
