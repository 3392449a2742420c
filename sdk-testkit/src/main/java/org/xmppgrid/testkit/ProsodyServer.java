package org.xmppgrid.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xmppgrid.testkit.internal.servers.Installation;
import org.xmppgrid.testkit.internal.servers.Recipe;
import org.xmppgrid.testkit.internal.servers.RunningServer;
import org.xmppgrid.testkit.internal.servers.Startup;
import org.xmppgrid.testkit.internal.servers.Template;

/**
 * Prosody from a package of Debian's, started for a test with a configuration of its own. It listens on the loopback
 * interface only and never looks for other servers.
 *
 * <p>Two plugins of the testkit are loaded: one that offers passwords and SASL EXTERNAL on the same host, and one that
 * lets {@code provider} create topics, which stock Prosody allows to administrators only. {@code owner} is an
 * administrator and as such owns every topic.
 */
public final class ProsodyServer extends RealServer {

    /** The name of this implementation. */
    public static final String NAME = "prosody";

    /** The name of this implementation in its current release, which runs out of a tree of Debian 13. */
    public static final String CURRENT_NAME = "prosody13";

    private static final String PROGRAM = "prosody";
    private static final Pattern VERSION = Pattern.compile("Prosody version (\\S+)");
    // Those of Prosody 13 too: each was looked for there, and found.
    private static final Set<Deviation> DEVIATIONS = Collections.unmodifiableSet(EnumSet.of(
            Deviation.NO_AUTHORIZE,
            Deviation.RSM_IGNORED_IN_DISCO,
            Deviation.PEOPLE_NOT_DESCRIBED,
            Deviation.RSM_IGNORED_IN_ITEMS,
            Deviation.PREFIXES_RENAMED,
            Deviation.PUBLISH_TO_MISSING_IS_FORBIDDEN,
            Deviation.ONLY_FIRST_ITEM_KEPT,
            Deviation.WHITELIST_REFUSAL_UNNAMED,
            Deviation.EVENTS_AFTER_REVOCATION,
            Deviation.REVOCATION_ANSWERED_FORBIDDEN,
            Deviation.REMOVAL_NOT_TOLD,
            Deviation.NO_OWN_AFFILIATIONS,
            Deviation.SUBSCRIPTIONS_UNANSWERED_AFTER_DELETE,
            Deviation.NO_CONFIGURATION_EVENT,
            Deviation.MISSING_TOPIC_IS_FORBIDDEN,
            Deviation.REDIRECT_NOT_TOLD,
            Deviation.RETRACT_NOT_NOTIFIED,
            Deviation.PAYLOAD_REQUIRED,
            Deviation.NO_SUBSCRIPTION_OPTIONS,
            Deviation.NO_TOPIC_ARCHIVE));

    private ProsodyServer(ServerKind kind, String domain, GridPki pki, RunningServer process) {
        super(kind, domain, pki, process);
    }

    /**
     * The program, if it is installed.
     *
     * @return the path of the program
     */
    public static Optional<Path> binary() {
        return binary(ServerKind.PROSODY);
    }

