package org.xmppgrid.smack.internal.wire;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jivesoftware.smack.packet.Mechanisms;
import org.jivesoftware.smack.packet.XmlElement;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Credentials;
import org.xmppgrid.sdk.GridAuthenticationException;
import org.xmppgrid.sdk.TlsVersion;

/**
 * How one connection logs in: what is offered, what is chosen of it, and how that ended. The offer is taken on the reader
 * thread, the choice is made on the thread that opens.
 */
final class SaslLogin {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final WireSettings settings;
    private final Credentials credentials;
    private final BooleanSupplier ended;
    private volatile @Nullable List<String> mechanisms;
    private volatile @Nullable List<String> bindings;
    private volatile SaslChoice.@Nullable Use chosen;
    private volatile @Nullable SaslExchange exchange;
    private volatile @Nullable SaslFaultException fault;

    /**
     * A login to be.
     *
     * @param settings the account and the policy
     * @param credentials what to log in with; whoever gave them clears them
     * @param ended whether the stream has ended, so that nobody waits any more
     */
    SaslLogin(WireSettings settings, Credentials credentials, BooleanSupplier ended) {
        this.settings = settings;
        this.credentials = credentials;
        this.ended = ended;
    }

    /**
     * Takes a stream feature of the controller's.
     *
     * @return what Smack is shown of it: of the mechanisms only ours, which stands for the one that will be chosen
     */
    XmlElement offered(XmlElement feature) {
        if (feature instanceof Mechanisms offered) {
            mechanisms = List.copyOf(offered.getMechanisms());
            return new Mechanisms(GridSasl.NAME);
        }
        if (feature instanceof SaslBindingsFeature announced) {
            bindings = announced.types();
        }
        return feature;
    }

    /** Whether the controller has said how it can be logged in to. */
    boolean isOffered() {
        return mechanisms != null;
    }

    /** Whether the controller has said which channel bindings it knows. */
    boolean isBindingAnnounced() {
        return bindings != null;
    }

    /**
     * What the controller offers.
     *
     * @throws WireException if it is more than anybody would
     */
    SaslOffer offer() {
        List<String> offered = mechanisms;
        return new SaslOffer(offered == null ? List.of() : offered, Optional.ofNullable(bindings));
    }

    /**
     * Chooses a mechanism.
     *
     * @param session the TLS session
     * @param socket the TLS socket, for bindings that only a socket knows
     * @param progress is told of the offer and the choice
     * @param failure words what is wrong
     * @throws GridAuthenticationException if nothing of the offer can be used
     * @throws SaslFaultException if the credentials can't be used
     */
    void choose(SSLSession session, Optional<SSLSocket> socket, Consumer<OpeningStep> progress, LoginFailure failure)
            throws SaslFaultException {
        SaslOffer offer = offer();
        List<ChannelBinding> own = ChannelBindings.of(session, socket);
        progress.accept(new OpeningStep.Offered(
                offer.mechanisms(),
                offer.bindings(),
                own.stream().map(ChannelBinding::type).toList()));
        TlsVersion version = session.getProtocol().equals(TlsVersion.TLS_1_3.protocolName())
                ? TlsVersion.TLS_1_3
                : TlsVersion.TLS_1_2;
        SaslChoice choice = SaslChoice.of(settings.authentication(), credentials, offer, own, version);
        if (choice instanceof SaslChoice.None none) {
            throw failure.noMechanism(none.reason(), offer, own, credentials);
        }
        SaslChoice.Use use = (SaslChoice.Use) choice;
        chosen = use;
        progress.accept(new OpeningStep.Chosen(use.mechanism(), use.binding().map(ChannelBinding::type)));
        try {
            exchange = exchange(use, offer);
        } catch (SaslFaultException e) {
            failed(e);
            throw e;
        }
    }

    private SaslExchange exchange(SaslChoice.Use use, SaslOffer offer) throws SaslFaultException {
        String user = settings.account().local().orElseThrow();
        return switch (use.mechanism()) {
            case EXTERNAL -> new ExternalExchange(credentials.certificate().orElseThrow(), settings.account());
            case PLAIN -> new PlainExchange(user, password());
            default ->
                new ScramExchange(
                        new ScramTerms(use, offer, settings.authentication(), settings.keys()),
                        user,
                        password(),
                        ScramExchange.nonce(RANDOM),
                        ended);
        };
    }

    /** A copy of the password, which the exchange overwrites. */
    private char[] password() {
        return credentials.password().map(char[]::clone).orElseThrow();
    }

    /** What was chosen of the offer, or empty before. */
    Optional<SaslChoice.Use> chosen() {
        return Optional.ofNullable(chosen);
    }

    /** The chosen mechanism's side of the login. */
    @Nullable
    SaslExchange exchange() {
        return exchange;
    }

    /** The login failed at this end. */
    void failed(SaslFaultException why) {
        fault = why;
    }

    /** Why the login failed at this end. */
    Optional<SaslFaultException> fault() {
        return Optional.ofNullable(fault);
    }

    /** The opening failed: nothing is kept of what the login needed. */
    void abandon() {
        SaslExchange begun = exchange;
        if (begun != null) {
            begun.failed();
        }
    }
}
