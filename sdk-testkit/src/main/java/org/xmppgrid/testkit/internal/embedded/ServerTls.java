package org.xmppgrid.testkit.internal.embedded;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The server's side of TLS.
 *
 * @param context shows the server's certificate and lets any client's through
 * @param shown the certificate that is shown
 * @param protocols the versions to speak, by the JDK's names
 * @param clients what a client's certificate is worth
 */
public record ServerTls(SSLContext context, X509Certificate shown, List<String> protocols, ClientCertificates clients) {
    /** The protocol name of XEP-0368 §2. */
    private static final String ALPN = "xmpp-client";

    /** Copies the versions. */
    public ServerTls {
        protocols = List.copyOf(protocols);
    }

    /** A connection whose handshake is done. */
    record Secured(SSLSocket socket, X509Certificate shown, Optional<X509Certificate> client) {}

    /**
     * Does the handshake. The client is asked for a certificate and may have none.
     *
     * @param direct whether TLS comes first on this connection (XEP-0368), in which case a client may name the protocol;
     *     like at real servers it need not
     */
    Secured secure(Socket tcp, boolean direct) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(tcp, tcp.getInetAddress().getHostAddress(), tcp.getPort(), false);
        socket.setUseClientMode(false);
        socket.setEnabledProtocols(protocols.toArray(String[]::new));
        socket.setWantClientAuth(true);
        if (direct) {
            // An empty answer selects nothing and goes on, where null would end the handshake.
            socket.setHandshakeApplicationProtocolSelector((own, offered) -> offered.contains(ALPN) ? ALPN : "");
        }
        socket.startHandshake();
        return new Secured(socket, shown, clients.verified(socket.getSession()));
    }
}
