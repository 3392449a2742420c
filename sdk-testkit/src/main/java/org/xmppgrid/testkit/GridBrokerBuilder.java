package org.xmppgrid.testkit;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.testkit.internal.embedded.ChannelBinding;
import org.xmppgrid.testkit.internal.embedded.ClientCertificates;
import org.xmppgrid.testkit.internal.embedded.RegistrationSettings;
import org.xmppgrid.testkit.internal.embedded.ResumptionSettings;
import org.xmppgrid.testkit.internal.embedded.SaslSettings;
import org.xmppgrid.testkit.internal.embedded.ServerTls;
import org.xmppgrid.testkit.internal.embedded.Settings;

/**
 * Describes an {@linkplain GridBroker embedded grid} before it is started. Not for use by several threads.
 */
public final class GridBrokerBuilder {
    /** The largest stanza: what Prosody and Debian's ejabberd accept. */
    public static final int DEFAULT_STANZA_LIMIT = 256 * 1024;
    /** The largest page of a list. */
    public static final int DEFAULT_PAGE_LIMIT = 100;
    /** The most items that a topic keeps. */
    public static final int DEFAULT_ITEM_LIMIT = 10_000;
    /** How many elements the journal holds. */
    public static final int DEFAULT_JOURNAL = 10_000;
    /** How many characters may wait for a client that doesn't read. */
    public static final long DEFAULT_WRITE_LIMIT = 64L << 20;
    /** How many messages are stored for an account that isn't there, as in the recipe for ejabberd. */
    public static final int DEFAULT_OFFLINE_LIMIT = 5_000;
    /** How long a session waits for a client that has lost its connection: what Prosody does unless told otherwise. */
    public static final Duration DEFAULT_RESUME_TIMEOUT = Duration.ofMinutes(10);
    /** How many unacknowledged stanzas are kept for a session: ejabberd's number; Prosody keeps 500. */
    public static final int DEFAULT_UNACKNOWLEDGED_LIMIT = 5_000;
    /** The iterations of SCRAM: the least that RFC 7677 §4 allows, because a test logs in often. */
    public static final int DEFAULT_ITERATIONS = 4096;

    /** The mechanisms to offer: what RFC 8600 §8.3.1 asks for, as ejabberd offers it, and no PLAIN. */
    public static final List<String> DEFAULT_MECHANISMS = List.of(
            "SCRAM-SHA-512-PLUS",
            "SCRAM-SHA-512",
            "SCRAM-SHA-256-PLUS",
            "SCRAM-SHA-256",
            "SCRAM-SHA-1-PLUS",
            "SCRAM-SHA-1",
            "EXTERNAL");
    /** The types of channel binding: all that this grid knows. */
    public static final List<String> DEFAULT_BINDINGS =
            Arrays.stream(ChannelBinding.values()).map(ChannelBinding::type).toList();

    private final Map<String, String> accounts = new LinkedHashMap<>();
    private final Set<String> creators = new LinkedHashSet<>(Set.of("provider", "owner"));
    private String domain = GridServer.DEFAULT_DOMAIN;
    private @Nullable String broker;
    private int port;
    private List<String> mechanisms = DEFAULT_MECHANISMS;
    private List<String> bindings = DEFAULT_BINDINGS;
    private boolean bindingsAdvertised = true;
    private boolean downgradeProtected = true;
    private int iterations = DEFAULT_ITERATIONS;
    private int stanzaLimit = DEFAULT_STANZA_LIMIT;
    private int pageLimit = DEFAULT_PAGE_LIMIT;
    private int itemLimit = DEFAULT_ITEM_LIMIT;
    private long writeLimit = DEFAULT_WRITE_LIMIT;
    private int offlineLimit = DEFAULT_OFFLINE_LIMIT;
    private int journal = DEFAULT_JOURNAL;
    private Clock clock = Clock.systemUTC();
    private @Nullable GridPki pki;
    private @Nullable Identity identity;
    private TlsVersions versions = TlsVersions.ALL;
    private boolean revocationChecked;
    private RegistrationPolicy registration = RegistrationPolicy.CLOSED;
    private boolean passwordChange;
    private boolean multiSubscribe;
    private boolean streamManagement = true;
    private Duration resumeTimeout = DEFAULT_RESUME_TIMEOUT;
    private int unacknowledgedLimit = DEFAULT_UNACKNOWLEDGED_LIMIT;

