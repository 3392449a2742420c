package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.security.Provider;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Both ends of one TLS connection on loopback, after the handshake. */
record TlsPair(SSLSocket client, SSLSocket server) implements AutoCloseable {

    /** A pair of the JDK's. */
    static TlsPair of(String version, TestPki.Identity identity) throws Exception {
        return of(
                SSLContext.getInstance("TLS"),
                KeyManagerFactory.getInstance("PKIX"),
                TrustManagerFactory.getInstance("PKIX"),
                version,
                identity);
    }

    /** A pair of another provider's. */
    static TlsPair of(Provider provider, String version, TestPki.Identity identity) throws Exception {
        return of(
                SSLContext.getInstance("TLS", provider),
                KeyManagerFactory.getInstance("PKIX", provider),
                TrustManagerFactory.getInstance("PKIX", provider),
                version,
                identity);
    }

    private static TlsPair of(
            SSLContext context,
            KeyManagerFactory keys,
            TrustManagerFactory trust,
            String version,
            TestPki.Identity identity)
            throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", identity.keys().getPrivate(), new char[0], identity.chain());
        keys.init(store, new char[0]);
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("anchor", identity.chain()[identity.chain().length - 1]);
        trust.init(anchors);
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        try (SSLServerSocket listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<SSLSocket> accepted = CompletableFuture.supplyAsync(() -> {
                try {
                    SSLSocket server = (SSLSocket) listener.accept();
                    server.startHandshake();
                    server.getOutputStream().write(1);
                    return server;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            SSLSocket client = (SSLSocket)
                    context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
            client.setEnabledProtocols(new String[] {version});
            client.startHandshake();
            client.getInputStream().read();
            return new TlsPair(client, accepted.get(10, TimeUnit.SECONDS));
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
