package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.net.IDN;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.TlsPolicy;

/**
 * Whether a certificate is the controller's: issued by a trust anchor (RFC 5280 §6), valid now, and for the XMPP domain
 * by a DNS-ID (RFC 9525 §6, RFC 6120 §13.7.2). All of it happens inside the handshake, as RFC 8600 §8.3.1 wants: Smack
 * itself would look at the name only afterwards. One instance serves one connection and remembers why it refused.
 */
final class GridTrust extends X509ExtendedTrustManager {
    /**
     * Why a certificate was refused.
     *
     * @param reason the reason
     * @param message a sentence for the person who has to mend it
     */
    record Refusal(Reason reason, String message) {}

    private static final int DNS_NAME = 2;
    private static final int NAMES_SHOWN = 10;

    private final X509ExtendedTrustManager pkix;
    private final String domain;
    private final String asciiDomain;
    private final String anchors;
    private volatile @Nullable Refusal refusal;
    private volatile boolean verified;
    private volatile @Nullable SSLSession session;

    GridTrust(TlsPolicy policy, String domain) {
        this.domain = domain;
        this.asciiDomain = ascii(domain);
        this.pkix = pkix(policy);
        this.anchors = inWords(policy, pkix);
    }

    /** Why the controller's certificate was refused, or empty if it wasn't. */
    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The last word on a complete handshake: whether its certificate was presented to us and accepted. */
    boolean accepts(SSLSession complete) {
        session = complete;
        return verified;
    }

    /** The session of the verified handshake. */
    SSLSession session() {
        SSLSession complete = session;
        if (!verified || complete == null) {
            throw new IllegalStateException("There was no verified handshake");
        }
        return complete;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, () -> pkix.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, () -> pkix.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, () -> pkix.checkServerTrusted(chain, authType));
    }

    private void check(X509Certificate[] chain, Check path) throws CertificateException {
        verified = false;
        try {
            path.run();
            // The JDK takes a certificate that is itself an anchor as it is, also when it has expired.
            chain[0].checkValidity();
            checkName(chain[0]);
        } catch (CertificateException e) {
            if (refusal == null) {
                refusal = refusalOf(chain, e);
            }
            throw e;
        }
        verified = true;
    }

    private void checkName(X509Certificate certificate) throws CertificateException {
        List<String> names = names(certificate);
        if (names.stream().noneMatch(this::matches)) {
            String shown = names.isEmpty()
                    ? "no DNS name at all (a common name does not count, RFC 9525 §2)"
                    : names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
            refusal = new Refusal(
                    Reason.CERTIFICATE_WRONG_HOST,
                    "The certificate that the controller showed is not for " + domain + ": it names " + shown
                            + ". Check the address, or give the controller a certificate with the DNS name "
                            + asciiDomain);
            throw new CertificateException("The certificate is not for " + domain);
        }
    }

    private static List<String> names(X509Certificate certificate) throws CertificateException {
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
            int dot = asciiDomain.indexOf('.');
            return dot > 0 && asciiDomain.substring(dot).equals(lower.substring(1));
        }
        return lower.equals(asciiDomain);
    }

    private Refusal refusalOf(X509Certificate[] chain, CertificateException failure) {
        X509Certificate leaf = chain[0];
        if (isAboutTime(failure)) {
            return Arrays.stream(chain)
                    .map(GridTrust::outOfTime)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .map(when -> new Refusal(
                            Reason.CERTIFICATE_EXPIRED,
                            "The certificate of the controller of " + domain + " can't be used: " + when
                                    + ". Renew it, or check the clock of this platform"))
                    .orElseGet(() -> untrusted(leaf, chain, failure));
        }
        return untrusted(leaf, chain, failure);
    }

    private Refusal untrusted(X509Certificate leaf, X509Certificate[] chain, CertificateException failure) {
        X509Certificate top = chain[chain.length - 1];
        String issuer = top.getIssuerX500Principal().getName();
        String detail = rootOf(failure) instanceof CertPathValidatorException path
                        && path.getReason() != CertPathValidatorException.BasicReason.UNSPECIFIED
                ? " (" + path.getReason() + ")"
                : "";
        return new Refusal(
                Reason.CERTIFICATE_UNTRUSTED,
                "The certificate of the controller of " + domain + " ("
                        + leaf.getSubjectX500Principal().getName() + ") was issued by " + issuer
                        + ", which is not vouched for by " + anchors + detail
                        + (anchors.contains(issuer)
                                ? ". What is trusted has the same name and another key: it is of another grid, or of"
                                        + " this one before its authority was made anew. Get its present certificate"
                                : ". If that issuer is the grid's own, give its certificate to trust(..)"));
    }

    private static Optional<String> outOfTime(X509Certificate certificate) {
        Date now = new Date();
        String name = certificate.getSubjectX500Principal().getName();
        if (now.after(certificate.getNotAfter())) {
            return Optional.of(name + " expired on " + certificate.getNotAfter().toInstant());
        }
        if (now.before(certificate.getNotBefore())) {
            return Optional.of(
                    name + " is not valid before " + certificate.getNotBefore().toInstant());
        }
        return Optional.empty();
    }

    private static boolean isAboutTime(Throwable failure) {
        return causes(failure)
                .anyMatch(e -> e instanceof CertificateExpiredException
                        || e instanceof CertificateNotYetValidException
                        || e instanceof CertPathValidatorException path
                                && (path.getReason() == CertPathValidatorException.BasicReason.EXPIRED
                                        || path.getReason() == CertPathValidatorException.BasicReason.NOT_YET_VALID));
    }

    private static Throwable rootOf(Throwable failure) {
        return causes(failure).reduce(failure, (outer, inner) -> inner);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            // Not a name that DNS could have, so that no certificate can be for it either: said when one is shown.
            return domain;
        }
    }

    private static X509ExtendedTrustManager pkix(TlsPolicy policy) {
        try {
            @Nullable KeyStore store = null;
            if (policy.anchors().isPresent()) {
                store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                int number = 0;
                for (X509Certificate anchor : policy.anchors().get()) {
                    store.setCertificateEntry("anchor-" + number++, anchor);
                }
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("This Java runtime has no PKIX trust manager"));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The trust anchors can't be used: " + e.getMessage(), e);
        }
    }

    private static String inWords(TlsPolicy policy, X509ExtendedTrustManager pkix) {
        return policy.anchors()
                .map(list -> "the given trust anchors ("
                        + list.stream()
                                .limit(NAMES_SHOWN)
                                .map(c -> c.getSubjectX500Principal().getName())
                                .collect(Collectors.joining("; "))
                        + ")")
                .orElseGet(() -> "any of the " + pkix.getAcceptedIssuers().length
                        + " authorities that this Java runtime trusts");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("This is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("This is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("This is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return pkix.getAcceptedIssuers();
    }

    @FunctionalInterface
    private interface Check {
        void run() throws CertificateException;
    }
}
