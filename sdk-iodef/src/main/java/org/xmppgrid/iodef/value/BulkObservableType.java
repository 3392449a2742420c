package org.xmppgrid.iodef.value;

/**
 * What each line of a bulk list holds: {@code type} of BulkObservable (RFC 7970 §3.29.3.1).
 *
 * <p>The schema calls it {@code bulkobservable-type-type}. A token that the schema does not list is kept as it was read.
 */
public final class BulkObservableType extends OpenToken {
    private static final Vocabulary<BulkObservableType> VOCABULARY = new Vocabulary<>(BulkObservableType::new);

    /** {@code asn}: Autonomous System Number (per the {@code Address@category} attribute). */
    public static final BulkObservableType ASN = VOCABULARY.add("asn");

    /** {@code atm}: Asynchronous Transfer Mode (ATM) address (per the {@code Address@category} attribute). */
    public static final BulkObservableType ATM = VOCABULARY.add("atm");

    /** {@code e-mail}: Email address (per the {@code Address@category} attribute). */
    public static final BulkObservableType E_MAIL = VOCABULARY.add("e-mail");

    /**
     * {@code ipv4-addr}: IPv4 host address in dotted-decimal notation, e.g., 192.0.2.1 (per the {@code
     * Address@category} attribute).
     */
    public static final BulkObservableType IPV4_ADDR = VOCABULARY.add("ipv4-addr");

    /**
     * {@code ipv4-net}: IPv4 network address in dotted-decimal notation, slash, significant bits, e.g.,
     * 192.0.2.0/24 (per the {@code Address@category} attribute).
     */
    public static final BulkObservableType IPV4_NET = VOCABULARY.add("ipv4-net");

    /**
     * {@code ipv4-net-mask}: IPv4 network address in dotted-decimal notation, slash, network mask in
     * dotted-decimal notation, i.e., 192.0.2.0/255.255.255.0 (per the {@code Address@category} attribute).
     */
    public static final BulkObservableType IPV4_NET_MASK = VOCABULARY.add("ipv4-net-mask");

    /** {@code ipv6-addr}: IPv6 host address, e.g., 2001:DB8::3 (per the {@code Address@category} attribute). */
    public static final BulkObservableType IPV6_ADDR = VOCABULARY.add("ipv6-addr");

    /**
     * {@code ipv6-net}: IPv6 network address, slash, significant bits, e.g., 2001:DB8::/32 (per the {@code
     * Address@category} attribute).
     */
    public static final BulkObservableType IPV6_NET = VOCABULARY.add("ipv6-net");

    /**
     * {@code ipv6-net-mask}: IPv6 network address, slash, network mask (per the {@code Address@category}
     * attribute).
     */
    public static final BulkObservableType IPV6_NET_MASK = VOCABULARY.add("ipv6-net-mask");

    /**
     * {@code mac}: Media Access Control (MAC) address, i.e., a:b:c:d:e:f (per the {@code Address@category}
     * attribute).
     */
    public static final BulkObservableType MAC = VOCABULARY.add("mac");

    /** {@code site-uri}: A URL or URI for a resource (per the {@code Address@category} attribute). */
    public static final BulkObservableType SITE_URI = VOCABULARY.add("site-uri");

    /** {@code domain-name}: A fully qualified domain name or part of a name (e.g., fqdn.example.com, example.com). */
    public static final BulkObservableType DOMAIN_NAME = VOCABULARY.add("domain-name");

    /**
     * {@code domain-to-ipv4}: A mapping of FQDN to IPv4 address specified as a comma-separated list (e.g.,
     * "fqdn.example.com, 192.0.2.1").
     */
    public static final BulkObservableType DOMAIN_TO_IPV4 = VOCABULARY.add("domain-to-ipv4");

    /**
     * {@code domain-to-ipv6}: A mapping of FQDN to IPv6 address specified as a comma-separated list (e.g.,
     * "fqdn.example.com, 2001:DB8::3").
     */
    public static final BulkObservableType DOMAIN_TO_IPV6 = VOCABULARY.add("domain-to-ipv6");

    /**
     * {@code domain-to-ipv4-timestamp}: Same as domain-to-ipv4 but with a timestamp (in the DATETIME format) of
     * the resolution (e.g., "fqdn.example.com, 192.0.2.1, 2015-06-11T00:38:31-06:00").
     */
    public static final BulkObservableType DOMAIN_TO_IPV4_TIMESTAMP = VOCABULARY.add("domain-to-ipv4-timestamp");

    /**
     * {@code domain-to-ipv6-timestamp}: Same as domain-to-ipv6 but with a timestamp (in the DATETIME format) of
     * the resolution (e.g., "fqdn.example.com, 2001:DB8::3, 2015-06-11T00:38:31-06:00").
     */
    public static final BulkObservableType DOMAIN_TO_IPV6_TIMESTAMP = VOCABULARY.add("domain-to-ipv6-timestamp");

    /** {@code ipv4-port}: An IPv4 address, port, and protocol tuple (e.g., 192.0.2.1, 80, TCP). */
    public static final BulkObservableType IPV4_PORT = VOCABULARY.add("ipv4-port");

    /** {@code ipv6-port}: An IPv6 address, port, and protocol tuple (e.g., 2001:DB8::3, 80, TCP). */
    public static final BulkObservableType IPV6_PORT = VOCABULARY.add("ipv6-port");

    /** {@code windows-reg-key}: A Microsoft Windows registry key. */
    public static final BulkObservableType WINDOWS_REG_KEY = VOCABULARY.add("windows-reg-key");

    /** {@code file-hash}: A file hash. */
    public static final BulkObservableType FILE_HASH = VOCABULARY.add("file-hash");

    /** {@code email-x-mailer}: An X-Mailer field from an email. */
    public static final BulkObservableType EMAIL_X_MAILER = VOCABULARY.add("email-x-mailer");

    /** {@code email-subject}: An email subject line. */
    public static final BulkObservableType EMAIL_SUBJECT = VOCABULARY.add("email-subject");

    /**
     * {@code http-user-agent}: A User Agent field from an HTTP request header (e.g., "Mozilla/5.0 (Windows NT
     * 6.3; WOW64; rv:38.0) Gecko/20100101 Firefox/38.0").
     */
    public static final BulkObservableType HTTP_USER_AGENT = VOCABULARY.add("http-user-agent");

    /** {@code http-request-uri}: The Request URI from an HTTP request header. */
    public static final BulkObservableType HTTP_REQUEST_URI = VOCABULARY.add("http-request-uri");

    /** {@code mutex}: The name of a system mutex (mutual exclusion lock). */
    public static final BulkObservableType MUTEX = VOCABULARY.add("mutex");

    /** {@code file-path}: A file path (e.g., "/tmp/local/file", "c:\windows\system32\file.sys"). */
    public static final BulkObservableType FILE_PATH = VOCABULARY.add("file-path");

    /** {@code user-name}: A username. */
    public static final BulkObservableType USER_NAME = VOCABULARY.add("user-name");

    /** {@code ext-value}: The value stands in the companion {@code ext-*} attribute (RFC 7970 §5.1.1). */
    public static final BulkObservableType EXT_VALUE = VOCABULARY.add("ext-value");

    private BulkObservableType(String token, boolean known) {
        super(token, known);
    }

    /**
     * The value that a token stands for: the constant for a token that RFC 7970 lists, a new value for any other.
     *
     * @param token the token; white space around it is not part of it
     * @return the value, never null
     */
    public static BulkObservableType of(String token) {
        return VOCABULARY.of(token);
    }
}
