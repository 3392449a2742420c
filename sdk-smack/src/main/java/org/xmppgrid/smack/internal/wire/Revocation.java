package org.xmppgrid.smack.internal.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CRLReason;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.RevocationPolicy;
import org.xmppgrid.sdk.RevocationPolicy.Mode;

/**
 * Whether a verified chain was revoked (RFC 5280 §6.3, RFC 6960): by what was stapled to the handshake, by the CRL files,
 * and only if those don't know, and only if the policy says so, by asking the authority. Every certificate below the
 * trust anchor is looked at, because one that is revoked takes all below it along.
 */
final class Revocation {
    static final String GOOD = "good";
    static final String UNKNOWN = "unknown";
    static final String UNCHECKED = "unchecked";

    private static final String AUTHORITY_INFORMATION = "1.3.6.1.5.5.7.1.1";
    private static final String CRL_DISTRIBUTION_POINTS = "2.5.29.31";

    private final RevocationPolicy policy;
    private final String domain;
    private final Deadline deadline;
    private String doubts = "";

    Revocation(RevocationPolicy policy, String domain, Deadline deadline) {
        this.policy = policy;
        this.domain = domain;
        this.deadline = deadline;
    }

    /**
     * Looks at a chain.
     *
     * @param path the controller's certificate first, its trust anchor last
     * @param stapled the OCSP responses that came with the handshake
     * @return {@link #GOOD}, {@link #UNKNOWN} or {@link #UNCHECKED}
     * @throws RefusedCertificateException if one is revoked, or not known although the policy wants to know
     */
    String check(List<X509Certificate> path, Map<X509Certificate, byte[]> stapled) throws RefusedCertificateException {
        if (policy.mode() == Mode.OFF) {
            return UNCHECKED;
        }
        if (path.size() < 2) {
            return unknown(path.isEmpty() ? "" : name(path.get(0)), List.of("no authority vouches for it"));
        }
        List<String> tried = new ArrayList<>();
        Lists crls = crls(tried);
        Deadline fetchBy = policy.fetchTimeout().map(deadline::atMost).orElse(deadline);
        String result = GOOD;
        // From the anchor downwards, as a revoked authority has nothing to say about what it issued.
        for (int i = path.size() - 2; i >= 0; i--) {
            X509Certificate certificate = path.get(i);
            List<String> triedFor = new ArrayList<>(tried);
            byte[] response = stapled.get(certificate);
            if (!isGood(certificate, path.get(i + 1), response, crls, fetchBy, triedFor)) {
                result = unknown(name(certificate), triedFor);
            }
        }
        return result;
    }

    /** After {@link #UNKNOWN}: what was tried, and why it can't tell. */
    String doubts() {
        return doubts;
    }

    private boolean isGood(
            X509Certificate certificate,
            X509Certificate issuer,
            byte @Nullable [] stapled,
            Lists crls,
            Deadline fetchBy,
            List<String> tried)
            throws RefusedCertificateException {
        boolean good = false;
        if (stapled == null || stapled.length == 0) {
            tried.add("no OCSP response was stapled to the handshake");
        } else {
            good = ask("the stapled OCSP response", tried, certificate, () -> validate(certificate, issuer, stapled));
        }
        if (crls.current().stream()
                .anyMatch(crl -> crl.getIssuerX500Principal().equals(issuer.getSubjectX500Principal()))) {
            // Also if a response was good: a list can be newer.
            good |= ask("the CRL files", tried, certificate, () -> validate(certificate, issuer, crls.current()));
        } else if (!policy.crls().isEmpty()) {
            tried.add("no CRL file that can be used is of " + name(issuer));
        }
        refuseIfListed(certificate, issuer, crls.outOfDate());
        if (good || policy.fetchTimeout().isEmpty()) {
            if (!good) {
                tried.add("fetching is off");
            }
            return good;
        }
        if (certificate.getExtensionValue(AUTHORITY_INFORMATION) == null
                && certificate.getExtensionValue(CRL_DISTRIBUTION_POINTS) == null) {
            tried.add("it names neither an OCSP responder nor a CRL to fetch");
            return false;
        }
        return ask("what it says to fetch", tried, certificate, () -> {
            Errands.REVOCATION.run(fetchBy, () -> {
                validate(certificate, issuer, (byte[]) null);
                return true;
            });
        });
    }

