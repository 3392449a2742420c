package org.xmppgrid.sdk;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a platform, controller or broker: {@code local@domain/resource}, of which only the domain is always
 * there (RFC 7622). Parsed and normalised once: two addresses that mean the same are equal.
 *
 * <p>Normalised is: the local part and the domain in lower case and in Unicode's normal form, the resource in its normal
 * form only.
 */
public final class GridAddress {
    /** The longest part of an address, in bytes of UTF-8 (RFC 7622 §3). */
    public static final int MAX_PART_BYTES = 1023;

    /** An IPv6 address has several colons, and brackets (RFC 7622 §3.2). */
    private static final Pattern PORT = Pattern.compile("^[^:]*:[^:]*$|\\]:");

    private static final String NOT_IN_LOCAL = "\"&'/:<>@";

    private final @Nullable String local;
    private final String domain;
    private final @Nullable String resource;
    private final String text;

    private GridAddress(@Nullable String local, String domain, @Nullable String resource) {
        this.local = local;
        this.domain = domain;
        this.resource = resource;
        String bare = local == null ? domain : local + '@' + domain;
        this.text = resource == null ? bare : bare + '/' + resource;
    }

    /**
     * Parses an address.
     *
     * @param text for example {@code sensor@grid.example}, {@code broker.grid.example} or
     *     {@code sensor@grid.example/site-1}
     * @return the address
     * @throws IllegalArgumentException if the text is not an address; the message says which part is wrong
     */
    public static GridAddress of(String text) {
        XmlText.require("address", Objects.requireNonNull(text, "address"));
        int slash = text.indexOf('/');
        String resource = slash < 0 ? null : text.substring(slash + 1);
        String bare = slash < 0 ? text : text.substring(0, slash);
        int at = bare.indexOf('@');
        String local = at < 0 ? null : bare.substring(0, at);
        String domain = at < 0 ? bare : bare.substring(at + 1);
        return new GridAddress(
                local == null ? null : local(local, text), domain(domain, text), resource(resource, text));
    }

    /**
     * The part before the {@code @}: the account's name.
     *
     * @return the local part, or empty for the address of a controller or broker
     */
    public Optional<String> local() {
        return Optional.ofNullable(local);
    }

    /**
     * The domain.
     *
     * @return the domain, in lower case
     */
    public String domain() {
        return domain;
    }

    /**
     * The part after the {@code /}: which of an account's connections this is.
     *
     * @return the resource, or empty
     */
    public Optional<String> resource() {
        return Optional.ofNullable(resource);
    }

    /**
     * This address without its resource.
     *
     * @return the bare address
     */
    public GridAddress bare() {
        return resource == null ? this : new GridAddress(local, domain, null);
    }

    /**
     * This address with another resource.
     *
     * @param resource the resource
     * @return the full address
     * @throws IllegalArgumentException if the resource is empty or too long
     */
    public GridAddress withResource(String resource) {
        return new GridAddress(local, domain, resource(resource, this + "/" + resource));
    }

    /**
     * Whether this address belongs to a domain: to exactly that one, not to one beneath it.
     *
     * @param domain a domain, for example {@code csirt.example}
     * @return true if the domains are the same
     */
    public boolean isIn(String domain) {
        return this.domain.equals(of(domain).domain);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GridAddress address && text.equals(address.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The address as it is written. */
    @Override
    public String toString() {
        return text;
    }

    private static String local(String part, String text) {
        String local = Normalizer.normalize(part, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        local.chars()
                .filter(c -> c <= ' ' || c == 0x7F || NOT_IN_LOCAL.indexOf(c) >= 0)
                .findFirst()
                .ifPresent(c -> {
                    throw wrong(text, "the part before the @ has a character that is not allowed there");
                });
        return bounded(local, "the part before the @", text);
    }

    private static String domain(String part, String text) {
        String domain = Normalizer.normalize(part, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        if (domain.endsWith(".")) {
            domain = domain.substring(0, domain.length() - 1);
        }
        if (domain.chars().anyMatch(c -> c <= ' ' || c == 0x7F || "\"&'/<>@".indexOf(c) >= 0)) {
            throw wrong(text, "the domain has a character that is not allowed there");
        }
        if (PORT.matcher(domain).find()) {
            throw wrong(text, "a port is no part of an address but goes to endpoint(host, port)");
        }
        return bounded(domain, "the domain", text);
    }

    private static @Nullable String resource(@Nullable String part, String text) {
        if (part == null) {
            return null;
        }
        if (part.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            throw wrong(text, "the resource has a control character");
        }
        return bounded(Normalizer.normalize(part, Normalizer.Form.NFC), "the resource", text);
    }

    private static String bounded(String part, String name, String text) {
        if (part.isEmpty()) {
            throw wrong(text, name + " is empty");
        }
        if (part.getBytes(StandardCharsets.UTF_8).length > MAX_PART_BYTES) {
            throw wrong(text.substring(0, 40) + "…", name + " is longer than " + MAX_PART_BYTES + " bytes");
        }
        return part;
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("'" + text + "' is not a grid address: " + why
                + "; write it as user@domain, for example sensor@grid.example");
    }
}
