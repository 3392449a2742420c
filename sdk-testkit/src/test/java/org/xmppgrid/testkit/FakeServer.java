package org.xmppgrid.testkit;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that is only there to be started and stopped. */
final class FakeServer implements GridServer {

    static final AtomicInteger STARTED = new AtomicInteger();
    static final AtomicInteger CLOSED = new AtomicInteger();

    private final String name;

    private FakeServer(String name) {
        this.name = name;
    }

    static FakeServer start(String name) {
        STARTED.incrementAndGet();
        return new FakeServer(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return 1;
    }

    @Override
    public X509Certificate authority() {
        throw new UnsupportedOperationException("a fake has no certificates");
    }

    @Override
    public Path authorityPem() {
        throw new UnsupportedOperationException("a fake has no certificates");
    }

    @Override
    public Account account(String user) {
        return new Account(user + "@" + domain(), "pw");
    }

    @Override
    public Identity client(String user) {
        throw new UnsupportedOperationException("a fake has no certificates");
    }

    @Override
    public Set<Deviation> deviations() {
        return Set.of(Deviation.NO_AUTHORIZE);
    }

    @Override
    public void close() {
        CLOSED.incrementAndGet();
    }
}
