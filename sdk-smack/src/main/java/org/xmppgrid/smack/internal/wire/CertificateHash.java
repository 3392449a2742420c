package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Optional;

/** The hash function of a certificate's signature, as RFC 5929 §4.1 wants it for {@code tls-server-end-point}. */
final class CertificateHash {
    /** RFC 5929 §4.1: in place of MD5 and SHA-1. */
    private static final String INSTEAD = "SHA-256";

    private static final String RSASSA_PSS = "1.2.840.113549.1.1.10";

    private static final Map<String, String> BY_SIGNATURE = Map.ofEntries(
            // PKCS #1: RFC 8017, RFC 3279, NIST for SHA-3
            Map.entry("1.2.840.113549.1.1.4", INSTEAD),
            Map.entry("1.2.840.113549.1.1.5", INSTEAD),
            Map.entry("1.2.840.113549.1.1.14", "SHA-224"),
            Map.entry("1.2.840.113549.1.1.11", "SHA-256"),
            Map.entry("1.2.840.113549.1.1.12", "SHA-384"),
            Map.entry("1.2.840.113549.1.1.13", "SHA-512"),
            Map.entry("1.2.840.113549.1.1.15", "SHA-512/224"),
            Map.entry("1.2.840.113549.1.1.16", "SHA-512/256"),
            Map.entry("2.16.840.1.101.3.4.3.13", "SHA3-224"),
            Map.entry("2.16.840.1.101.3.4.3.14", "SHA3-256"),
            Map.entry("2.16.840.1.101.3.4.3.15", "SHA3-384"),
            Map.entry("2.16.840.1.101.3.4.3.16", "SHA3-512"),
            // ECDSA: RFC 3279, RFC 5758, NIST for SHA-3
            Map.entry("1.2.840.10045.4.1", INSTEAD),
            Map.entry("1.2.840.10045.4.3.1", "SHA-224"),
            Map.entry("1.2.840.10045.4.3.2", "SHA-256"),
            Map.entry("1.2.840.10045.4.3.3", "SHA-384"),
            Map.entry("1.2.840.10045.4.3.4", "SHA-512"),
            Map.entry("2.16.840.1.101.3.4.3.9", "SHA3-224"),
            Map.entry("2.16.840.1.101.3.4.3.10", "SHA3-256"),
            Map.entry("2.16.840.1.101.3.4.3.11", "SHA3-384"),
            Map.entry("2.16.840.1.101.3.4.3.12", "SHA3-512"),
            // DSA: RFC 3279, RFC 5758
            Map.entry("1.2.840.10040.4.3", INSTEAD),
            Map.entry("2.16.840.1.101.3.4.3.1", "SHA-224"),
            Map.entry("2.16.840.1.101.3.4.3.2", "SHA-256"));

    private CertificateHash() {}

    /**
     * The hash function's name in Java, or empty: EdDSA has none of its own that RFC 5929 would know, RSASSA-PSS may name
     * two, and what is not known here is not guessed.
     */
    static Optional<String> of(X509Certificate certificate) {
        return certificate.getSigAlgOID().equals(RSASSA_PSS)
                ? ofPss(certificate.getSigAlgParams())
                : Optional.ofNullable(BY_SIGNATURE.get(certificate.getSigAlgOID()));
    }

    private static Optional<String> ofPss(byte[] parameters) {
        PSSParameterSpec pss;
        try {
            AlgorithmParameters read = AlgorithmParameters.getInstance("RSASSA-PSS");
            read.init(parameters);
            pss = read.getParameterSpec(PSSParameterSpec.class);
        } catch (GeneralSecurityException | IOException e) {
            // Parameters that this runtime can't read: then there is no hash to be had from them.
            return Optional.empty();
        }
        String hash = pss.getDigestAlgorithm();
        boolean one = pss.getMGFParameters() instanceof MGF1ParameterSpec mask
                && mask.getDigestAlgorithm().equals(hash);
        if (!one) {
            return Optional.empty();
        }
        return switch (hash) {
            case "SHA-1" -> Optional.of(INSTEAD);
            case "SHA-224", "SHA-256", "SHA-384", "SHA-512", "SHA-512/224", "SHA-512/256" -> Optional.of(hash);
            default -> Optional.empty();
        };
    }
}
