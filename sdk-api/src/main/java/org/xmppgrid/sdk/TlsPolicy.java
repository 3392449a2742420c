package org.xmppgrid.sdk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom this platform takes for its controller. TLS itself is not a choice: RFC 8600 §8.3.1 requires it, 1.3 is
 * preferred, 1.2 is the least, and the certificate's chain and host name are verified before the handshake completes.
 */
public final class TlsPolicy {
    private final Optional<List<X509Certificate>> anchors;

    private TlsPolicy(Optional<List<X509Certificate>> anchors) {
        this.anchors = anchors;
    }

    /**
     * Trust in the certification authorities that the Java runtime trusts. The default.
     *
     * @return the policy
     */
    public static TlsPolicy systemTrust() {
        return new TlsPolicy(Optional.empty());
    }

    /**
     * Trust in the given certification authorities, and in no other.
     *
     * @param anchors the authorities' certificates, at least one
     * @return the policy
     * @throws IllegalArgumentException if there is none
     */
    public static TlsPolicy trusting(X509Certificate... anchors) {
        return trusting(List.of(anchors), "the given list");
    }

    /**
     * Trust in the certification authorities of a PEM file, and in no other.
     *
     * @param pem a file with one or more certificates in PEM form
     * @return the policy
     * @throws IllegalArgumentException if the file can't be read or holds no certificate
     */
    public static TlsPolicy trusting(Path pem) {
        List<X509Certificate> found = new ArrayList<>();
        try {
            byte[] bytes = Files.readAllBytes(pem);
            for (var certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
                found.add((X509Certificate) certificate);
            }
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException(
                    "No certificate can be read from " + pem + " (" + e + "); give a PEM file with the certificate of"
                            + " the authority that issued the controller's",
                    e);
        }
        return trusting(found, pem.toString());
    }

    private static TlsPolicy trusting(List<X509Certificate> anchors, String where) {
        if (anchors.isEmpty()) {
            throw new IllegalArgumentException("There is no certificate in " + where
                    + "; give at least one certification authority to trust, or use TlsPolicy.systemTrust()");
        }
        return new TlsPolicy(Optional.of(List.copyOf(anchors)));
    }

    /**
     * The trust anchors.
     *
     * @return the certificates to trust, or empty for those of the Java runtime
     */
    public Optional<List<X509Certificate>> anchors() {
        return anchors;
    }

    /** What is trusted, in words. */
    @Override
    public String toString() {
        return anchors.map(list -> "TlsPolicy[trusting "
                        + String.join(
                                " and ",
                                list.stream()
                                        .map(c -> c.getSubjectX500Principal().getName())
                                        .toList())
                        + "]")
                .orElse("TlsPolicy[system trust]");
    }
}
