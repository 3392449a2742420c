package org.xmppgrid.iodef;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A protocol over IP, by the number that {@code ip-protocol} of Service wants (RFC 7970 §3.20).
 *
 * @param number as assigned by IANA, 0 to 255
 */
record Protocol(int number) {
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("icmp", 1),
            Map.entry("igmp", 2),
            Map.entry("tcp", 6),
            Map.entry("udp", 17),
            Map.entry("dccp", 33),
            Map.entry("gre", 47),
            Map.entry("esp", 50),
            Map.entry("ah", 51),
            Map.entry("icmpv6", 58),
            Map.entry("ipv6-icmp", 58),
            Map.entry("sctp", 132),
            Map.entry("udplite", 136));
    private static final Set<Integer> WITHOUT_PORTS = Set.of(1, 2, 47, 50, 51, 58);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final int MAX = 255;

    static final Protocol ICMP = new Protocol(1);
    static final Protocol ICMPV6 = new Protocol(58);

    /** By its name, in whatever case, or its number. */
    static Protocol of(String text, String argument) {
        String name = Checks.line(text, argument).toLowerCase(Locale.ROOT);
        Integer number = NUMBERS.get(name);
        if (number == null && NUMBER.matcher(name).matches()) {
            number = Integer.valueOf(name);
        }
        if (number == null || number > MAX) {
            throw Checks.wrong(argument, "tcp, udp, sctp, icmp or another known name, or a number of 0 to 255");
        }
        return new Protocol(number);
    }

    boolean hasPorts() {
        return !WITHOUT_PORTS.contains(number);
    }
}