    private static Optional<Path> binary(ServerKind kind) {
        return installation(kind).flatMap(found -> found.program(PROGRAM));
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
     * Whether Prosody 13 can be started on this machine.
     *
     * @return whether the environment variable {@code XMPPGRID_TRIXIE} names a complete tree of Debian 13 that has it,
     *     and programs may be run in it
     */
    public static boolean isCurrentInstalled() {
        return binary(ServerKind.PROSODY_13).isPresent();
    }

    /**
     * Starts choosing how the Prosody of this machine runs.
     *
     * @return a builder with the defaults that its methods name
     */
    public static Builder builder() {
        return new Builder(ServerKind.PROSODY);
    }

    /**
     * Starts choosing how Prosody 13 runs, out of the tree of Debian 13 that {@code XMPPGRID_TRIXIE} names.
     *
     * @return a builder with the defaults that its methods name
     */
    public static Builder current() {
        return new Builder(ServerKind.PROSODY_13);
    }

    @Override
    public String version() {
        Matcher version = VERSION.matcher(log());
        return version.find() ? version.group(1) : "unknown";
    }

    @Override
    public Set<Deviation> deviations() {
        return DEVIATIONS;
    }

    @Override
    void register(String user, Account account) throws IOException {
        // Accounts are files of Prosody's "internal" storage, read at each login: writing one is all it takes.
        Path accounts =
                process().folder().resolve("data").resolve(fileName(domain())).resolve("accounts");
        Files.writeString(
                Files.createDirectories(accounts).resolve(fileName(user) + ".dat"),
                "return { [\"password\"] = " + Template.quote(account.password()) + " };\n");
    }

    private static String fileName(String text) {
        return text.replace("-", "%2d").replace(".", "%2e");
    }

    /** Where Prosody keeps topics, items and messages for those who are away. */
    public enum Storage {
        /** In memory: fast, and gone with the process. */
        MEMORY,
        /** In files, Prosody's own default, which rewrites all items of a topic at each publication. */
        INTERNAL,
        /** In an SQLite database. Needs the package {@code lua-dbi-sqlite3}. */
        SQLITE
    }

    /** Chooses how Prosody runs. */
    public static final class Builder extends RealServerBuilder<ProsodyServer, Builder> {

        private Storage storage = Storage.MEMORY;
        private boolean checkRevocation;
        private boolean endPointBinding;

        private Builder(ServerKind kind) {
            super(kind);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Where topics and items are kept. Default: {@link Storage#MEMORY}.
         *
         * @param value which storage
         * @return this builder
         */
        public Builder storage(Storage value) {
            storage = Objects.requireNonNull(value, "storage");
            return this;
        }

        /**
         * Refuses SASL EXTERNAL to certificates that the authority has revoked: those of
         * {@link GridPki#revokedClient} for the four accounts that every grid has. Default: nobody asks, as in Prosody
         * itself.
         *
         * @return this builder
         */
        public Builder checkRevocation() {
            checkRevocation = true;
            return this;
        }

        /**
         * Offers the channel binding {@code tls-server-end-point} (RFC 5929) as well. Default: only
         * {@code tls-exporter} on TLS 1.3 and {@code tls-unique} on TLS 1.2, as in Prosody itself. Prosody 13 only.
         *
         * @return this builder
         * @throws IllegalStateException if this is an older Prosody, which doesn't know it
         */
        public Builder endPointBinding() {
            if (kind != ServerKind.PROSODY_13) {
                throw new IllegalStateException(
                        kind.serverName() + " doesn't know tls-server-end-point: use " + "ProsodyServer.current()");
            }
            endPointBinding = true;
            return this;
        }

        @Override
        public ProsodyServer start() {
            Installation installation = installation(kind).orElseThrow(this::notInstalled);
            Path program = binary(kind).orElseThrow(this::notInstalled);
            if (checkRevocation && !clientCertificates) {
                throw new IllegalStateException("checkRevocation() is of no use withoutClientCertificates()");
            }
            String authentication = authentication();
            GridPki pki = GridPki.create(domain);
            RunningServer process = RunningServer.start(new Settings(this, installation, program, authentication, pki));
            ProsodyServer server = new ProsodyServer(kind, domain, pki, process);
            server.registerUsers();
            return server;
        }

        private String authentication() {
            if (passwords == PasswordStorage.PLAIN) {
                return "\"grid\"";
            }
            String hashed =
                    switch (passwords) {
                        case SCRAM_SHA_1 -> "\"internal_hashed\"; password_hash = \"SHA-1\"";
                        case SCRAM_SHA_256 -> "\"internal_hashed\"; password_hash = \"SHA-256\"";
                        default -> throw new IllegalStateException("Prosody can't store passwords as " + passwords);
                    };
            if (clientCertificates) {
                throw new IllegalStateException("Prosody can't have client certificates and hashed passwords on one "
                        + "host: choose PasswordStorage.PLAIN or withoutClientCertificates()");
            }
            return hashed;
        }
    }

    /** The configuration of one server. */
    private record Settings(Builder chosen, Installation installation, Path program, String authentication, GridPki pki)
            implements Recipe {

        @Override
        public String name() {
            return chosen.kind.serverName();
        }

        @Override
        public int ports() {
            return 2;
        }

        @Override
        public Path log(Path folder) {
            return folder.resolve("prosody.log");
        }

        @Override
        public Startup progress(String log, List<Integer> ports) {
            for (int port : ports) {
                if (log.contains("Failed to open server port " + port + " ")) {
                    return Startup.PORT_TAKEN;
                }
            }
            boolean open = log.contains("Activated service 'c2s' on [127.0.0.1]:" + ports.get(STARTTLS_PORT))
                    && log.contains("Activated service 'c2s_direct_tls' on [127.0.0.1]:" + ports.get(DIRECT_TLS_PORT));
            return open ? Startup.LISTENING : Startup.UNDER_WAY;
        }

        @Override
        public ProcessBuilder prepare(Path folder, List<Integer> ports) throws IOException {
            Path certificates = writeCertificates(folder, pki, chosen.certificate);
            Path data = Files.createDirectory(folder.resolve("data"));
            Path plugins = Files.createDirectory(folder.resolve("plugins"));
            Template.copy("mod_auth_grid.lua", plugins);
            Template.copy("mod_grid_create.lua", plugins);
            Map<String, String> values = new HashMap<>();
            values.put("pid_file", Template.quote(folder.resolve("prosody.pid")));
            values.put("data", Template.quote(data));
            values.put("certs", Template.quote(certificates));
            values.put("plugins", Template.quote(plugins));
            values.put("storage", storage(data));
            values.put("port", String.valueOf(ports.get(STARTTLS_PORT)));
            values.put("direct_tls_port", String.valueOf(ports.get(DIRECT_TLS_PORT)));
            values.put("certificate", Template.quote(certificates.resolve(SERVER + ".crt")));
            values.put("key", Template.quote(certificates.resolve(SERVER + ".key")));
            values.put("protocol", protocol());
            values.put("verify", verify(certificates));
            values.put("log", Template.quote(log(folder)));
            values.put("domain", Template.quote(chosen.domain));
            values.put("broker", Template.quote("broker." + chosen.domain));
            values.put("owner", Template.quote("owner@" + chosen.domain));
            values.put("provider", Template.quote("provider@" + chosen.domain));
            values.put("authentication", authentication);
            values.put("modules", chosen.registration ? "\"register\";" : "");
            values.put("allow_registration", String.valueOf(chosen.registration));
            values.put("end_point_hash", endPointHash());
            values.put("resume_timeout", String.valueOf(chosen.resumeTimeout.toSeconds()));
            values.put("extra_global", chosen.extraGlobal);
            values.put("extra_broker", chosen.extraBroker);
            Path configuration = folder.resolve("prosody.cfg.lua");
            Files.writeString(configuration, Template.read("prosody.cfg.lua").fill(values));
            return installation.command(
                    folder, List.of(program.toString(), "-F", "--config", configuration.toString()));
        }

        private String storage(Path data) {
            // Accounts stay in files, where register() can add to them while the server runs.
            String accounts = "; storage = { accounts = \"internal\" }";
            return switch (chosen.storage) {
                case MEMORY -> "default_storage = \"memory\"" + accounts;
                case INTERNAL -> "default_storage = \"internal\"";
                case SQLITE ->
                    "default_storage = \"sql\"" + accounts + "; sql = { driver = \"SQLite3\", database = "
                            + Template.quote(data.resolve("prosody.sqlite")) + " }";
            };
        }

        private String protocol() {
            return switch (chosen.tls) {
                case ALL -> "\"tlsv1_2+\"";
                case ONLY_1_2 -> "\"tlsv1_2\"";
                case ONLY_1_3 -> "\"tlsv1_3\"";
            };
        }

        private String verify(Path certificates) throws IOException {
            if (!chosen.clientCertificates) {
                return "";
            }
            Path trusted = certificates.resolve(AUTHORITY);
            if (chosen.checkRevocation) {
                trusted = Files.writeString(
                        certificates.resolve("ca-and-crl.pem"), Files.readString(trusted) + revocations());
            }
            // A certificate that is missing or bad doesn't end the handshake: SASL decides. lsec_ignore_purpose, a
            // default of Prosody's, would check a client's certificate as if it were a server's.
            return "cafile = " + Template.quote(trusted)
                    + "; capath = \"/nonexistent\"; verify = { \"peer\" };"
                    + " verifyext = { lsec_continue = true; lsec_ignore_purpose = false; crl_check = "
                    + chosen.checkRevocation + "; }";
        }

        /** The list that Prosody reads at its start: who is revoked later is not on it. */
        private Pem revocations() throws IOException {
            USERS.forEach(pki::revokedClient);
            try {
                return new Pem("X509 CRL", pki.revocations().getEncoded());
            } catch (GeneralSecurityException e) {
                throw new IOException("the list of revoked certificates can't be written", e);
            }
        }

        /** Prosody's own "auto" works for the first stream only, so that the hash is told. */
        private String endPointHash() throws IOException {
            if (!chosen.endPointBinding) {
                return "";
            }
            try {
                // The authority signs with SHA-256, which is then the hash of the binding too (RFC 5929 §4.1).
                byte[] hash = MessageDigest.getInstance("SHA-256")
                        .digest(chosen.certificate.from(pki).certificate().getEncoded());
                return "tls_server_end_point_hash = "
                        + Template.quote(HexFormat.of().formatHex(hash));
            } catch (GeneralSecurityException e) {
                throw new IOException("the server's certificate can't be hashed", e);
            }
        }
    }
}
