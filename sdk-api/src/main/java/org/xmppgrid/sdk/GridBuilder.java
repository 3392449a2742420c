package org.xmppgrid.sdk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Says how a platform connects. Only the password has no default; every default is the secure one.
 *
 * <pre>{@code
 * try (Grid grid = Grid.as("sensor@grid.example").password(secret).trust(Path.of("grid-ca.pem")).connect()) { ... }
 * }</pre>
 *
 * <p>Not thread-safe. {@link #connect()} may be called several times and gives a connection each time.
 */
public final class GridBuilder {
    /** 30 seconds: for name look-up, TCP, TLS and authentication together. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(30);

    /** 30 seconds: a broker at its rate limit takes 20 for a large publish and answers in the end. */
    public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(30);

    /** One day: what waits longer has failed. */
    public static final Duration MAX_TIMEOUT = Duration.ofDays(1);

    /** The port of XMPP clients (RFC 6120 §14.7). */
    public static final int DEFAULT_PORT = 5222;

    private final GridAddress address;
    private @Nullable CredentialsProvider credentials;
    private char @Nullable [] password;
    private @Nullable ClientCertificate certificate;
    private List<Endpoint> endpoints = List.of();
    private TlsPolicy tls = TlsPolicy.systemTrust();
    private AuthenticationPolicy authentication = AuthenticationPolicy.standard();
    private @Nullable GridAddress broker;
    private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
    private Duration requestTimeout = DEFAULT_REQUEST_TIMEOUT;
    private GridLimits limits = GridLimits.DEFAULT;
    private ConnectionPolicy connection = ConnectionPolicy.standard();
    private GridMetrics metrics = GridMetrics.none();
    private final List<GridObserver> observers = new ArrayList<>();

    GridBuilder(GridAddress address) {
        if (address.local().isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + address + "' is a domain, not an account; write it as user@" + address.domain());
        }
        this.address = address;
    }

    /**
     * The account's password. It is copied, never logged, and never sent: the mechanisms of the
     * {@linkplain AuthenticationPolicy#standard() standard policy} only prove that it is known.
     *
     * @param password the password
     * @return this builder
     */
    public GridBuilder password(char[] password) {
        this.password = given("password", password).clone();
        return this;
    }

    /**
     * The account's password, where it is a string anyway.
     *
     * @param password the password
     * @return this builder
     */
    public GridBuilder password(String password) {
        return password(given("password", password).toCharArray());
    }

    /**
     * The platform's certificate, for {@link SaslMechanism#EXTERNAL}; with a password too, the
     * {@link AuthenticationPolicy} decides which is used.
     *
     * @param platform the certificate
     * @return this builder
     */
    public GridBuilder certificate(ClientCertificate platform) {
        this.certificate = given("certificate", platform);
        return this;
    }

    /**
     * Who knows the account's password or certificate, in place of {@link #password(char[])} and {@link #certificate}.
     * It is asked at each attempt to connect, so that what is rotated is picked up.
     *
     * @param provider the provider
     * @return this builder
     */
    public GridBuilder credentials(CredentialsProvider provider) {
        this.credentials = given("credentials", provider);
        return this;
    }

    /**
     * Where the controller is, by STARTTLS. Short for {@code endpoints(Endpoint.startTls(host, port))}.
     *
     * @param host a host name or IP address
     * @param port a TCP port, 1 to 65535
     * @return this builder
     */
    public GridBuilder endpoint(String host, int port) {
        return endpoints(Endpoint.startTls(host, port));
    }

    /**
     * Where the controller is. Several are tried in the order of their priority and, among equals, at random by weight
     * (RFC 2782), until one accepts the platform; only an endpoint that can't be reached, or doesn't prove to be the
     * controller, leads on to the next. Default: what the domain's {@code _xmpps-client} and {@code _xmpp-client}
     * service records say (XEP-0368), else the domain itself at port {@value #DEFAULT_PORT}. The certificate is checked
     * against the address's domain in any case.
     *
     * @param places the endpoints, at least one
     * @return this builder
     */
    public GridBuilder endpoints(Endpoint... places) {
        if (places.length == 0) {
            throw new IllegalArgumentException(
                    "At least one endpoint must be given; leave the call out to look them up");
        }
        this.endpoints = List.of(places);
        return this;
    }

    /**
     * Trust in the certification authorities of a PEM file and in no other. Short for
     * {@code tls(TlsPolicy.trusting(pem))}.
     *
     * @param pem a file with one or more certificates in PEM form
     * @return this builder
     * @throws IllegalArgumentException if the file can't be read or holds no certificate
     */
    public GridBuilder trust(Path pem) {
        return tls(TlsPolicy.trusting(given("trust", pem)));
    }

    /**
     * Whom to take for the controller. Default: {@link TlsPolicy#systemTrust()}.
     *
     * @param policy the policy
     * @return this builder
     */
    public GridBuilder tls(TlsPolicy policy) {
        this.tls = policy;
        return this;
    }

    /**
     * Which SASL mechanisms may be used. Default: {@link AuthenticationPolicy#standard()}, the order of RFC 8600 §8.3.1.
     *
     * @param policy the policy
     * @return this builder
     */
    public GridBuilder authentication(AuthenticationPolicy policy) {
        this.authentication = policy;
        return this;
    }

    /**
     * The only SASL mechanisms that may be used. Short for
     * {@code authentication(AuthenticationPolicy.allowing(allowed))}.
     *
     * @param allowed the mechanisms, at least one, the most wanted first
     * @return this builder
     */
    public GridBuilder mechanisms(SaslMechanism... allowed) {
        return authentication(AuthenticationPolicy.allowing(allowed));
    }

    /**
     * The broker to work with. Default: the controller's only publish-subscribe service.
     *
     * @param address the broker's address, for example {@code broker.grid.example}
     * @return this builder
     */
    public GridBuilder broker(String address) {
        this.broker = GridAddress.of(address);
        return this;
    }

    /**
     * How long connecting may take. Default: {@link #DEFAULT_CONNECT_TIMEOUT}.
     *
     * @param timeout a positive duration of at most {@link #MAX_TIMEOUT}
     * @return this builder
     */
    public GridBuilder connectTimeout(Duration timeout) {
        this.connectTimeout = positive("connect timeout", timeout);
        return this;
    }

    /**
     * How long a request may take to be answered, from when it is written. Default: {@link #DEFAULT_REQUEST_TIMEOUT}. The
     * time grows by a second for each 2,000 bytes that are under way with it, and by an hour at most: controllers read
     * slower from who sends much.
     *
     * @param timeout a positive duration of at most {@link #MAX_TIMEOUT}
     * @return this builder
     */
    public GridBuilder requestTimeout(Duration timeout) {
        this.requestTimeout = positive("request timeout", timeout);
        return this;
    }

    /**
     * What to accept from the network and keep in memory. Default: {@link GridLimits#DEFAULT}.
     *
     * @param limits the limits
     * @return this builder
     */
    public GridBuilder limits(GridLimits limits) {
        this.limits = limits;
        return this;
    }

    /**
     * How a lost connection is noticed and got back. Default: {@link ConnectionPolicy#standard()}.
     *
     * @param policy the policy
     * @return this builder
     */
    public GridBuilder connection(ConnectionPolicy policy) {
        this.connection = policy;
        return this;
    }

    /**
     * Who takes measures. Default: {@link GridMetrics#none()}.
     *
     * @param taker a binding to a metrics system
     * @return this builder
     */
    public GridBuilder metrics(GridMetrics taker) {
        this.metrics = taker;
        return this;
    }

    /**
     * Adds an observer of what happens on the connection. The log ({@link GridObserver#logging()}) is always one.
     *
     * @param observer the observer
     * @return this builder
     */
    public GridBuilder observer(GridObserver observer) {
        this.observers.add(observer);
        return this;
    }

    /**
     * Connects and authenticates (RFC 8600 §4, steps a and b). Nothing is left running if it fails.
     *
     * @return the connected grid
     * @throws GridConnectionException if the controller can't be reached or is not the one that is trusted
     * @throws GridAuthenticationException if the controller refuses the account, or can't prove itself
     * @throws GridTimeoutException if it takes longer than the connect timeout
     * @throws IllegalStateException if there are no credentials, or no implementation on the class path
     */
    public Grid connect() {
        GridSettings settings = settings();
        return connector().connect(settings);
    }

    /**
     * Registers the account with its password at the controller, where that is offered (XEP-0077 §3.1). The password is
     * sent as it is, over TLS and after all checks of the certificate. Does not log in: {@link #connect()} does, and
     * reports {@link Reason#ACCOUNT_NOT_ACTIVE} as long as the account waits for approval. Blocks for at most the connect
     * timeout and two request timeouts.
     *
     * @throws GridRequestException if the controller does not offer it or asks for more than a name and a password
     *     ({@link Reason#NOT_SUPPORTED}), has such an account ({@link Reason#ACCOUNT_EXISTS}), can't do it now
     *     ({@link Reason#BROKER_BUSY}), or refuses
     * @throws GridConnectionException if the controller can't be reached or is not the one that is trusted
     * @throws GridTimeoutException if connecting takes longer than the connect timeout, or an answer longer than the
     *     request timeout: with {@link Reason#OUTCOME_UNKNOWN} the account may be registered
     * @throws IllegalArgumentException if XML has no way to say the password
     * @throws IllegalStateException if there is no password, or no implementation on the class path
     */
    public void register() {
        GridSettings settings = settings();
        connector().register(settings);
    }

    Diagnosis diagnose() {
        GridSettings settings = settings();
        return connector().diagnose(settings);
    }

    private GridSettings settings() {
        List<GridObserver> all = new ArrayList<>(List.of(GridObserver.logging()));
        all.addAll(observers);
        return new GridSettings(
                address,
                provider(),
                endpoints,
                tls,
                authentication,
                Optional.ofNullable(broker),
                connectTimeout,
                requestTimeout,
                limits,
                connection,
                metrics,
                all);
    }

    private CredentialsProvider provider() {
        if (credentials != null) {
            if (password != null || certificate != null) {
                throw new IllegalStateException("credentials(..) is in place of password(..) and certificate(..):"
                        + " leave out one of the two for " + address);
            }
            CredentialsProvider source = credentials;
            return account -> {
                @Nullable Credentials known = source.credentials(account);
                if (known == null) {
                    throw new IllegalStateException("The CredentialsProvider has nothing for " + account
                            + ": it must give Credentials or say by an exception why it can't");
                }
                return known;
            };
        }
        if (password == null && certificate == null) {
            throw new IllegalStateException("No password or certificate for " + address
                    + ": call password(..), certificate(..) or credentials(..) first");
        }
        char[] secret = password == null ? null : password.clone();
        ClientCertificate platform = certificate;
        return account -> {
            if (secret == null) {
                return Credentials.certificate(Objects.requireNonNull(platform));
            }
            Credentials known = Credentials.password(secret);
            if (platform == null) {
                return known;
            }
            Credentials both = known.with(platform);
            // A copy that nobody is given, so that nobody would clear it.
            known.clear();
            return both;
        };
    }

    /** The platform's address and nothing secret. */
    @Override
    public String toString() {
        return "GridBuilder[" + address + "]";
    }

    /** What reads a setting that isn't there, a variable of the environment for one, gives null as a rule. */
    private static <T> T given(String setting, @Nullable T value) {
        return Objects.requireNonNull(
                value, () -> setting + "(..) was given null: is what it is read from, a variable or a file, there?");
    }

    private static GridConnector connector() {
        // Our own class loader too: in JShell, OSGi and plug-ins the thread's knows nothing of this library.
        return ServiceLoader.load(GridConnector.class)
                .findFirst()
                .or(() -> ServiceLoader.load(GridConnector.class, GridBuilder.class.getClassLoader())
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("No implementation of the XMPP-Grid SDK was found; add"
                        + " org.xmppgrid:xmppgrid-sdk-smack to the class path"));
    }

    private static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "The " + name + " must be positive and at most " + MAX_TIMEOUT + ", not " + value);
        }
        return value;
    }
}
