package org.xmppgrid.iodef.value;

/**
 * The kind of address: {@code category} of Address (RFC 7970 §3.18.1).
 *
 * <p>The schema calls it {@code address-category-type}. A token that the schema does not list is kept as it was read.
 */
public final class AddressCategory extends OpenToken {
    private static final Vocabulary<AddressCategory> VOCABULARY = new Vocabulary<>(AddressCategory::new);

    /** {@code asn}: Autonomous System Number. */
    public static final AddressCategory ASN = VOCABULARY.add("asn");

    /** {@code atm}: Asynchronous Transfer Mode (ATM) address. */
    public static final AddressCategory ATM = VOCABULARY.add("atm");

    /** {@code e-mail}: Email address, per the EMAIL data type. */
    public static final AddressCategory E_MAIL = VOCABULARY.add("e-mail");

    /** {@code mac}: Media Access Control (MAC) address (i.e., aa:bb:cc:dd:ee:ff). */
    public static final AddressCategory MAC = VOCABULARY.add("mac");

    /** {@code ipv4-addr}: IPv4 host address in dotted-decimal notation (i.e., a.b.c.d). */
    public static final AddressCategory IPV4_ADDR = VOCABULARY.add("ipv4-addr");

    /**
     * {@code ipv4-net}: IPv4 network address in dotted-decimal notation, slash, significant bits (i.e.,
     * a.b.c.d/nn).
     */
    public static final AddressCategory IPV4_NET = VOCABULARY.add("ipv4-net");

    /**
     * {@code ipv4-net-masked}: A sanitized IPv4 address with significant bits per "ipv4-net" but with the
     * character 'x' replacing any digit(s) in the address or prefix.
     */
    public static final AddressCategory IPV4_NET_MASKED = VOCABULARY.add("ipv4-net-masked");

    /**
     * {@code ipv4-net-mask}: IPv4 network address in dotted-decimal notation, slash, network mask in
     * dotted-decimal notation (i.e., a.b.c.d/w.x.y.z).
     */
    public static final AddressCategory IPV4_NET_MASK = VOCABULARY.add("ipv4-net-mask");

    /** {@code ipv6-addr}: IPv6 host address per Section 4 of. */
    public static final AddressCategory IPV6_ADDR = VOCABULARY.add("ipv6-addr");

    /** {@code ipv6-net}: IPv6 network address, slash, prefix per Section 2.3 of. */
    public static final AddressCategory IPV6_NET = VOCABULARY.add("ipv6-net");

    /**
     * {@code ipv6-net-masked}: A sanitized IPv6 address and prefix per "ipv6-net" but with the character 'x'
     * replacing any hexadecimal digit(s) in the address or digit(s) in the prefix.
     */
    public static final AddressCategory IPV6_NET_MASKED = VOCABULARY.add("ipv6-net-masked");

    /** {@code site-uri}: A URL or URI for a resource, per the URL data type. */
    public static final AddressCategory SITE_URI = VOCABULARY.add("site-uri");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final AddressCategory EXT_VALUE = VOCABULARY.add("ext-value");

    private AddressCategory(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static AddressCategory of(String token) {
        return VOCABULARY.of(token);
    }
}
