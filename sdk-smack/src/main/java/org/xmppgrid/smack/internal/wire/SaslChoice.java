package org.xmppgrid.smack.internal.wire;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.xmppgrid.sdk.AuthenticationPolicy;
import org.xmppgrid.sdk.Credentials;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SaslMechanism;
import org.xmppgrid.sdk.TlsVersion;

/** What is used of a controller's offer, or why nothing of it can be. */
sealed interface SaslChoice {

    /**
     * A mechanism.
     *
     * @param mechanism the mechanism
     * @param binding the channel binding, if it is a {@code -PLUS} mechanism
     * @param gs2Header what SCRAM says about channel binding (RFC 5802 §7)
     */
    record Use(SaslMechanism mechanism, Optional<ChannelBinding> binding, String gs2Header) implements SaslChoice {}

    /**
     * No mechanism.
     *
     * @param reason whether mechanisms or bindings are what is missing
     */
    record None(Reason reason) implements SaslChoice {}

    /** Neither bound, nor claiming that it might have been. */
    String UNBOUND = "n,,";

    /** This end could have bound the channel, and believes that the other can't. */
    String WOULD_BIND = "y,,";

    /**
     * Chooses by the policy's order. A {@code -PLUS} mechanism counts only with a binding that both ends know.
     *
     * @param policy what is allowed
     * @param credentials what there is to log in with
     * @param offer what is offered
     * @param own the bindings of this end, the strongest first
     * @param version the connection's TLS version
     */
    static SaslChoice of(
            AuthenticationPolicy policy,
            Credentials credentials,
            SaslOffer offer,
            List<ChannelBinding> own,
            TlsVersion version) {
        Optional<ChannelBinding> binding = binding(policy, offer, own, version);
        List<SaslMechanism> possible = policy.mechanisms().stream()
                .filter(mechanism -> offer.mechanisms().contains(mechanism.protocolName()))
                .filter(mechanism -> hasWhatItNeeds(mechanism, credentials))
                .toList();
        return possible.stream()
                .filter(mechanism -> !mechanism.bindsChannel() || binding.isPresent())
                .findFirst()
                .<SaslChoice>map(mechanism -> mechanism.bindsChannel()
                        ? new Use(
                                mechanism, binding, "p=" + binding.orElseThrow().type() + ",,")
                        : new Use(mechanism, Optional.empty(), header(policy, offer, own)))
                .orElseGet(() -> new None(
                        possible.isEmpty() ? Reason.MECHANISM_NOT_OFFERED : Reason.CHANNEL_BINDING_UNAVAILABLE));
    }

    private static boolean hasWhatItNeeds(SaslMechanism mechanism, Credentials credentials) {
        return mechanism.needsPassword()
                ? credentials.password().isPresent()
                : credentials.certificate().isPresent();
    }

    /**
     * {@code y} is a way to learn of somebody in between who hides the {@code -PLUS} mechanisms (RFC 5802 §6): a controller
     * that did offer one refuses it, and so it must not be said where one was seen. The bindings alone don't count: who
     * announces them and no mechanism for them either can't use them, or finds out by the {@code y}.
     */
    private static String header(AuthenticationPolicy policy, SaslOffer offer, List<ChannelBinding> own) {
        boolean wouldBind = !own.isEmpty() && policy.mechanisms().stream().anyMatch(SaslMechanism::bindsChannel);
        return wouldBind && !offer.bindsChannel() ? WOULD_BIND : UNBOUND;
    }

    private static Optional<ChannelBinding> binding(
            AuthenticationPolicy policy, SaslOffer offer, List<ChannelBinding> own, TlsVersion version) {
        Stream<ChannelBinding> strongestFirst = own.stream();
        if (offer.bindings().isPresent()) {
            List<String> announced = offer.bindings().get();
            return strongestFirst
                    .filter(mine -> announced.contains(mine.type()))
                    .findFirst();
        }
        // Without XEP-0440 a wrong guess is a failed login. With TLS 1.2 everybody means tls-unique, with TLS 1.3
        // nobody
        // knows: then a guess is made only where the alternative is no login at all.
        Set<String> guesses = isBindingAMust(policy)
                ? Set.of(
                        ChannelBinding.TLS_SERVER_END_POINT,
                        version == TlsVersion.TLS_1_3 ? ChannelBinding.TLS_EXPORTER : ChannelBinding.TLS_UNIQUE)
                : Set.of(ChannelBinding.TLS_UNIQUE);
        return strongestFirst.filter(mine -> guesses.contains(mine.type())).findFirst();
    }

    /** Whether no password may be used but with a bound channel. */
    private static boolean isBindingAMust(AuthenticationPolicy policy) {
        return policy.isChannelBindingRequired()
                || policy.mechanisms().stream()
                        .filter(SaslMechanism::needsPassword)
                        .allMatch(SaslMechanism::bindsChannel);
    }
}
