package org.xmppgrid.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.testkit.internal.servers.Installation;
import org.xmppgrid.testkit.internal.servers.Recipe;
import org.xmppgrid.testkit.internal.servers.RunningServer;
import org.xmppgrid.testkit.internal.servers.Startup;
import org.xmppgrid.testkit.internal.servers.Template;

/**
 * ejabberd from a package of Debian's, started for a test with a configuration of its own, in a folder of its own, without
 * the {@code ejabberdctl} that wants a system user and without Erlang's port mapper. It listens on the loopback
 * interface only and never looks for other servers.
 */
public final class EjabberdServer extends RealServer {

    /** The name of this implementation. */
    public static final String NAME = "ejabberd";

    /** The name of this implementation in its current release, which runs out of a tree of Debian 13. */
    public static final String CURRENT_NAME = "ejabberd24";

    private static final String APPLICATION = "ejabberd";
    private static final int HTTP_LIMIT_MILLIS = 10_000;
    private static final int HTTP_CONFLICT = 409;
    private static final Set<Deviation> DEVIATIONS = Collections.unmodifiableSet(EnumSet.of(
            Deviation.RSM_IGNORED_IN_DISCO,
            Deviation.NO_EVENT_ID,
            Deviation.PAYLOAD_REQUIRED,
            Deviation.PUBLISHER_NOT_TOLD,
            Deviation.PENDING_NOT_LISTED,
            Deviation.PUBLISH_CREATES_TOPIC,
            Deviation.ONE_ITEM_PER_PUBLISH,
            Deviation.EVENTS_AFTER_REVOCATION,
            Deviation.BAD_CONFIGURATION_IS_WAIT,
            Deviation.REDIRECT_NOT_TOLD,
            Deviation.UNSUBSCRIBE_ERROR_IS_WAIT,
            Deviation.EXTERNAL_OFFERED_TO_ANYONE,
            Deviation.CERTIFICATE_WITHOUT_ADDRESS_IS_ANYBODY,
            Deviation.REVOKED_CERTIFICATE_ACCEPTED,
            Deviation.NO_SUBSCRIPTION_OPTIONS,
            Deviation.NO_TOPIC_ARCHIVE,
            Deviation.NO_SYSTEM_SHUTDOWN));

    private static final int API_PORT = 2;
    private static final String REGISTER = "  mod_register: {access: all, ip_access: all}\n";

    private final String version;

    private EjabberdServer(ServerKind kind, String domain, GridPki pki, RunningServer process, String version) {
        super(kind, domain, pki, process);
        this.version = version;
    }

    /**
     * The program that runs ejabberd, Erlang's, if both are installed.
     *
     * @return the path of the program
     */
    public static Optional<Path> binary() {
        return binary(ServerKind.EJABBERD);
    }

    private static Optional<Path> binary(ServerKind kind) {
        return installation(kind)
                .filter(found -> found.erlangApplication(APPLICATION).isPresent())
                .flatMap(found -> found.program("erl"));
    }

    /**
     * Whether this server can be started on this machine.
     *
     * @return whether its {@linkplain #binary() program} is there
     */
    public static boolean isInstalled() {
        return binary().isPresent();
    }

    /**
     * Whether ejabberd 24 can be started on this machine.
     *
     * @return whether the environment variable {@code XMPPGRID_TRIXIE} names a complete tree of Debian 13 that has it,
     *     and programs may be run in it
     */
    public static boolean isCurrentInstalled() {
        return binary(ServerKind.EJABBERD_24).isPresent();
    }

    /**
     * Starts choosing how the ejabberd of this machine runs.
     *
     * @return a builder with the defaults that its methods name
     */
    public static Builder builder() {
        return new Builder(ServerKind.EJABBERD);
    }

