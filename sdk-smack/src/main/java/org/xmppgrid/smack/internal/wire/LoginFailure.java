package org.xmppgrid.smack.internal.wire;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jivesoftware.smack.sasl.SASLError;
import org.jivesoftware.smack.sasl.packet.SaslNonza;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.ClientCertificate;
import org.xmppgrid.sdk.Credentials;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridAuthenticationException;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SaslMechanism;

/** Says to a person why a login failed, and what to do. */
final class LoginFailure {
    private static final int NAMES_SHOWN = 20;
    private static final String BINDING_ADVICE =
            "Let the controller offer and announce tls-server-end-point (XEP-0440),"
                    + " run this platform on Java 25 for tls-exporter, or allow a mechanism that doesn't bind the channel";
    private static final String HIDDEN_BINDING =
            ". If both are right, the controller may have channel binding, which was not seen in its offer:"
                    + " then somebody is in between and hides it";

    private final WireSettings settings;
    private final SaslLogin login;
    private final String controller;

    /**
     * A failure of one login.
     *
     * @param settings what it was tried with
     * @param login how far it got
     * @param controller who failed it, as the subject of a sentence
     */
    LoginFailure(WireSettings settings, SaslLogin login, String controller) {
        this.settings = settings;
        this.login = login;
        this.controller = controller;
    }

    /** It failed at this end. */
    GridException failed(SaslFaultException fault) {
        String advice =
                switch (fault.reason()) {
                    case CONTROLLER_NOT_PROVEN ->
                        ". It may be an impostor; "
                                + (isPlain()
                                        ? "it was sent the password: change it"
                                        : "the password was not sent, though who has seen the login can try guesses");
                    case DOWNGRADE_DETECTED ->
                        ". Somebody in between may have changed it; the password was not sent."
                                + " Find out who, for example by connecting from another network";
                    case CLIENT_CERTIFICATE_REFUSED ->
                        ". Give the account's own certificate, or connect as the account that this one is for";
                    case PROTOCOL_VIOLATION -> ". Its log may say why";
                    default -> ". Check the account's name and password";
                };
        return new GridAuthenticationException(
                fault.reason(), controller + " " + fault.getMessage() + advice, null, fault);
    }

    /** Nothing of the offer can be used. */
    GridException noMechanism(Reason reason, SaslOffer offer, List<ChannelBinding> own, Credentials credentials) {
        return new GridAuthenticationException(
                reason,
                controller + " offers " + names(offer.mechanisms().stream()) + " to log in with, and "
                        + offer.bindings()
                                .map(types -> "the channel bindings " + names(types.stream()))
                                .orElse("does not say which channel bindings it knows (XEP-0440)")
                        + ". The policy allows " + names(allowed().stream())
                        + (settings.authentication().isChannelBindingRequired() ? ", and requires channel binding" : "")
                        + ", for which this platform has " + held(credentials) + " and the channel bindings "
                        + names(own.stream().map(ChannelBinding::type)) + ". " + next(reason, offer, credentials)
                        + ". Nothing secret was sent",
                null,
                null);
    }

    private String next(Reason reason, SaslOffer offer, Credentials credentials) {
        if (reason == Reason.CHANNEL_BINDING_UNAVAILABLE) {
            return "There is no channel binding that both ends are known to have. " + BINDING_ADVICE;
        }
        if (credentials.certificate().isPresent()
                && allowed().contains(SaslMechanism.EXTERNAL.protocolName())
                && !offer.mechanisms().contains(SaslMechanism.EXTERNAL.protocolName())) {
            return "To this platform's certificate"
                    + described(credentials.certificate().get())
                    + " the controller does not offer EXTERNAL: check that the certificate is valid now, that the"
                    + " controller trusts its issuer for clients, and that it asks for certificates; or give a password";
        }
        List<String> useless =
                allowed().stream().filter(offer.mechanisms()::contains).toList();
        if (!useless.isEmpty()) {
            return "To use " + names(useless.stream()) + ", give "
                    + (useless.equals(List.of(SaslMechanism.EXTERNAL.protocolName()))
                            ? "a client certificate"
                            : "a password");
        }
        return settings.authentication().isChannelBindingRequired()
                ? "Enable a -PLUS mechanism at the controller; if it has one, somebody in between hides it"
                : "Enable one of these at the controller: RFC 8600 §8.3.1 asks for SCRAM";
    }

    /** XEP-0178 §2: a controller that can't accept a certificate hides EXTERNAL, and so says nothing of it. */
    private static String described(ClientCertificate platform) {
        return platform.certificate()
                .map(shown -> " (" + shown.getSubjectX500Principal().getName() + ", valid from "
                        + shown.getNotBefore().toInstant() + " to "
                        + shown.getNotAfter().toInstant() + ")")
                .orElse("");
    }

    private static String held(Credentials credentials) {
        String password = credentials.password().isPresent() ? "a password" : "no password";
        return password + (credentials.certificate().isPresent() ? ", a certificate" : ", no certificate");
    }

    private List<String> allowed() {
        return settings.authentication().mechanisms().stream()
                .map(SaslMechanism::protocolName)
                .toList();
    }

