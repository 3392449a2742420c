package org.xmppgrid.iodef.detection;

import java.util.Map;
import java.util.Objects;

/**
 * What kind of thing a value is that can be observed. The tokens are those of BulkObservable (RFC 7970 §3.29.3.1) and of
 * Address (§3.18.1) where there is one; those for other classes are named here. The set is open: extended values keep
 * their own token. Two types are equal when their tokens are.
 *
 * @param token the token, such as {@code ipv4-addr}; white space around it is not part of it
 */
public record ObservableType(String token) {
    /** {@code ipv4-addr}: an IPv4 address. */
    public static final ObservableType IPV4_ADDR = new ObservableType("ipv4-addr");

    /** {@code ipv4-net}: an IPv4 network, such as {@code 192.0.2.0/24}. */
    public static final ObservableType IPV4_NET = new ObservableType("ipv4-net");

    /** {@code ipv6-addr}: an IPv6 address; also an Address without category, as the schema has it. */
    public static final ObservableType IPV6_ADDR = new ObservableType("ipv6-addr");

    /** {@code ipv6-net}: an IPv6 network. */
    public static final ObservableType IPV6_NET = new ObservableType("ipv6-net");

    /** {@code asn}: the number of an autonomous system. */
    public static final ObservableType ASN = new ObservableType("asn");

    /** {@code mac}: a hardware address. */
    public static final ObservableType MAC = new ObservableType("mac");

    /** {@code domain-name}: a name of the DNS; also {@code fqdn}, as the example of RFC 7970 §7.2 calls it. */
    public static final ObservableType DOMAIN_NAME = new ObservableType("domain-name");

    /** {@code url}: a URL or a part of one; RFC 7970's {@code site-uri}, and URL in File and RecordData. */
    public static final ObservableType URL = new ObservableType("url");

    /** {@code http-request-uri}: the request URI of HTTP. */
    public static final ObservableType HTTP_REQUEST_URI = new ObservableType("http-request-uri");

    /** {@code http-user-agent}: the User-Agent of HTTP. */
    public static final ObservableType HTTP_USER_AGENT = new ObservableType("http-user-agent");

    /** {@code e-mail}: an e-mail address, of a sender or a receiver. */
    public static final ObservableType E_MAIL = new ObservableType("e-mail");

    /** {@code email-subject}: the subject of an e-mail. */
    public static final ObservableType EMAIL_SUBJECT = new ObservableType("email-subject");

    /** {@code email-x-mailer}: the X-Mailer of an e-mail. */
    public static final ObservableType EMAIL_X_MAILER = new ObservableType("email-x-mailer");

    /** {@code file-name}: the name of a file, without its folder. */
    public static final ObservableType FILE_NAME = new ObservableType("file-name");

    /** {@code file-path}: the path of a file. */
    public static final ObservableType FILE_PATH = new ObservableType("file-path");

    /**
     * {@code file-hash}: the digest of a whole file. Digests of something else have the token of their scope (RFC 7970
     * §3.26), such as {@code email-body-hash} or {@code file-pe-section}.
     */
    public static final ObservableType FILE_HASH = new ObservableType("file-hash");

    /** {@code fuzzy-hash}: a digest by which similar content is found, in the form of its tool. */
    public static final ObservableType FUZZY_HASH = new ObservableType("fuzzy-hash");

    /** {@code windows-reg-key}: the name of a key of the Windows registry; the second field is the value, if given. */
    public static final ObservableType WINDOWS_REG_KEY = new ObservableType("windows-reg-key");

    /** {@code mutex}: the name of a mutex. */
    public static final ObservableType MUTEX = new ObservableType("mutex");

    /** {@code user-name}: a user's name. */
    public static final ObservableType USER_NAME = new ObservableType("user-name");

    /** {@code port}: the port of a service; the second field is the number of the protocol, if given. */
    public static final ObservableType PORT = new ObservableType("port");

    /** {@code portlist}: ports and ranges of ports; the second field is the number of the protocol, if given. */
    public static final ObservableType PORTLIST = new ObservableType("portlist");

    /** {@code x509-subject}: the subject of a certificate. */
    public static final ObservableType X509_SUBJECT = new ObservableType("x509-subject");

    /** {@code x509-serial}: the serial number of a certificate; the second field is its issuer. */
    public static final ObservableType X509_SERIAL = new ObservableType("x509-serial");

    /** {@code x509-certificate}: a certificate, in base64 on one line. */
    public static final ObservableType X509_CERTIFICATE = new ObservableType("x509-certificate");

    /** {@code registry-handle}: a handle of a registry, as an Observable; the second field is the registry's token. */
    public static final ObservableType REGISTRY_HANDLE = new ObservableType("registry-handle");

    private static final Map<String, ObservableType> OTHER_NAMES = Map.of("site-uri", URL, "fqdn", DOMAIN_NAME);

    /**
     * A type.
     *
     * @param token the token
     * @throws NullPointerException if the token is null
     */
    public ObservableType {
        Objects.requireNonNull(token, "token");
        token = token.strip();
    }

    /**
     * The type that a document's token stands for.
     *
     * @param token the token of a category, type or scope, or of its extension
     * @return the type; {@code site-uri} gives {@link #URL}, {@code fqdn} gives {@link #DOMAIN_NAME}
     */
    public static ObservableType of(String token) {
        ObservableType type = new ObservableType(token);
        return OTHER_NAMES.getOrDefault(type.token, type);
    }

    /** The token. */
    @Override
    public String toString() {
        return token;
    }
}
