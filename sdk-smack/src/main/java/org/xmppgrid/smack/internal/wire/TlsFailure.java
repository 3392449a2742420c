package org.xmppgrid.smack.internal.wire;

import java.io.EOFException;
import java.net.SocketException;
import java.security.cert.Certificate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;

/**
 * What a broken TLS handshake means. With TLS 1.3 a controller refuses the platform's certificate only after the
 * platform's side of the handshake is complete (RFC 8446 §4.4.2.4), so that this too is looked for in what broke reading.
 */
final class TlsFailure {
    /** What JSSE providers say of an alert from the other end: the JDK's, and Bouncy Castle's. */
    private static final Pattern ALERT =
            Pattern.compile("(?:fatal alert: |^(?=[a-z_]+\\())([a-z]+(?:_[a-z]+)*)(?:\\(\\d+\\).*)?$");

    private static final Set<String> ABOUT_OUR_CERTIFICATE = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "access_denied",
            "certificate_required");
    private static final Set<String> NOTHING_IN_COMMON =
            Set.of("handshake_failure", "protocol_version", "insufficient_security");

    private final WireSettings settings;
    private final GridTls tls;

    TlsFailure(WireSettings settings, GridTls tls) {
        this.settings = settings;
        this.tls = tls;
    }

    /** The exception for the caller, or empty if it was not TLS that failed. */
    Optional<GridException> of(Throwable failure) {
        Optional<String> alert = alert(failure);
        if (alert.isPresent()) {
            return Optional.of(told(alert.get(), failure));
        }
        if (!(failure instanceof SSLException) || isCutOff(failure)) {
            return Optional.empty();
        }
        String message = String.valueOf(failure.getMessage());
        if (message.contains("unrecognized SSL message")) {
            return Optional.of(failed(
                    Reason.NOT_XMPP,
                    where() + " answers without TLS. If its controller begins with STARTTLS there, use"
                            + " Endpoint.startTls(..), and Endpoint.directTls(..) with the port for that, often 5223",
                    failure));
        }
        return Optional.of(nothingInCommon(message, failure));
    }

    private GridException told(String alert, Throwable failure) {
        if (ABOUT_OUR_CERTIFICATE.contains(alert)) {
            return failed(
                    Reason.CLIENT_CERTIFICATE_REFUSED,
                    where()
                            + (tls.hasCertificate()
                                    ? " does not accept this platform's certificate (TLS alert " + alert
                                            + "). Check that it is valid now and issued by an authority that the"
                                            + " controller trusts"
                                    : " wants a certificate from this platform (TLS alert " + alert
                                            + "). Give one with certificate(..)"),
                    failure);
        }
        if (NOTHING_IN_COMMON.contains(alert)) {
            return nothingInCommon("TLS alert " + alert, failure);
        }
        return switch (alert) {
            case "unrecognized_name" ->
                failed(
                        Reason.DOMAIN_NOT_SERVED,
                        where() + " has no certificate for the domain "
                                + settings.account().domain() + " (TLS alert " + alert
                                + "). Check the part of the address after the @",
                        failure);
            case "no_application_protocol" ->
                failed(
                        Reason.NOT_XMPP,
                        where() + " speaks TLS, and not XMPP (TLS alert " + alert + "). Check the port",
                        failure);
            default ->
                failed(
                        Reason.CONNECTION_LOST,
                        where() + " ended TLS with the alert " + alert + ". Its log may say why",
                        failure);
        };
    }

    private GridException nothingInCommon(String detail, Throwable failure) {
        return failed(
                Reason.TLS_NOTHING_IN_COMMON,
                where() + " and this platform have no TLS version and cipher suite in common (" + detail
                        + "). This platform offers " + tls.wanted()
                        + "; RFC 8600 §8.3.1 requires TLS 1.2 or 1.3. Enable one of these at the controller",
                failure);
    }

    private static GridException failed(Reason reason, String message, Throwable cause) {
        return new GridConnectionException(reason, message, null, cause);
    }

    private String where() {
        return "The controller of " + settings.account().domain() + " at " + settings.endpoint();
    }

    /**
     * What may be behind a connection that broke off.
     *
     * @param beginning what the other end said before that
     */
    String hint(String beginning) {
        if (!tls.isDirect() && beginning.isEmpty()) {
            return ". It said nothing: if it begins with TLS there, use Endpoint.directTls(..), if it is no XMPP server"
                    + " at all, another port";
        }
        if (tls.isDirect() && !tls.trust().isVerified()) {
            return ". If its controller begins with STARTTLS there, use Endpoint.startTls(..)";
        }
        return tls.trust().isVerified() && certificateShown() ? ". It may not accept this platform's certificate" : "";
    }

    private boolean certificateShown() {
        Certificate @Nullable [] shown = tls.socket()
                .map(SSLSocket::getSession)
                .map(session -> session.getLocalCertificates())
                .orElse(null);
        return shown != null && shown.length > 0;
    }

    private static Optional<String> alert(Throwable failure) {
        // Bouncy Castle is not there at run time, as a rule: known by its name only.
        String kind = failure.getClass().getSimpleName();
        Matcher matcher = ALERT.matcher(String.valueOf(failure.getMessage()));
        boolean received = kind.equals("TlsFatalAlertReceived") || failure instanceof SSLException;
        boolean own = kind.equals("TlsFatalAlert");
        return (received || own) && matcher.find() && (received || NOTHING_IN_COMMON.contains(matcher.group(1)))
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }

    /** A handshake that broke off says nothing about versions and ciphers. */
    private static boolean isCutOff(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof EOFException || cause instanceof SocketException);
    }
}
