package org.xmppgrid.sdk;

import java.util.Optional;

/**
 * How a session is secured: what was negotiated and verified when it was opened. Nothing of it is secret.
 *
 * @param endpoint where the controller was reached
 * @param mechanism how the platform authenticated
 * @param channelBinding the channel binding that the login is bound to, for example {@code tls-exporter}, if it is
 * @param tlsVersion the version of TLS
 * @param cipherSuite its cipher suite, by its JSSE name
 * @param controller the subject of the controller's certificate
 * @param pin the pin of the controller's key, whether or not one was asked for
 * @param revocation what is known of the certificate's revocation: {@code good}, {@code unknown} or {@code unchecked}
 */
public record SessionSecurity(
        Endpoint endpoint,
        SaslMechanism mechanism,
        Optional<String> channelBinding,
        TlsVersion tlsVersion,
        String cipherSuite,
        String controller,
        CertificatePin pin,
        String revocation) {

    /** In one line. */
    @Override
    public String toString() {
        return mechanism.protocolName()
                + channelBinding.map(type -> " (" + type + ")").orElse("") + " over " + tlsVersion.protocolName()
                + " with " + cipherSuite + " to " + controller + " at " + endpoint;
    }
}
