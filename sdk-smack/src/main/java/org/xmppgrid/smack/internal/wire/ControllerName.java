package org.xmppgrid.smack.internal.wire;

import java.net.IDN;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xmppgrid.sdk.Endpoint.Transport;
import org.xmppgrid.sdk.Reason;

/**
 * The names that the certificate of a domain's controller must have one of: the domain as a DNS-ID, or its XMPP service
 * as an SRV-ID (RFC 6120 §13.7.1.2, RFC 9525 §6; the TLS service of XEP-0368 on an endpoint of direct TLS). Never the
 * common name. Where DNS says that the controller is plays no part.
 */
final class ControllerName {
    private static final int DNS_NAME = 2;
    private static final int NAMES_SHOWN = 10;
    /** What RFC 5892 made characters of their own, and IDNA 2003, which is all that Java knows, makes others of. */
    private static final String DEVIATIONS = "\u00DF\u03C2\u200C\u200D";

    private final String domain;
    private final String ascii;
    private final List<String> services;

    ControllerName(String domain, Transport transport) {
        this.domain = domain;
        this.ascii = ascii(domain);
        this.services = transport == Transport.DIRECT_TLS
                ? List.of("_xmpp-client." + ascii, "_xmpps-client." + ascii)
                : List.of("_xmpp-client." + ascii);
    }

    /** The domain as it is written in DNS and in certificates. */
    String ascii() {
        return ascii;
    }

    void check(X509Certificate certificate) throws CertificateException {
        List<String> dns = dnsNames(certificate);
        List<String> srv = OtherNames.srvNames(certificate);
        boolean named = dns.stream().anyMatch(this::matches)
                || srv.stream().anyMatch(name -> services.contains(name.toLowerCase(Locale.ROOT)));
        if (!named) {
            String shown =
                    Stream.concat(dns.stream(), srv.stream()).limit(NAMES_SHOWN).collect(Collectors.joining(", "));
            throw new RefusedCertificateException(
                    Reason.CERTIFICATE_WRONG_HOST,
                    "The certificate that the controller showed is not for " + domain + ": it names "
                            + (shown.isEmpty()
                                    ? "no DNS name at all (a common name does not count, RFC 9525 §2)"
                                    : shown)
                            + ". Check the address, or give the controller a certificate with the DNS name "
                            + ascii);
        }
    }

    private static List<String> dnsNames(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        return alternatives == null
                ? List.of()
                : alternatives.stream()
                        .filter(name -> Objects.equals(name.get(0), DNS_NAME))
                        .map(name -> String.valueOf(name.get(1)))
                        .toList();
    }

    /** RFC 9525 §6.3: labels equal without regard to case, a wildcard only as the whole left-most label. */
    private boolean matches(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("*.")) {
            if (HostLookup.isAddress(ascii)) {
                // The numbers of an address are no labels (RFC 9525 §6.3).
                return false;
            }
            int dot = ascii.indexOf('.');
            return dot > 0 && ascii.substring(dot).equals(lower.substring(1));
        }
        return lower.equals(ascii);
    }

    private static String ascii(String domain) {
        if (domain.chars().anyMatch(c -> DEVIATIONS.indexOf(c) >= 0)) {
            // Java would look for, and trust, somebody else's domain. The domain's "xn--" form can be given.
            return domain;
        }
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            // Not a name that DNS could have, so that no certificate can be for it either: said when one is shown.
            return domain;
        }
    }
}
