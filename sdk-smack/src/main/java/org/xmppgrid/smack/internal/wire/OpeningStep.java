package org.xmppgrid.smack.internal.wire;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.xmppgrid.sdk.CertificatePin;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.SaslMechanism;
import org.xmppgrid.sdk.TlsVersion;

/** How far an opening has come: told in order, on the thread that got there, for audit logs and for the doctor. */
public sealed interface OpeningStep {

    /**
     * Where to try is known.
     *
     * @param endpoints the endpoints in the order in which they are tried
     * @param how how they became known
     */
    record Located(List<Endpoint> endpoints, String how) implements OpeningStep {}

    /**
     * The TCP connection stands.
     *
     * @param endpoint what was tried
     * @param address the IP address and port that answered
     */
    record Reached(Endpoint endpoint, String address) implements OpeningStep {}

    /**
     * The controller's certificate was accepted. Told within the handshake.
     *
     * @param certificate its own certificate
     * @param pin the pin of its key
     * @param pinned whether the policy's pins were asked and hold
     * @param revocation {@code good}, {@code unknown} or {@code unchecked}
     * @param doubts why it is unknown, otherwise empty
     */
    record Verified(X509Certificate certificate, CertificatePin pin, boolean pinned, String revocation, String doubts)
            implements OpeningStep {}

    /**
     * The TLS handshake is complete.
     *
     * @param version the version
     * @param cipherSuite the cipher suite
     */
    record Secured(TlsVersion version, String cipherSuite) implements OpeningStep {}

    /**
     * The controller said how it can be logged in to.
     *
     * @param mechanisms the SASL mechanisms that it offers
     * @param bindings the channel bindings that it knows (XEP-0440), if it says so
     * @param own the channel bindings that this platform could use on the connection
     */
    record Offered(List<String> mechanisms, Optional<List<String>> bindings, List<String> own) implements OpeningStep {}

    /**
     * What is used of that.
     *
     * @param mechanism the mechanism
     * @param binding the channel binding, if it uses one
     */
    record Chosen(SaslMechanism mechanism, Optional<String> binding) implements OpeningStep {}

    /**
     * The session stands.
     *
     * @param address the full address that was bound
     */
    record Bound(GridAddress address) implements OpeningStep {}

    /**
     * An endpoint did not work out.
     *
     * @param endpoint which
     * @param why why
     */
    record Failed(Endpoint endpoint, GridException why) implements OpeningStep {}
}
