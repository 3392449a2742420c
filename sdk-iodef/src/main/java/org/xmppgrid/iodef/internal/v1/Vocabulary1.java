package org.xmppgrid.iodef.internal.v1;

import java.util.Map;

/** What has another name in version 2, as tables. Keys with a slash are a class of version 2 and what it has. */
final class Vocabulary1 {
    /** Attributes of one class; {@code lang} becomes {@code xml:lang} wherever version 2 has that. RFC 7970 §4.4. */
    static final Map<String, String> ATTRIBUTES = Map.of(
            "IODEF-Document/formatid", "format-id",
            "Service/ip_protocol", "ip-protocol",
            "Counter/type", "unit",
            "Counter/ext-type", "ext-unit");

    /** Attributes whose default differs: that of version 1 must be written. RFC 5070 §3.16.2, RFC 7970 §3.18.1. */
    static final Map<String, Map<String, String>> DEFAULTS = Map.of("Address", Map.of("category", "ipv4-addr"));

    /** Tokens that version 2 has no longer, by attribute; each becomes {@code ext-value} with itself beside it. */
    static final Map<String, String> REMOVED_TOKENS = Map.of("Address/category", "ipv6-net-mask");

    /** What a token of Impact@type becomes: a class of impact and its type. RFC 5070 §3.10.1, RFC 7970 §3.12. */
    static final Map<String, Impact> IMPACTS = Map.ofEntries(
            Map.entry("admin", new Impact("SystemImpact", "takeover-system")),
            Map.entry("user", new Impact("SystemImpact", "takeover-account")),
            Map.entry("dos", new Impact("SystemImpact", "availability-service")),
            Map.entry("file", new Impact("SystemImpact", "integrity-data")),
            Map.entry("info-leak", new Impact("SystemImpact", "breach-proprietary")),
            Map.entry("extortion", new Impact("BusinessImpact", "extortion")),
            Map.entry("misconfiguration", new Impact("SystemImpact", "ext-value")),
            Map.entry("recon", new Impact("SystemImpact", "ext-value")),
            Map.entry("social-engineering", new Impact("SystemImpact", "ext-value")),
            Map.entry("policy", new Impact("SystemImpact", "policy")),
            Map.entry("unknown", new Impact("SystemImpact", "unknown")),
            Map.entry("ext-value", new Impact("SystemImpact", "ext-value")));

    /** Classes whose text moves into a child, with what else their name says. RFC 7970 §3.9. */
    static final Map<String, Means> MEANS = Map.of(
            "Email", new Means("Email", "EmailTo", Map.of()),
            "Telephone", new Means("Telephone", "TelephoneNumber", Map.of()),
            "Fax", new Means("Telephone", "TelephoneNumber", Map.of("type", "fax")),
            "PostalAddress", new Means("PostalAddress", "PAddress", Map.of()));

    private Vocabulary1() {}

    /** A class of impact and its type. */
    record Impact(String element, String type) {}

    /** A class for a means of contact, the child that holds what the class itself held, and attributes to set. */
    record Means(String element, String child, Map<String, String> attributes) {}
}