    GridBrokerBuilder() {
        for (String user : List.of("provider", "owner", "consumer", "mallory")) {
            accounts.put(user, user + "-pw");
        }
    }

    /**
     * The domain of the controller and its accounts; default {@value GridServer#DEFAULT_DOMAIN}.
     *
     * @param name a domain name
     * @return this builder
     */
    public GridBrokerBuilder domain(String name) {
        domain = name;
        return this;
    }

    /**
     * The address of the broker; default {@code broker.} in front of the domain.
     *
     * @param name a domain name
     * @return this builder
     */
    public GridBrokerBuilder broker(String name) {
        broker = name;
        return this;
    }

    /**
     * The TCP port; default 0, any that is free.
     *
     * @param number a port
     * @return this builder
     */
    public GridBrokerBuilder port(int number) {
        port = number;
        return this;
    }

    /**
     * Adds an account that may create topics.
     *
     * @param user the local part of its address
     * @param password its password, not empty
     * @return this builder
     */
    public GridBrokerBuilder account(String user, String password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("password: " + user + " has none");
        }
        accounts.put(user, password);
        creators.add(user);
        return this;
    }

    /**
     * The only accounts that may create topics; default {@code provider}, {@code owner} and those
     * {@linkplain #account added}.
     *
     * @param users the local parts of their addresses
     * @return this builder
     */
    public GridBrokerBuilder creators(String... users) {
        creators.clear();
        creators.addAll(List.of(users));
        return this;
    }

    /**
     * The SASL mechanisms to offer, in this order; default {@link #DEFAULT_MECHANISMS}. Those with {@code -PLUS} are
     * offered where there is a {@linkplain #channelBindings channel binding}, {@code EXTERNAL} (XEP-0178) to a client
     * that showed a certificate which verifies.
     *
     * @param names some of the default ones, or {@code PLAIN}
     * @return this builder
     * @throws IllegalArgumentException if one is none of these
     */
    public GridBrokerBuilder mechanisms(String... names) {
        for (String name : names) {
            if (!name.equals("PLAIN") && !DEFAULT_MECHANISMS.contains(name)) {
                throw new IllegalArgumentException("names: this grid has no mechanism " + name);
            }
        }
        mechanisms = List.of(names);
        return this;
    }

    /**
     * The types of channel binding to accept, where the connection has them; default {@link #DEFAULT_BINDINGS}.
     * {@code tls-exporter} (RFC 9266) needs a JDK that exports keying material, which 17 doesn't;
     * {@code tls-server-end-point} (RFC 5929) a certificate whose signature has one hash, which that of Ed25519 hasn't.
     *
     * @param types some of the default ones, or none
     * @return this builder
     * @throws IllegalArgumentException if one is none of these
     */
    public GridBrokerBuilder channelBindings(String... types) {
        for (String type : types) {
            if (!DEFAULT_BINDINGS.contains(type)) {
                throw new IllegalArgumentException("types: this grid has no channel binding " + type);
            }
        }
        bindings = List.of(types);
        return this;
    }

    /**
     * Doesn't advertise the types of channel binding (XEP-0440), as Prosody 0.12 and ejabberd 23 don't; default: it does.
     *
     * @return this builder
     */
    public GridBrokerBuilder withoutBindingAdvertisement() {
        bindingsAdvertised = false;
        return this;
    }

    /**
     * Sends no hash of its offer in SCRAM (XEP-0474), as most servers don't; default: it does, as ejabberd 24.
     *
     * @return this builder
     */
    public GridBrokerBuilder withoutDowngradeProtection() {
        downgradeProtected = false;
        return this;
    }

    /**
     * The iterations of SCRAM; default {@value #DEFAULT_ITERATIONS}.
     *
     * @param count how many
     * @return this builder
     */
    public GridBrokerBuilder iterations(int count) {
        iterations = positive("count", count);
        return this;
    }

    /**
     * The largest stanza to accept; default {@value #DEFAULT_STANZA_LIMIT}. A larger one closes the stream with
     * {@code policy-violation}.
     *
     * @param bytes the limit in bytes
     * @return this builder
     */
    public GridBrokerBuilder stanzaLimit(int bytes) {
        stanzaLimit = positive("bytes", bytes);
        return this;
    }

    /**
     * The largest page of a list; default {@value #DEFAULT_PAGE_LIMIT}. A longer list of topics is cut to its first
     * page also when no page was asked for, and says so with a {@code set} (XEP-0059); items are not.
     *
     * @param entries how many
     * @return this builder
     */
    public GridBrokerBuilder pageLimit(int entries) {
        pageLimit = positive("entries", entries);
        return this;
    }

    /**
     * The most items that a topic may be configured to keep, and what {@code max} means; default
     * {@value #DEFAULT_ITEM_LIMIT}.
     *
     * @param items how many
     * @return this builder
     */
    public GridBrokerBuilder itemLimit(int items) {
        itemLimit = positive("items", items);
        return this;
    }

    /**
     * How much may wait for a client that doesn't read; default {@value #DEFAULT_WRITE_LIMIT}. Above an eighth of
     * it, those who send are slowed down for up to a second per stanza while the client reads at all; above the
     * limit its connection is cut.
     *
     * @param characters the limit in characters
     * @return this builder
     */
    public GridBrokerBuilder writeLimit(long characters) {
        writeLimit = positive("characters", (int) Math.min(Integer.MAX_VALUE, characters));
        return this;
    }

    /**
     * How many messages are stored for an account that isn't there; default {@value #DEFAULT_OFFLINE_LIMIT}.
     *
     * @param messages how many, 0 for none
     * @return this builder
     */
    public GridBrokerBuilder offlineLimit(int messages) {
        offlineLimit = messages;
        return this;
    }

    /**
     * How many elements the journal holds; default {@value #DEFAULT_JOURNAL}.
     *
     * @param elements how many, 0 for no journal
     * @return this builder
     */
    public GridBrokerBuilder journal(int elements) {
        journal = elements;
        return this;
    }

    /**
     * The clock of delay stamps, creation dates and the journal; default the system's.
     *
     * @param source the clock
     * @return this builder
     */
    public GridBrokerBuilder clock(Clock source) {
        clock = source;
        return this;
    }

    /**
     * The certificates to use; default new ones.
     *
     * @param certificates a PKI for the same domain
     * @return this builder
     */
    public GridBrokerBuilder pki(GridPki certificates) {
        pki = certificates;
        return this;
    }

    /**
     * The certificate to show; default the server's own of the PKI. An expired one, say.
     *
     * @param shown the certificate and its key
     * @return this builder
     */
    public GridBrokerBuilder identity(Identity shown) {
        identity = shown;
        return this;
    }

    /**
     * The versions of TLS to speak; default {@link TlsVersions#ALL}.
     *
     * @param spoken the versions
     * @return this builder
     */
    public GridBrokerBuilder tls(TlsVersions spoken) {
        versions = spoken;
        return this;
    }

    /**
     * Checks the certificates of clients against the PKI's {@linkplain GridPki#revocations() revocation list}, as it is
     * at each login; default: not, as Prosody and ejabberd don't. A revoked one is as good as none: EXTERNAL is not
     * offered, a password still logs in.
     *
     * @return this builder
     */
    public GridBrokerBuilder checkRevocation() {
        revocationChecked = true;
        return this;
    }

    /**
     * Who may make an account by itself (XEP-0077); default {@link RegistrationPolicy#CLOSED}. An account that is made
     * so may not create topics. Unless it is closed, passwords can be {@linkplain #passwordChange() changed} as well.
     *
     * @param policy who may
     * @return this builder
     */
    public GridBrokerBuilder registration(RegistrationPolicy policy) {
        registration = policy;
        return this;
    }

    /**
     * Lets clients that have logged in change their password (XEP-0077 §3.3); default: not, unless
     * {@linkplain #registration registration} is open.
     *
     * @return this builder
     */
    public GridBrokerBuilder passwordChange() {
        passwordChange = true;
        return this;
    }

    /**
     * Lets an address subscribe to a topic several times (XEP-0060 §6.1.6): each subscription has an id, requests have to
     * name it where there are several, and events say for which they are in SHIM headers (XEP-0131). Default: subscribing
     * again gives the same subscription, and events name none, as on ejabberd.
     *
     * @return this builder
     */
    public GridBrokerBuilder multiSubscribe() {
        multiSubscribe = true;
        return this;
    }

    /**
     * Offers no stream management (XEP-0198): a client that loses its connection loses its session, and with it what was
     * on its way. Default: it is offered, as on Prosody and ejabberd.
     *
     * @return this builder
     */
    public GridBrokerBuilder withoutStreamManagement() {
        streamManagement = false;
        return this;
    }

    /**
     * How long a session waits for a client that has lost its connection (XEP-0198 §5); default ten minutes,
     * {@link #DEFAULT_RESUME_TIMEOUT}. Clients are told whole seconds. {@link GridStreams#expire} is for those who don't
     * want to wait.
     *
     * @param time more than zero
     * @return this builder
     * @throws IllegalArgumentException if it isn't
     */
    public GridBrokerBuilder resumeTimeout(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("time: more than zero, not " + time);
        }
        resumeTimeout = time;
        return this;
    }

    /**
     * How many stanzas are kept for a session until its client acknowledges them (XEP-0198); default
     * {@value #DEFAULT_UNACKNOWLEDGED_LIMIT}. Above it the oldest are forgotten: a connection goes on, but if it is lost
     * the session can't be resumed any more, as on Prosody.
     *
     * @param stanzas how many
     * @return this builder
     */
    public GridBrokerBuilder unacknowledgedLimit(int stanzas) {
        unacknowledgedLimit = positive("stanzas", stanzas);
        return this;
    }

    private RegistrationSettings registrationSettings() {
        boolean open = registration != RegistrationPolicy.CLOSED;
        return new RegistrationSettings(
                open, registration == RegistrationPolicy.NEEDS_APPROVAL, open || passwordChange);
    }

    private ServerTls serverTls(GridPki certificates) {
        Identity shown = identity == null ? certificates.server() : identity;
        return new ServerTls(
                certificates.lenientContext(shown),
                shown.certificate(),
                switch (versions) {
                    case ALL -> List.of("TLSv1.3", "TLSv1.2");
                    case ONLY_1_2 -> List.of("TLSv1.2");
                    case ONLY_1_3 -> List.of("TLSv1.3");
                },
                new ClientCertificates(certificates.authority(), revocationChecked ? certificates::revocations : null));
    }

    private static int positive(String argument, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(argument + ": at least 1, not " + value);
        }
        return value;
    }

    private Settings settings(GridPki certificates) {
        return new Settings(
                domain,
                broker == null ? "broker." + domain : broker,
                port,
                accounts,
                creators,
                new SaslSettings(mechanisms, bindings, bindingsAdvertised, downgradeProtected, iterations),
                registrationSettings(),
                new ResumptionSettings(streamManagement, resumeTimeout, unacknowledgedLimit),
                stanzaLimit,
                pageLimit,
                itemLimit,
                writeLimit,
                offlineLimit,
                journal,
                serverTls(certificates),
                clock);
    }

    /**
     * Starts the grid. It is ready when this returns.
     *
     * @return the running grid
     * @throws java.io.UncheckedIOException if the port can't be had
     */
    public GridBroker start() {
        GridPki certificates = pki == null ? GridPki.create(domain) : pki;
        return new GridBroker(certificates, settings(certificates), multiSubscribe);
    }
}
