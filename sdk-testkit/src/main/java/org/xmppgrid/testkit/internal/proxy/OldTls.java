package org.xmppgrid.testkit.internal.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A server that knows TLS 1.1 (RFC 4346) and nothing newer, as far as its first word: the JDK doesn't play it any more. */
public final class OldTls {
    private static final byte HANDSHAKE = 22;
    private static final byte SERVER_HELLO = 2;
    private static final short TLS_1_1 = 0x0302;
    /** A suite of TLS 1.1 that clients still offer, so that nothing but the version is old. */
    private static final short ECDHE_RSA_WITH_AES_128_CBC_SHA = (short) 0xc013;

    private static final int RANDOM_BYTES = 32;

    private OldTls() {}

    /**
     * Answers a client's hello with one that chooses TLS 1.1, and waits for what the client says to that.
     *
     * @param client a connection on which the client begins the handshake
     * @return whether the client ended it: with an alert, or without a word
     * @throws IOException if the connection breaks
     */
    public static boolean answer(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        readRecord(in);
        int bodyBytes = 2 + RANDOM_BYTES + 1 + 2 + 1;
        ByteBuffer hello = ByteBuffer.allocate(5 + 4 + bodyBytes);
        hello.put(HANDSHAKE).putShort(TLS_1_1).putShort((short) (4 + bodyBytes));
        hello.put(SERVER_HELLO).put((byte) 0).putShort((short) bodyBytes);
        hello.putShort(TLS_1_1).put(new byte[RANDOM_BYTES]).put((byte) 0);
        hello.putShort(ECDHE_RSA_WITH_AES_128_CBC_SHA).put((byte) 0);
        client.getOutputStream().write(hello.array());
        client.getOutputStream().flush();
        int type = in.read();
        return type != HANDSHAKE;
    }

    private static void readRecord(DataInputStream in) throws IOException {
        in.readByte();
        in.readShort();
        in.readFully(new byte[in.readUnsignedShort()]);
    }
}
