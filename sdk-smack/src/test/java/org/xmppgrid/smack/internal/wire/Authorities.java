package org.xmppgrid.smack.internal.wire;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** An authority's OCSP responder and CRL over HTTP on loopback. Counts who asks. */
final class Authorities implements AutoCloseable {
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    final AtomicInteger asked = new AtomicInteger();
    volatile Supplier<byte[]> ocsp = () -> new byte[0];
    volatile Supplier<byte[]> crl = () -> new byte[0];
    volatile boolean hangs;

    Authorities() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        http.setExecutor(threads);
        http.createContext("/", exchange -> {
            asked.incrementAndGet();
            try {
                if (hangs) {
                    closed.await(20, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.getRequestBody().readAllBytes();
            byte[] answer = (exchange.getRequestURI().getPath().startsWith("/crl") ? crl : ocsp).get();
            exchange.sendResponseHeaders(answer.length == 0 ? 404 : 200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        http.start();
    }

    String ocspUri() {
        return uri() + "/ocsp";
    }

    /** A different one each time, since the Java runtime keeps lists for a while. */
    String crlUri() {
        return uri() + "/crl/" + System.nanoTime();
    }

    private String uri() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
