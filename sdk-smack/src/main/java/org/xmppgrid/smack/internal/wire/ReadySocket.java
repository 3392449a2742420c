package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import org.jspecify.annotations.Nullable;

/**
 * A connected socket, plain or TLS, in the form that Smack expects: one that it connects itself. So names and addresses,
 * timeouts and direct TLS are ours, and Smack begins where the XMPP stream begins.
 */
final class ReadySocket extends Socket {
    private final Socket connected;

    ReadySocket(Socket connected) throws SocketException {
        super((@Nullable SocketImpl) null);
        this.connected = connected;
    }

    Socket connected() {
        return connected;
    }

    @Override
    public void connect(SocketAddress endpoint) {
        // It is.
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) {
        // It is.
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return connected.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return connected.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        connected.close();
    }

    @Override
    public boolean isConnected() {
        return connected.isConnected();
    }

    @Override
    public boolean isClosed() {
        return connected.isClosed();
    }

    @Override
    public int getPort() {
        return connected.getPort();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return connected.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return connected.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return connected.getLocalPort();
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        connected.setSoTimeout(timeout);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return connected.getSoTimeout();
    }

    @Override
    public String toString() {
        return connected.toString();
    }
}
