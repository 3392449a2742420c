package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.net.Socket;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.ClientCertificate;
import org.xmppgrid.sdk.Endpoint.Transport;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.TlsPolicy;
import org.xmppgrid.sdk.TlsVersion;

/**
 * The TLS of one connection, and of no other: a context that is used twice may resume a session, and then nobody asks
 * {@link GridTrust}. Remembers the socket, whose session the channel bindings are made of.
 */
final class GridTls {
    /** The protocol's name for ALPN (XEP-0368 §3). */
    static final String ALPN = "xmpp-client";

    private final TlsPolicy policy;
    private final GridTrust trust;
    private final Transport transport;
    private final boolean certificateAtHand;
    private final Consumer<OpeningStep> progress;
    private final SSLContext context;
    private volatile @Nullable SSLSocket socket;

    /**
     * Prepares TLS.
     *
     * @throws GridConnectionException if the policy can't be kept here, before anybody is connected to
     */
    GridTls(
            TlsPolicy policy,
            Optional<ClientCertificate> certificate,
            GridTrust trust,
            Transport transport,
            Consumer<OpeningStep> progress) {
        this.policy = policy;
        this.trust = trust;
        this.transport = transport;
        this.certificateAtHand = certificate.isPresent();
        this.progress = progress;
        try {
            this.context = policy.provider().isPresent()
                    ? SSLContext.getInstance("TLS", policy.provider().get())
                    : SSLContext.getInstance("TLS");
            // With no key manager at all, the JVM's default key store would offer its certificates to anybody.
            KeyManager[] keys = certificate
                    .map(ClientCertificate::keyManager)
                    .map(manager -> new KeyManager[] {manager})
                    .orElseGet(() -> new KeyManager[0]);
            context.init(keys, new TrustManager[] {trust}, new SecureRandom());
        } catch (NoSuchAlgorithmException | KeyManagementException | IllegalStateException e) {
            throw unusable("TLS is not available here (" + e.getMessage() + "). Check TlsPolicy.provider(..)", e);
        }
        SSLParameters supported = context.getSupportedSSLParameters();
        requireKnown(List.of(supported.getCipherSuites()));
        if (versions(List.of(supported.getProtocols())).isEmpty()) {
            throw unusable(
                    "None of the policy's TLS versions (" + wanted() + ") is known to this Java runtime, which has "
                            + String.join(", ", supported.getProtocols()),
                    null);
        }
    }

    private void requireKnown(List<String> known) {
        for (String suite : policy.cipherSuites()) {
            if (!known.contains(suite)) {
                throw unusable(
                        "The cipher suite " + suite + " of the TLS policy is not known to "
                                + context.getProvider().getName() + ". It has " + String.join(", ", known),
                        null);
            }
        }
    }

    private static GridConnectionException unusable(String message, @Nullable Throwable cause) {
        return new GridConnectionException(Reason.TLS_NOTHING_IN_COMMON, message, null, cause);
    }

    private String[] enabled(SSLSocket tls) {
        return versions(List.of(tls.getSupportedProtocols())).toArray(String[]::new);
    }

    private List<String> versions(List<String> known) {
        return policy.versions().stream()
                .map(TlsVersion::protocolName)
                .filter(known::contains)
                .toList();
    }

    /** The context to give to Smack, for STARTTLS. */
    SSLContext forSmack() {
        return new ReadyContext(context, this::over);
    }

    /** A TLS socket over a connected one, before the handshake. */
    SSLSocket over(Socket plain) throws IOException {
        String name = trust.name().ascii();
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, name, plain.getPort(), true);
        tls.setUseClientMode(true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(enabled(tls));
        if (!policy.cipherSuites().isEmpty()) {
            parameters.setCipherSuites(policy.cipherSuites().toArray(String[]::new));
        }
        if (transport == Transport.DIRECT_TLS) {
            parameters.setApplicationProtocols(new String[] {ALPN});
        }
        serverName(name).ifPresent(sni -> parameters.setServerNames(List.of(sni)));
        tls.setSSLParameters(parameters);
        socket = tls;
        return tls;
    }

    /** RFC 6066 §3: a DNS name, and never an address. */
    private static Optional<SNIHostName> serverName(String name) {
        if (HostLookup.isAddress(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SNIHostName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The handshake at the beginning of a connection. */
    SSLSocket directly(Socket plain) throws IOException {
        SSLSocket tls = over(plain);
        tls.startHandshake();
        if (!accepts(tls.getSession())) {
            throw new SSLPeerUnverifiedException("The controller showed no certificate");
        }
        return tls;
    }

    /** The last word on a complete handshake. */
    boolean accepts(SSLSession complete) {
        boolean accepted = trust.accepts(complete);
        if (accepted) {
            progress.accept(new OpeningStep.Secured(version(complete), complete.getCipherSuite()));
        }
        return accepted;
    }

    static TlsVersion version(SSLSession session) {
        return Arrays.stream(TlsVersion.values())
                .filter(version -> version.protocolName().equals(session.getProtocol()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("TLS negotiated what was not asked for"));
    }

    /** Whether the connection is one of direct TLS: then Smack gets nothing but the TLS socket. */
    boolean isDirect() {
        return transport == Transport.DIRECT_TLS;
    }

    /** Whether there is a certificate to show to a controller that asks for one. */
    boolean hasCertificate() {
        return certificateAtHand;
    }

    GridTrust trust() {
        return trust;
    }

    /** The session of the verified handshake. */
    SSLSession session() {
        return trust.session();
    }

    /** The TLS socket, once there is one. */
    Optional<SSLSocket> socket() {
        return Optional.ofNullable(socket);
    }

    /** The versions and cipher suites that are offered, in words. */
    String wanted() {
        return policy.versions().stream().map(TlsVersion::protocolName).toList()
                + (policy.cipherSuites().isEmpty() ? "" : " with " + policy.cipherSuites());
    }

    /** What is offered, and nothing secret. */
    @Override
    public String toString() {
        return "GridTls[" + wanted() + ", " + transport + "]";
    }
}
