package org.xmppgrid.smack.internal.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A DNS server on loopback that knows SRV records, and nothing else (RFC 1035, RFC 2782). */
final class DnsResponder implements AutoCloseable {
    private static final int SRV = 33;
    private static final int NO_SUCH_NAME = 3;

    private final DatagramSocket socket;
    private final Map<String, List<SrvRecord>> records = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile boolean silent;

    DnsResponder() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "dns-responder");
        thread.setDaemon(true);
        thread.start();
    }

    SrvLookup lookup() {
        return SrvLookup.at("dns://127.0.0.1:" + socket.getLocalPort());
    }

    void add(String name, int priority, int weight, int port, String target) {
        records.computeIfAbsent(name, n -> new ArrayList<>()).add(new SrvRecord(priority, weight, port, target));
    }

    private void serve() {
        byte[] buffer = new byte[1500];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
                StringBuilder name = new StringBuilder();
                int at = 12;
                while (question[at] != 0) {
                    int length = question[at];
                    name.append(name.isEmpty() ? "" : ".")
                            .append(new String(question, at + 1, length, StandardCharsets.US_ASCII));
                    at += length + 1;
                }
                asked.add(name.toString());
                if (!silent) {
                    byte[] answer = answer(question, at + 5, records.get(name.toString()));
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (SocketException e) {
                // It was closed: that is how it ends.
                return;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static byte[] answer(byte[] question, int end, List<SrvRecord> found) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(question, 0, 2);
        out.writeShort(found == null ? 0x8580 | NO_SUCH_NAME : 0x8580);
        out.writeShort(1);
        out.writeShort(found == null ? 0 : found.size());
        out.writeInt(0);
        out.write(question, 12, end - 12);
        for (SrvRecord record : found == null ? List.<SrvRecord>of() : found) {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            for (String label :
                    record.target().isEmpty() ? new String[0] : record.target().split("\\.")) {
                target.write(label.length());
                target.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
            }
            target.write(0);
            // The name of the question, by a pointer to it.
            out.writeShort(0xc00c);
            out.writeShort(SRV);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(6 + target.size());
            out.writeShort(record.priority());
            out.writeShort(record.weight());
            out.writeShort(record.port());
            target.writeTo(out);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
