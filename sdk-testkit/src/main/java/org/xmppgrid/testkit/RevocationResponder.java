package org.xmppgrid.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.xmppgrid.testkit.internal.pki.Authority;
import org.xmppgrid.testkit.internal.pki.OcspAnswer;
import org.xmppgrid.testkit.internal.pki.Revocation;

/**
 * Where the authority of a {@linkplain GridPki#withRevocation PKI} can be asked about its certificates: a web server on
 * the loopback interface, on any free port, that answers OCSP (RFC 6960) and serves revocation lists (RFC 5280).
 *
 * <pre>{@code
 * try (RevocationResponder responder = RevocationResponder.start()) {
 *     GridPki pki = GridPki.create("grid.example").withRevocation(responder);
 *     GridBroker.builder().pki(pki).identity(pki.revoked()).start();
 * }
 * }</pre>
 *
 * <p>Thread-safe. Its threads are daemons.
 */
public final class RevocationResponder implements AutoCloseable {
    private static final String OCSP = "/ocsp";
    private static final String CRL = "/crl/";

    /** How the responder answers. */
    public enum Mode {
        /** By the list of the PKI; the default. */
        TRUTHFUL,
        /** Every certificate is good, by OCSP and by empty lists. */
        GOOD,
        /** Every certificate is revoked by OCSP; the lists stay truthful. */
        REVOKED,
        /** No certificate is known by OCSP; the lists stay truthful. */
        UNKNOWN,
        /** Requests are taken and never answered. */
        SILENT,
        /** Every request is answered with HTTP status 500. */
        ERROR
    }

    private record Published(Authority authority, Supplier<Set<BigInteger>> revoked) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "revocation-responder");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Published> published = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger ocspRequests = new AtomicInteger();
    private final AtomicInteger crlRequests = new AtomicInteger();
    private volatile Mode mode = Mode.TRUTHFUL;

    private RevocationResponder(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext(OCSP, this::ocsp);
        server.createContext(CRL, this::crl);
        server.start();
    }

    /**
     * Starts a responder that nobody is told about yet.
     *
     * @return the running responder
     * @throws UncheckedIOException if there is no port to be had
     */
    public static RevocationResponder start() {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return new RevocationResponder(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
        } catch (IOException failed) {
            throw new UncheckedIOException("no responder on the loopback interface", failed);
        }
    }

    /**
     * Changes how requests are answered from now on.
     *
     * @param next the manner
     */
    public void mode(Mode next) {
        mode = next;
    }

    /**
     * How often OCSP was asked.
     *
     * @return the number of requests, also of those without an answer
     */
    public int ocspRequests() {
        return ocspRequests.get();
    }

    /**
     * How often a list was asked for.
     *
     * @return the number of requests, also of those without an answer
     */
    public int crlRequests() {
        return crlRequests.get();
    }

    /**
     * Where OCSP is answered.
     *
     * @return a web address
     */
    public URI ocspAddress() {
        return address(OCSP);
    }

    /** Answers for one more authority from now on; what its certificates have to say about that. */
    Revocation publish(Authority authority, Supplier<Set<BigInteger>> revoked) {
        synchronized (published) {
            published.add(new Published(authority, revoked));
            return new Revocation(address(OCSP), address(CRL + (published.size() - 1)));
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void ocsp(HttpExchange exchange) throws IOException {
        ocspRequests.incrementAndGet();
        byte[] request;
        if (exchange.getRequestMethod().equals("GET")) {
            // RFC 6960 §A.1: the request in Base64 as the last part of the path, which may hold slashes of its own.
            String path = exchange.getRequestURI().getPath();
            request = Base64.getMimeDecoder().decode(path.substring(Math.min(path.length(), OCSP.length() + 1)));
        } else {
            request = exchange.getRequestBody().readAllBytes();
        }
        Mode now = mode;
        answer(
                exchange,
                now,
                "application/ocsp-response",
                () -> OcspAnswer.to(
                        request, published.stream().map(Published::authority).toList(), serial -> status(serial, now)));
    }

    private OcspAnswer.Status status(BigInteger serial, Mode now) {
        return switch (now) {
            case GOOD -> OcspAnswer.Status.GOOD;
            case REVOKED -> OcspAnswer.Status.REVOKED;
            case UNKNOWN -> OcspAnswer.Status.UNKNOWN;
            default ->
                published.stream().anyMatch(one -> one.revoked().get().contains(serial))
                        ? OcspAnswer.Status.REVOKED
                        : OcspAnswer.Status.GOOD;
        };
    }

    private void crl(HttpExchange exchange) throws IOException {
        crlRequests.incrementAndGet();
        String number = exchange.getRequestURI().getPath().substring(CRL.length());
        if (!number.matches("\\d{1,4}") || Integer.parseInt(number) >= published.size()) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        Mode now = mode;
        answer(exchange, now, "application/pkix-crl", () -> list(published.get(Integer.parseInt(number)), now));
    }

    private static byte[] list(Published one, Mode now) {
        try {
            X509CRL list = one.authority()
                    .revocations(now == Mode.GOOD ? Set.of() : one.revoked().get());
            return list.getEncoded();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the revocation list has no encoding", broken);
        }
    }

    private void answer(HttpExchange exchange, Mode now, String type, Supplier<byte[]> body) throws IOException {
        try (exchange) {
            if (now == Mode.SILENT) {
                closed.await();
            } else if (now == Mode.ERROR) {
                exchange.sendResponseHeaders(500, -1);
            } else {
                byte[] bytes = body.get();
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops at once; requests that wait in silence see their connection end. */
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
