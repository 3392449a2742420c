package org.xmppgrid.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.xmppgrid.testkit.internal.servers.Installation;
import org.xmppgrid.testkit.internal.servers.RunningServer;

/** What the servers that run as processes have in common. */
abstract class RealServer implements RestartableServer {

    /** Who has an account from the start; {@code provider} and {@code owner} may create topics. */
    static final List<String> USERS = List.of("provider", "consumer", "owner", "mallory");

    static final String AUTHORITY = "ca.crt";
    static final String SERVER = "server";

    private static final Pattern USER = Pattern.compile("[a-z0-9-]+");

    /** Which of a server's ports is which. */
    static final int STARTTLS_PORT = 0;

    static final int DIRECT_TLS_PORT = 1;

    private final ServerKind kind;
    private final String domain;
    private final GridPki pki;
    private final RunningServer process;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    RealServer(ServerKind kind, String domain, GridPki pki, RunningServer process) {
        this.kind = kind;
        this.domain = domain;
        this.pki = pki;
        this.process = process;
    }

    /** Where a kind of server is installed, if it is: the current ones in a tree of their own. */
    static Optional<Installation> installation(ServerKind kind) {
        return switch (kind) {
            case PROSODY_13, EJABBERD_24 -> Installation.current();
            default -> Optional.of(Installation.ofMachine());
        };
    }

    /** Writes what the server needs to show its certificate and to check others; the folder of the files. */
    static Path writeCertificates(Path folder, GridPki pki, ServerCertificate kind) throws IOException {
        Path certificates = Files.createDirectory(folder.resolve("certs"));
        pki.writeAuthority(certificates.resolve(AUTHORITY));
        kind.from(pki).writePem(certificates, SERVER);
        return certificates;
    }

    private static Account newAccount(String user, String domain) {
        if (!USER.matcher(user).matches()) {
            throw new IllegalArgumentException("user: not made of lower-case letters, digits and hyphens: " + user);
        }
        return new Account(user + "@" + domain, user + "-pw");
    }

    /** Makes an account that doesn't exist yet. */
    abstract void register(String user, Account account) throws IOException;

    /** Makes the accounts that every grid has; a server without them is of no use and is stopped. */
    final void registerUsers() {
        try {
            USERS.forEach(this::account);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    final ServerKind kind() {
        return kind;
    }

    final RunningServer process() {
        return process;
    }

    /**
     * The certificates of this server, from which a test can take what its clients show.
     *
     * @return the PKI that issued the server's certificate
     */
    public final GridPki pki() {
        return pki;
    }

    /**
     * The process that runs the server; another one each time that it has come back.
     *
     * @return a handle, of a process that has ended once the server is down
     */
    public final ProcessHandle handle() {
        return process.handle();
    }

    /**
     * What the server has written to its log.
     *
     * @return the log up to now
     */
    public final String log() {
        return process.log();
    }

    @Override
    public final String name() {
        return kind.serverName();
    }

    @Override
    public final String domain() {
        return domain;
    }

    @Override
    public final String host() {
        return "127.0.0.1";
    }

    @Override
    public final int port() {
        return process.port(STARTTLS_PORT);
    }

    @Override
    public final OptionalInt directTlsPort() {
        return OptionalInt.of(process.port(DIRECT_TLS_PORT));
    }

    @Override
    public final X509Certificate authority() {
        return pki.authority();
    }

    @Override
    public final Path authorityPem() {
        return process.folder().resolve("certs").resolve(AUTHORITY);
    }

    @Override
    public final Account account(String user) {
        return accounts.computeIfAbsent(user, missing -> {
            Account account = newAccount(missing, domain);
            try {
                register(missing, account);
            } catch (IOException e) {
                throw new UncheckedIOException(name() + ": the account " + account.address() + " can't be made", e);
            }
            return account;
        });
    }

    @Override
    public final Identity client(String user) {
        account(user);
        return pki.client(user);
    }

    @Override
    public final void stop() {
        process.stop();
    }

    @Override
    public final void kill() {
        process.kill();
    }

    @Override
    public final void startAgain() {
        process.startAgain();
    }

    @Override
    public final void close() {
        process.close();
    }

    @Override
    public final String toString() {
        return name() + " " + version() + " at " + host() + ":" + port();
    }
}
