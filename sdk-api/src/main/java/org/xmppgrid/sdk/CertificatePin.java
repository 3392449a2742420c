package org.xmppgrid.sdk;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * The fingerprint of a controller's public key: SHA-256 over its SubjectPublicKeyInfo (RFC 7469 §2.4), in Base64. A key
 * can outlive its certificates; pin the key in use and the one that is kept for its successor (RFC 8600 §8.3.6).
 *
 * @param sha256 the fingerprint in Base64, 44 characters
 */
public record CertificatePin(String sha256) {
    private static final String PREFIX = "sha256/";
    private static final int BYTES = 32;

    /**
     * Checks that this is the fingerprint of something.
     *
     * @param sha256 the fingerprint in Base64
     */
    public CertificatePin {
        byte[] hash;
        try {
            hash = Base64.getDecoder().decode(sha256);
        } catch (IllegalArgumentException e) {
            hash = new byte[0];
        }
        if (hash.length != BYTES) {
            throw new IllegalArgumentException("'" + sha256
                    + "' is not a pin: give the SHA-256 of the controller's public key in Base64, 44 characters long."
                    + " Grid.doctor(..) shows the one that the controller has");
        }
        // Base64 has several ways to write the same bytes, and pins are compared as text.
        sha256 = Base64.getEncoder().encodeToString(hash);
    }

    /**
     * A pin as people write it.
     *
     * @param text the fingerprint in Base64, with or without {@code sha256/} in front of it
     * @return the pin
     * @throws IllegalArgumentException if it is not one
     */
    public static CertificatePin of(String text) {
        String trimmed = text.strip();
        return new CertificatePin(trimmed.startsWith(PREFIX) ? trimmed.substring(PREFIX.length()) : trimmed);
    }

    /**
     * The pin of a certificate's key.
     *
     * @param certificate the certificate
     * @return the pin
     */
    public static CertificatePin of(X509Certificate certificate) {
        return of(certificate.getPublicKey());
    }

    /**
     * The pin of a public key, for example of one that is kept in reserve and has no certificate yet.
     *
     * @param key the key
     * @return the pin
     */
    public static CertificatePin of(PublicKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return new CertificatePin(Base64.getEncoder().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }

    /** The pin as it can be copied into {@link #of(String)}. */
    @Override
    public String toString() {
        return PREFIX + sha256;
    }
}
