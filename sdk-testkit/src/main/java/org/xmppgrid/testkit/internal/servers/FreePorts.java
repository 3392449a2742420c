package org.xmppgrid.testkit.internal.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports of the loopback interface on which nobody listens. A port stays reserved within this JVM until it is
 * given back; against other processes there is no reservation, so that whoever uses one must be ready to lose it.
 */
public final class FreePorts {

    // Below the range from which the kernel takes the ports of outgoing connections, which would collide at random.
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int TRIES = 1_000;
    private static final Set<Integer> RESERVED = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /**
     * Finds free ports.
     *
     * @param count how many
     * @return the ports, reserved until they are {@linkplain #release given back}
     * @throws IllegalStateException if there are not as many
     */
    public static List<Integer> reserve(int count) {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < TRIES && ports.size() < count; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (RESERVED.add(port)) {
                if (isFree(port)) {
                    ports.add(port);
                } else {
                    RESERVED.remove(port);
                }
            }
        }
        if (ports.size() < count) {
            release(ports);
            throw new IllegalStateException("no " + count + " free ports found between " + FIRST + " and " + LAST
                    + " on the loopback interface");
        }
        return List.copyOf(ports);
    }

    /**
     * Gives ports back.
     *
     * @param ports ports that were reserved
     */
    public static void release(List<Integer> ports) {
        RESERVED.removeAll(ports);
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
