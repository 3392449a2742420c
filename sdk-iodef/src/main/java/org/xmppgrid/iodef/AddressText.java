package org.xmppgrid.iodef;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.xmppgrid.iodef.model.Address;
import org.xmppgrid.iodef.value.AddressCategory;

/** How the categories of Address are written (RFC 7970 §3.18.1), and which of them a text is. Nothing is looked up. */
final class AddressText {
    private static final Pattern BYTE = Pattern.compile("25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9]");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern MAC =
            Pattern.compile("[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\\1[0-9A-Fa-f]{2}){4}");
    private static final Pattern AS_NUMBER = Pattern.compile("(?i:AS)?[0-9]{1,10}");
    private static final Pattern AS_PREFIX = Pattern.compile("^(?i:AS)");
    private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final int GROUPS = 8;

    private static final Map<AddressCategory, Predicate<String>> SYNTAX = Map.of(
            AddressCategory.IPV4_ADDR,
            AddressText::isIpv4,
            AddressCategory.IPV6_ADDR,
            AddressText::isIpv6,
            AddressCategory.IPV4_NET,
            text -> isNet(text, 32, AddressText::isIpv4),
            AddressCategory.IPV6_NET,
            text -> isNet(text, 128, AddressText::isIpv6),
            AddressCategory.IPV4_NET_MASK,
            AddressText::isMasked,
            AddressCategory.MAC,
            text -> MAC.matcher(text).matches(),
            AddressCategory.E_MAIL,
            Checks::isEmail,
            AddressCategory.ASN,
            text -> AS_NUMBER.matcher(text).matches());

    /** Those that a text can be told by. A bare number may be anything, so an AS number needs its prefix here. */
    private static final List<AddressCategory> TOLD_APART = List.of(
            AddressCategory.IPV4_ADDR,
            AddressCategory.MAC,
            AddressCategory.IPV6_ADDR,
            AddressCategory.IPV4_NET,
            AddressCategory.IPV6_NET,
            AddressCategory.IPV4_NET_MASK,
            AddressCategory.E_MAIL);

    private AddressText() {}

    static Optional<AddressCategory> categoryOf(String text) {
        if (text.contains("://") && Checks.isUrl(text)) {
            return Optional.of(AddressCategory.SITE_URI);
        }
        if (text.toUpperCase(Locale.ROOT).startsWith("AS")
                && AS_NUMBER.matcher(text).matches()) {
            return Optional.of(AddressCategory.ASN);
        }
        return TOLD_APART.stream()
                .filter(category -> SYNTAX.get(category).test(text))
                .findFirst();
    }

    static boolean fits(AddressCategory category, String text) {
        return SYNTAX.getOrDefault(category, any -> true).test(text);
    }

    static Address address(AddressCategory category, String text) {
        Address.Builder<Void> address = Address.builder();
        Checks.open(category, AddressCategory.EXT_VALUE, "category", address::withCategory, address::withExtCategory);
        return address.withValue(asTheRfcWritesIt(category, text)).build();
    }

    /** RFC 7970 §3.18.1: a MAC address has colons; an AS number is a number. */
    private static String asTheRfcWritesIt(AddressCategory category, String text) {
        if (category.equals(AddressCategory.MAC)) {
            return text.replace('-', ':');
        }
        if (category.equals(AddressCategory.ASN)) {
            return AS_PREFIX.matcher(text).replaceFirst("");
        }
        return text;
    }

    private static boolean isIpv4(String text) {
        String[] bytes = text.split("\\.", -1);
        if (bytes.length != 4) {
            return false;
        }
        for (String each : bytes) {
            if (!BYTE.matcher(each).matches()) {
                return false;
            }
        }
        return true;
    }

    /** RFC 4291 §2.2, without a zone: that means something on one host only. */
    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == GROUPS;
        }
        String head = text.substring(0, gap);
        String tail = text.substring(gap + 2);
        int before = head.isEmpty() ? 0 : groups(head, false);
        int after = tail.isEmpty() ? 0 : groups(tail, true);
        return before >= 0 && after >= 0 && before + after < GROUPS;
    }

    /** How many groups of 16 bits; -1 if one is none. */
    private static int groups(String text, boolean mayEndInIpv4) {
        String[] parts = text.split(":", -1);
        if (parts.length > GROUPS) {
            return -1;
        }
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            if (GROUP.matcher(parts[i]).matches()) {
                count++;
            } else if (mayEndInIpv4 && i == parts.length - 1 && isIpv4(parts[i])) {
                count += 2;
            } else {
                return -1;
            }
        }
        return count;
    }

    private static boolean isNet(String text, int bits, Predicate<String> isAddress) {
        int slash = text.indexOf('/');
        return slash > 0
                && isAddress.test(text.substring(0, slash))
                && PREFIX.matcher(text.substring(slash + 1)).matches()
                && Integer.parseInt(text.substring(slash + 1)) <= bits;
    }

    private static boolean isMasked(String text) {
        int slash = text.indexOf('/');
        return slash > 0 && isIpv4(text.substring(0, slash)) && isIpv4(text.substring(slash + 1));
    }
}
