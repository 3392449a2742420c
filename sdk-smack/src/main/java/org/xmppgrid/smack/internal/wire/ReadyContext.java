package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * An initialised context in a form that stays so: Smack initialises each context that it is given once more, with
 * managers of its own, which replaces whom to trust. Makes nothing but sockets over the connected one of {@link
 * GridSockets}.
 */
final class ReadyContext extends SSLContext {

    /** Makes a TLS socket over a plain one. */
    @FunctionalInterface
    interface Layer {
        SSLSocket over(Socket plain) throws IOException;
    }

    ReadyContext(SSLContext initialised, Layer layer) {
        super(new Spi(initialised, layer), initialised.getProvider(), initialised.getProtocol());
    }

    private static final class Spi extends SSLContextSpi {
        private final SSLContext context;
        private final Layer layer;

        Spi(SSLContext context, Layer layer) {
            this.context = context;
            this.layer = layer;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
            // It is initialised, and nobody is to do it again.
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return new Factory(context.getSocketFactory(), layer);
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw onlyLayered();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            throw onlyLayered();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            throw onlyLayered();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return context.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return context.getClientSessionContext();
        }
    }

    private static final class Factory extends SSLSocketFactory {
        private final SSLSocketFactory factory;
        private final Layer layer;

        Factory(SSLSocketFactory factory, Layer layer) {
            this.factory = factory;
            this.layer = layer;
        }

        @Override
        public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
            return layer.over(plain instanceof ReadySocket ready ? ready.connected() : plain);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return factory.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return factory.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw onlyLayered();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw onlyLayered();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw onlyLayered();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw onlyLayered();
        }
    }

    private static UnsupportedOperationException onlyLayered() {
        return new UnsupportedOperationException("This context only makes TLS sockets over a connected one");
    }
}
