package org.xmppgrid.testkit.internal.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The part of a stream before TLS (RFC 6120 §5.4), from either end, without reading one byte too many. */
public final class Negotiation {
    private static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";
    private static final String STREAM = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams' version='1.0' ";
    /** A negotiation is short; more is somebody who doesn't want one. */
    private static final int LONGEST = 64 * 1024;

    private final Socket socket;

    /**
     * Begins on a plain connection.
     *
     * @param socket the connection
     */
    public Negotiation(Socket socket) {
        this.socket = socket;
    }

    /**
     * Plays the server as far as the client's wish for TLS; the answer is left to the caller.
     *
     * @param domain whom to play
     * @throws IOException if the client does something else
     */
    public void serve(String domain) throws IOException {
        readTo(">", "<stream:stream");
        say(STREAM + "id='between' from='" + domain + "'><stream:features><starttls xmlns='" + TLS
                + "'><required/></starttls></stream:features>");
        readTo(">", "<starttls");
    }

    /**
     * Tells a client to go on with TLS.
     *
     * @param more what to write in the same breath
     * @throws IOException if the connection is gone
     */
    public void proceed(String more) throws IOException {
        say("<proceed xmlns='" + TLS + "'/>" + more);
    }

    /**
     * Plays the client until the server waits for TLS.
     *
     * @param domain the server's domain
     * @throws IOException if the server does something else
     */
    public void ask(String domain) throws IOException {
        say(STREAM + "to='" + domain + "'>");
        readTo("</stream:features>", "<starttls");
        say("<starttls xmlns='" + TLS + "'/>");
        readTo(">", "<proceed");
    }

    /**
     * Reads until some text has come.
     *
     * @param end how it ends
     * @param part what must stand before that
     * @return all that came
     * @throws IOException if it doesn't come
     */
    public String readTo(String end, String part) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder came = new StringBuilder();
        while (came.length() < LONGEST) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended before " + part);
            }
            came.append((char) next);
            int at = came.indexOf(part);
            if (at >= 0 && came.indexOf(end, at + part.length()) >= 0) {
                return came.toString();
            }
        }
        throw new IOException("no " + part + " in " + LONGEST + " bytes");
    }

    private void say(String xml) throws IOException {
        socket.getOutputStream().write(xml.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }
}
