package org.xmppgrid.testkit.internal.embedded;

import java.util.Locale;

/**
 * An XMPP address (RFC 7622): a part that is absent is empty. Local and domain part are folded to lower case, which is
 * as much of PRECIS as test accounts need.
 *
 * @param local the account, or empty for a server's address
 * @param domain the domain, never empty
 * @param resource the resource, or empty for a bare address
 */
public record Jid(String local, String domain, String resource) {

    private static final int MAX_PART = 1023;

    /** Checks the lengths of the parts (RFC 7622 §3). */
    public Jid {
        if (domain.isEmpty()
                || domain.length() > MAX_PART
                || local.length() > MAX_PART
                || resource.length() > MAX_PART) {
            throw new IllegalArgumentException("not an XMPP address: " + local + "@" + domain + "/" + resource);
        }
    }

    /**
     * Reads an address.
     *
     * @param text {@code domain}, {@code local@domain} or {@code local@domain/resource}
     * @return the address
     * @throws IllegalArgumentException if it isn't one
     */
    public static Jid parse(String text) {
        int slash = text.indexOf('/');
        String bare = slash < 0 ? text : text.substring(0, slash);
        String resource = slash < 0 ? "" : text.substring(slash + 1);
        int at = bare.indexOf('@');
        String local = at < 0 ? "" : bare.substring(0, at);
        String domain = bare.substring(at + 1);
        if (at == 0 || slash >= 0 && resource.isEmpty() || !isDomain(domain) || !isLocal(local)) {
            throw new IllegalArgumentException("not an XMPP address: " + text);
        }
        return new Jid(local.toLowerCase(Locale.ROOT), domain.toLowerCase(Locale.ROOT), resource);
    }

    private static boolean isLocal(String text) {
        // RFC 7622 §3.3.1
        return text.chars().noneMatch(c -> c <= ' ' || "\"&'/:<>@".indexOf(c) >= 0);
    }

    private static boolean isDomain(String text) {
        return !text.isEmpty() && text.chars().noneMatch(c -> c <= ' ' || "\"&'<>@".indexOf(c) >= 0);
    }

    /**
     * This address without its resource.
     *
     * @return the bare address
     */
    public Jid bare() {
        return resource.isEmpty() ? this : new Jid(local, domain, "");
    }

    /**
     * This address with another resource.
     *
     * @param other the resource
     * @return the full address
     */
    public Jid withResource(String other) {
        return new Jid(local, domain, other);
    }

    boolean isBare() {
        return resource.isEmpty();
    }

    boolean isDomain() {
        return local.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        if (!local.isEmpty()) {
            out.append(local).append('@');
        }
        out.append(domain);
        if (!resource.isEmpty()) {
            out.append('/').append(resource);
        }
        return out.toString();
    }
}