    /** True if the source says that the certificate is good, false if it doesn't know. */
    private boolean ask(String source, List<String> tried, X509Certificate certificate, Source validation)
            throws RefusedCertificateException {
        try {
            validation.validate();
            return true;
        } catch (CertPathValidatorException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof CertificateRevokedException revoked) {
                    throw revoked(
                            certificate,
                            revoked.getRevocationDate(),
                            revoked.getAuthorityName().getName() + " (" + revoked.getRevocationReason() + ")",
                            source);
                }
            }
            tried.add(source + " can't tell (" + rootOf(e) + ")");
        } catch (TimeoutException e) {
            tried.add(source + " did not come within " + policy.fetchTimeout().orElseThrow());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            tried.add("the question was interrupted");
        } catch (Exception e) {
            tried.add(source + " can't be used (" + rootOf(e) + ")");
        }
        return false;
    }

    private RefusedCertificateException revoked(X509Certificate certificate, Date when, String by, String source) {
        return new RefusedCertificateException(
                Reason.CERTIFICATE_REVOKED,
                "The certificate " + name(certificate) + " of the controller of " + domain + " was revoked on "
                        + when.toInstant() + " by " + by + ", says " + source
                        + ". Don't connect until the controller has another one: its key may be in somebody else's"
                        + " hands");
    }

    /** A list that is out of date calls nothing good; what it has revoked stays so, unless it was only on hold. */
    private void refuseIfListed(X509Certificate certificate, X509Certificate issuer, List<X509CRL> outOfDate)
            throws RefusedCertificateException {
        for (X509CRL list : outOfDate) {
            @Nullable X509CRLEntry entry = list.getRevokedCertificate(certificate);
            if (entry != null
                    && entry.getRevocationReason() != CRLReason.CERTIFICATE_HOLD
                    && entry.getRevocationReason() != CRLReason.REMOVE_FROM_CRL
                    && isOf(issuer, list)) {
                throw revoked(
                        certificate, entry.getRevocationDate(), name(issuer), "a CRL file, though it is out of date");
            }
        }
    }

    private static boolean isOf(X509Certificate issuer, X509CRL list) {
        try {
            list.verify(issuer.getPublicKey());
            return list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
        } catch (GeneralSecurityException e) {
            // Somebody else's, whatever it calls itself.
            return false;
        }
    }

    private String unknown(String certificate, List<String> tried) throws RefusedCertificateException {
        doubts = String.join("; ", tried);
        if (policy.mode() == Mode.HARD) {
            throw new RefusedCertificateException(
                    Reason.REVOCATION_UNKNOWN,
                    "Whether the certificate " + certificate + " of the controller of " + domain
                            + " was revoked can't be found out: " + doubts
                            + ". Give a present CRL file with RevocationPolicy.crls(..), allow fetching(), or let the"
                            + " controller staple OCSP responses");
        }
        return UNKNOWN;
    }

    /** By an OCSP response at hand, or by what the certificate says to fetch. */
    private static void validate(X509Certificate certificate, X509Certificate issuer, byte @Nullable [] response)
            throws GeneralSecurityException {
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        if (response != null) {
            checker.setOcspResponses(Map.of(certificate, response));
            checker.setOptions(EnumSet.of(PKIXRevocationChecker.Option.NO_FALLBACK));
        }
        PKIXParameters parameters = parameters(issuer);
        parameters.addCertPathChecker(checker);
        validator.validate(path(certificate), parameters);
    }

    /** By lists at hand only: without a checker of our own the Java runtime fetches nothing. */
    private static void validate(X509Certificate certificate, X509Certificate issuer, List<X509CRL> crls)
            throws GeneralSecurityException {
        PKIXParameters parameters = parameters(issuer);
        parameters.setRevocationEnabled(true);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(crls)));
        CertPathValidator.getInstance("PKIX").validate(path(certificate), parameters);
    }

    /** The issuer was verified already: for one step it is the anchor. */
    private static PKIXParameters parameters(X509Certificate issuer) throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(issuer, null)));
        parameters.setRevocationEnabled(false);
        return parameters;
    }

    private static java.security.cert.CertPath path(X509Certificate certificate) throws CertificateException {
        return CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
    }

    private record Lists(List<X509CRL> current, List<X509CRL> outOfDate) {}

    private Lists crls(List<String> tried) {
        Lists found = new Lists(new ArrayList<>(), new ArrayList<>());
        Date now = new Date();
        for (Path file : policy.crls()) {
            try {
                for (CRL crl : CertificateFactory.getInstance("X.509")
                        .generateCRLs(new ByteArrayInputStream(Files.readAllBytes(file)))) {
                    X509CRL list = (X509CRL) crl;
                    if (list.getNextUpdate() != null && list.getNextUpdate().before(now)) {
                        found.outOfDate().add(list);
                        tried.add("the CRL in " + file + " is out of date since "
                                + list.getNextUpdate().toInstant());
                    } else {
                        found.current().add(list);
                    }
                }
            } catch (IOException e) {
                tried.add("the CRL file " + file + " can't be read ("
                        + e.getClass().getSimpleName() + ")");
            } catch (GeneralSecurityException e) {
                tried.add("the CRL file " + file + " holds no CRL in PEM or DER form");
            }
        }
        return found;
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    private static String rootOf(Throwable failure) {
        Throwable root =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause).reduce(failure, (outer, inner) -> inner);
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    @FunctionalInterface
    private interface Source {
        void validate() throws Exception;
    }
}
