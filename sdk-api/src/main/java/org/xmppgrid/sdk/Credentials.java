package org.xmppgrid.sdk;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a platform proves itself with: a password, a certificate, or both, of which the {@link AuthenticationPolicy}
 * chooses. Whoever receives it from a {@link CredentialsProvider} clears it after use.
 */
public final class Credentials {
    private final char @Nullable [] password;
    private final @Nullable ClientCertificate certificate;

    private Credentials(char @Nullable [] password, @Nullable ClientCertificate certificate) {
        this.password = password;
        this.certificate = certificate;
    }

    /**
     * A password.
     *
     * @param password the password; copied
     * @return the credentials
     */
    public static Credentials password(char[] password) {
        return new Credentials(password.clone(), null);
    }

    /**
     * A password, where it is a string anyway.
     *
     * @param password the password
     * @return the credentials
     */
    public static Credentials password(String password) {
        return new Credentials(password.toCharArray(), null);
    }

    /**
     * A certificate for {@link SaslMechanism#EXTERNAL}.
     *
     * @param certificate the certificate
     * @return the credentials
     */
    public static Credentials certificate(ClientCertificate certificate) {
        return new Credentials(null, certificate);
    }

    /**
     * These credentials and a certificate.
     *
     * @param more the certificate
     * @return credentials with both
     */
    public Credentials with(ClientCertificate more) {
        return new Credentials(password == null ? null : password.clone(), more);
    }

    /**
     * The password.
     *
     * @return the array itself, not a copy, or empty if there is none
     */
    public Optional<char[]> password() {
        return Optional.ofNullable(password);
    }

    /**
     * The certificate.
     *
     * @return the certificate, or empty if there is none
     */
    public Optional<ClientCertificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** Overwrites the password. */
    public void clear() {
        if (password != null) {
            Arrays.fill(password, '\0');
        }
    }

    /** What kind of credentials these are, and nothing secret. */
    @Override
    public String toString() {
        return "Credentials[" + (password == null ? "" : "password")
                + (password == null || certificate == null ? "" : " and ")
                + (certificate == null ? "" : certificate) + "]";
    }
}