    /** The controller refused it. */
    GridException refused(SaslNonza.SASLFailure failure, @Nullable Throwable cause) {
        SASLError error = failure.getSASLError();
        @Nullable String text = failure.getDescriptiveText();
        String condition = failure.getSASLErrorString();
        String said = " (" + condition + (text == null ? "" : ": " + text) + ")";
        if (error == SASLError.temporary_auth_failure) {
            return new GridConnectionException(
                    Reason.BROKER_BUSY,
                    controller + " can't check the login now" + said + ". Try again later",
                    condition,
                    cause);
        }
        Refusal refusal = refusal(error == null ? SASLError.not_authorized : error);
        return new GridAuthenticationException(
                refusal.reason(), controller + " " + refusal.what() + said + ". " + refusal.next(), condition, cause);
    }

    private record Refusal(Reason reason, String what, String next) {}

    private Refusal refusal(SASLError error) {
        return switch (error) {
            case account_disabled ->
                new Refusal(
                        Reason.ACCOUNT_NOT_ACTIVE,
                        "knows " + settings.account() + " and does not let it in",
                        "It is registered and waits for approval, or was disabled: ask who runs the controller");
            case credentials_expired ->
                new Refusal(
                        Reason.CREDENTIALS_EXPIRED,
                        "says that the credentials of " + settings.account() + " have expired",
                        "Get a new password or certificate from who runs the controller");
            case invalid_mechanism, mechanism_too_weak, encryption_required ->
                new Refusal(
                        Reason.MECHANISM_NOT_OFFERED,
                        "refuses " + mechanism() + " for " + settings.account(),
                        "Allow another mechanism in the policy, or enable this one for the account: RFC 8600 §8.3.1"
                                + " asks for SCRAM");
            case malformed_request, incorrect_encoding, aborted -> malformed();
            default -> notAuthorized();
        };
    }

    private Refusal malformed() {
        if (saidThatItWouldBind()) {
            return new Refusal(
                    Reason.DOWNGRADE_DETECTED,
                    "refused to hear that it offers no channel binding",
                    "It does offer some, then, and somebody in between hides it: nothing was sent that could be used."
                            + " Find out who, for example by connecting from another network");
        }
        if (binding().isPresent()) {
            return new Refusal(
                    Reason.CHANNEL_BINDING_UNAVAILABLE,
                    "does not accept a login that is bound by "
                            + binding().get().type(),
                    BINDING_ADVICE);
        }
        return new Refusal(
                Reason.REFUSED, "does not understand the login by " + mechanism(), "Its log may say what it expects");
    }

    private Refusal notAuthorized() {
        if (login.chosen()
                .filter(use -> use.mechanism() == SaslMechanism.EXTERNAL)
                .isPresent()) {
            return new Refusal(
                    Reason.CLIENT_CERTIFICATE_REFUSED,
                    "does not accept the platform's certificate for " + settings.account(),
                    "Check that the certificate names the account as an XmppAddr (RFC 6120 §13.7.1.4), that it has not"
                            + " expired, and that the controller trusts its issuer for clients; some controllers"
                            + " offer EXTERNAL also where they saw no certificate");
        }
        return new Refusal(
                Reason.CREDENTIALS_REFUSED,
                "refused " + settings.account(),
                "Check the account's name and password: controllers don't say which of the two they refuse"
                        + binding().map(this::inBetween).orElse("")
                        + (saidThatItWouldBind() ? HIDDEN_BINDING : ""));
    }

    private boolean isPlain() {
        return login.chosen()
                .filter(use -> use.mechanism() == SaslMechanism.PLAIN)
                .isPresent();
    }

    private boolean saidThatItWouldBind() {
        return login.chosen()
                .filter(use -> use.gs2Header().equals(SaslChoice.WOULD_BIND))
                .isPresent();
    }

    private String inBetween(ChannelBinding binding) {
        return ". If both are right, "
                + (login.isBindingAnnounced()
                        ? ""
                        : "it may not know the channel binding " + binding.type()
                                + ", which is a guess, for it announces none (XEP-0440); or ")
                + "it sees another TLS connection than this platform does (" + binding.type()
                + "): then somebody is in between";
    }

    private Optional<ChannelBinding> binding() {
        return login.chosen().flatMap(SaslChoice.Use::binding);
    }

    /** The controller let the platform in as another account. */
    GridException asSomebodyElse(GridAddress bound) {
        return new GridAuthenticationException(
                Reason.PROTOCOL_VIOLATION,
                controller + " logged the platform in as " + bound.bare() + " and not as " + settings.account()
                        + ", by " + mechanism() + ". The connection was closed: connect as " + bound.bare()
                        + " if that is meant, or correct how the controller maps certificates to accounts",
                null,
                null);
    }

    private String mechanism() {
        return login.chosen().map(use -> use.mechanism().protocolName()).orElse("the mechanism");
    }

    private static String names(Stream<String> names) {
        String list = names.limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        return list.isEmpty() ? "nothing" : list;
    }
}
