package org.xmppgrid.samples;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.xmppgrid.sdk.CertificatePin;
import org.xmppgrid.sdk.ClientCertificate;
import org.xmppgrid.sdk.Diagnosis;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.TlsPolicy;
import org.xmppgrid.sdk.TlsPolicyBuilder;
import org.xmppgrid.testkit.Account;
import org.xmppgrid.testkit.GridBroker;

/**
 * Looks at each step of a connection and prints what it finds: why a platform does not connect, or whether it does so as
 * safely as it could.
 *
 * <pre>{@code
 * Doctor ADDRESS [--trust PEM] [--endpoint HOST:PORT]... [--direct HOST:PORT]... [--pin sha256/...]... [--broker ADDRESS]
 *        [--certificate PEM]...
 * }</pre>
 *
 * <p>The password comes from the environment variable {@value #PASSWORD}, or is asked for; it is never an argument, which
 * everybody on the machine could read. With {@code --certificate}, of files with the platform's certificate and its key, it is
 * logged in by that alone. Without arguments an embedded grid is examined.
 */
public final class Doctor {
    static final String PASSWORD = "XMPPGRID_PASSWORD";

    private static final String USAGE =
            "Usage: Doctor ADDRESS [--trust PEM] [--endpoint HOST:PORT]... [--direct HOST:PORT]..."
                    + " [--pin sha256/...]... [--broker ADDRESS] [--certificate PEM]...; without a certificate the password is"
                    + " asked for, or taken from " + PASSWORD;

    private final PrintStream out;
    private final Supplier<char[]> password;

    Doctor(PrintStream out, Supplier<char[]> password) {
        this.out = out;
        this.password = password;
    }

    /**
     * Examines a connection.
     *
     * @param args how to connect; the program ends with status 0 only if nothing stands in the way, with 1 otherwise
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            if (!new Doctor(out, Doctor::password).examine(List.of(args))) {
                System.exit(1);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Whether nothing stands in the way. */
    boolean examine(List<String> args) {
        if (args.isEmpty()) {
            try (GridBroker server = GridBroker.start()) {
                Account account = server.account("provider");
                return print(Grid.as(account.address())
                        .password(account.password())
                        .endpoint(server.host(), server.port())
                        .trust(server.authorityPem()));
            }
        }
        List<Path> certificate = new ArrayList<>();
        GridBuilder builder = builder(args, certificate);
        if (!certificate.isEmpty()) {
            return print(builder.certificate(ClientCertificate.pem(certificate.toArray(Path[]::new))));
        }
        char[] secret = password.get();
        try {
            return print(builder.password(secret));
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private boolean print(GridBuilder builder) {
        Diagnosis diagnosis = Grid.doctor(builder);
        out.println(diagnosis);
        return diagnosis.isHealthy();
    }

    private static GridBuilder builder(List<String> args, List<Path> certificate) {
        Deque<String> rest = new ArrayDeque<>(args);
        if (rest.element().startsWith("-")) {
            throw new IllegalArgumentException(rest.element() + " is no address. " + USAGE);
        }
        GridBuilder builder = Grid.as(rest.pop());
        TlsPolicyBuilder tls = TlsPolicy.builder();
        List<Endpoint> endpoints = new ArrayList<>();
        while (!rest.isEmpty()) {
            String option = rest.pop();
            if (rest.isEmpty()) {
                throw new IllegalArgumentException(option + " says nothing alone. " + USAGE);
            }
            String value = rest.pop();
            switch (option) {
                case "--trust" -> tls.trust(Path.of(value));
                case "--endpoint" -> endpoints.add(Endpoint.startTls(host(value), port(value)));
                case "--direct" -> endpoints.add(Endpoint.directTls(host(value), port(value)));
                case "--pin" -> tls.pin(CertificatePin.of(value));
                case "--certificate" -> certificate.add(Path.of(value));
                case "--broker" -> builder.broker(value);
                default -> throw new IllegalArgumentException("There is no option " + option + ". " + USAGE);
            }
        }
        if (!endpoints.isEmpty()) {
            builder.endpoints(endpoints.toArray(Endpoint[]::new));
        }
        return builder.tls(tls.build());
    }

    private static String host(String endpoint) {
        String host = endpoint.substring(0, Math.max(0, endpoint.lastIndexOf(':')));
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(String endpoint) {
        String port = endpoint.substring(endpoint.lastIndexOf(':') + 1);
        if (!port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("'" + endpoint + "' is not HOST:PORT. " + USAGE);
        }
        return Integer.parseInt(port);
    }

    private static char[] password() {
        String given = System.getenv(PASSWORD);
        if (given != null) {
            return given.toCharArray();
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Password: ");
        if (typed == null) {
            throw new IllegalStateException(
                    "No password: there is no terminal to ask at, and " + PASSWORD + " is not set");
        }
        return typed;
    }
}