    /**
     * Starts choosing how ejabberd 24 runs, out of the tree of Debian 13 that {@code XMPPGRID_TRIXIE} names.
     *
     * @return a builder with the defaults that its methods name
     */
    public static Builder current() {
        return new Builder(ServerKind.EJABBERD_24);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Set<Deviation> deviations() {
        return DEVIATIONS;
    }

    @Override
    void register(String user, Account account) throws IOException {
        String request = "{\"user\":" + Template.quote(user) + ",\"host\":" + Template.quote(domain())
                + ",\"password\":" + Template.quote(account.password()) + "}";
        URI uri = URI.create("http://" + host() + ":" + process().port(API_PORT) + "/api/register");
        // No proxy, whatever the JVM's settings: this is the loopback interface.
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        try {
            connection.setConnectTimeout(HTTP_LIMIT_MILLIS);
            connection.setReadTimeout(HTTP_LIMIT_MILLIS);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(request.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK && status != HTTP_CONFLICT) {
                throw new IOException("registration answered " + status + " " + body(connection.getErrorStream()));
            }
        } finally {
            connection.disconnect();
        }
    }

    private static String body(@Nullable InputStream stream) throws IOException {
        if (stream == null) {
            return "";
        }
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Chooses how ejabberd runs. What it keeps is in Mnesia, Erlang's own database, in the server's folder. */
    public static final class Builder extends RealServerBuilder<EjabberdServer, Builder> {

        private String extraModules = "";

        private Builder(ServerKind kind) {
            super(kind);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Lines for the list of modules in the configuration, indented by two spaces. Added to what earlier calls have
         * given.
         *
         * @param lines one or more lines of YAML
         * @return this builder
         */
        public Builder extraModules(String lines) {
            extraModules += lines + "\n";
            return this;
        }

        @Override
        public EjabberdServer start() {
            Installation installation = installation(kind).orElseThrow(this::notInstalled);
            Path program = binary(kind).orElseThrow(this::notInstalled);
            Path application = installation.erlangApplication(APPLICATION).orElseThrow(this::notInstalled);
            GridPki pki = GridPki.create(domain);
            RunningServer process = RunningServer.start(new Settings(this, installation, program, application, pki));
            String version = application.getFileName().toString().substring(APPLICATION.length() + 1);
            EjabberdServer server = new EjabberdServer(kind, domain, pki, process, version);
            server.registerUsers();
            return server;
        }
    }

    /** The configuration of one server. */
    private record Settings(Builder chosen, Installation installation, Path program, Path application, GridPki pki)
            implements Recipe {

        @Override
        public String name() {
            return chosen.kind.serverName();
        }

        @Override
        public int ports() {
            return 3;
        }

        @Override
        public Path log(Path folder) {
            return folder.resolve("ejabberd.log");
        }

        @Override
        public Startup progress(String log, List<Integer> ports) {
            if (log.contains("Failed to open socket at ")) {
                return Startup.PORT_TAKEN;
            }
            for (int port : ports) {
                // "TCP connections" on a port with STARTTLS, "TLS connections" on the other.
                if (!log.contains(" connections at 127.0.0.1:" + port + " ")) {
                    return Startup.UNDER_WAY;
                }
            }
            return Startup.LISTENING;
        }

        @Override
        public ProcessBuilder prepare(Path folder, List<Integer> ports) throws IOException {
            Path certificates = writeCertificates(folder, pki, chosen.certificate);
            Path spool = Files.createDirectory(folder.resolve("spool"));
            Path configuration = folder.resolve("ejabberd.yml");
            Files.writeString(configuration, Template.read("ejabberd.yml").fill(values(certificates, ports)));
            ProcessBuilder builder = installation.command(
                    folder,
                    List.of(
                            program.toString(),
                            "-noinput",
                            "+P",
                            "250000",
                            "+S",
                            "2:2",
                            "-mnesia",
                            "dir",
                            Template.quote(spool),
                            "-s",
                            "ejabberd"));
            Map<String, String> environment = builder.environment();
            environment.put("EJABBERD_CONFIG_PATH", configuration.toString());
            environment.put("EJABBERD_LOG_PATH", log(folder).toString());
            environment.put("EJABBERD_PID_PATH", folder.resolve("ejabberd.pid").toString());
            environment.put("ERL_LIBS", application.getParent().toString());
            environment.put("ERL_MAX_PORTS", "32000");
            environment.put("ERL_MAX_ETS_TABLES", "1400");
            environment.put("ERL_CRASH_DUMP", folder.resolve("erl_crash.dump").toString());
            // Erlang wants to write to the home folder, which an ordinary user of a build machine may not have.
            environment.put("HOME", folder.toString());
            return builder;
        }

        private Map<String, String> values(Path certificates, List<Integer> ports) {
            Map<String, String> values = new HashMap<>();
            values.put("domain", chosen.domain);
            values.put("broker", "broker." + chosen.domain);
            values.put("owner", "owner@" + chosen.domain);
            values.put("provider", "provider@" + chosen.domain);
            values.put("certificate", Template.quote(certificates.resolve(SERVER + ".pem")));
            values.put("authority", Template.quote(certificates.resolve(AUTHORITY)));
            values.put("port", String.valueOf(ports.get(STARTTLS_PORT)));
            values.put("direct_tls_port", String.valueOf(ports.get(DIRECT_TLS_PORT)));
            values.put("api_port", String.valueOf(ports.get(API_PORT)));
            values.put("password_format", chosen.passwords == PasswordStorage.PLAIN ? "plain" : "scram");
            values.put("scram_hash", scramHash());
            values.put("tls_verify", String.valueOf(chosen.clientCertificates));
            values.put("protocol_options", protocolOptions());
            values.put("resume_timeout", String.valueOf(chosen.resumeTimeout.toSeconds()));
            values.put("extra_global", chosen.extraGlobal);
            values.put("extra_modules", (chosen.registration ? REGISTER : "") + chosen.extraModules);
            values.put("extra_broker", chosen.extraBroker);
            return values;
        }

        private String scramHash() {
            return switch (chosen.passwords) {
                case PLAIN, SCRAM_SHA_1 -> "sha";
                case SCRAM_SHA_256 -> "sha256";
                case SCRAM_SHA_512 -> "sha512";
            };
        }

        private String protocolOptions() {
            String old = "no_sslv2, no_sslv3, no_tlsv1, no_tlsv1_1";
            return switch (chosen.tls) {
                case ALL -> "[" + old + "]";
                case ONLY_1_2 -> "[" + old + ", no_tlsv1_3]";
                case ONLY_1_3 -> "[" + old + ", no_tlsv1_2]";
            };
        }
    }
}
