package org.xmppgrid.smack.internal.wire;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jivesoftware.smack.SmackException.NoResponseException;
import org.jivesoftware.smack.SmackException.SecurityRequiredException;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jxmpp.stringprep.XmppStringprepException;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridTimeoutException;
import org.xmppgrid.sdk.Reason;

/** Says to a person why no stream could be opened, and what to do. Knows the most telling of several causes. */
final class OpenFailure {
    /** How XML can begin, other than a web page. */
    private static final Pattern XML =
            Pattern.compile("\uFEFF?\s*(<(?!html|!doctype).*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** The beginning of a TLS record with an alert or a handshake message (RFC 8446 §5.1). */
    private static final String TLS_ALERT = "\u0015\u0003";

    private static final String TLS_HANDSHAKE = "\u0016\u0003";

    private final WireSettings settings;
    private final GridXmppConnection connection;
    private final GridTls tls;
    private final TlsFailure tlsFailure;
    private final String domain;

    OpenFailure(WireSettings settings, GridXmppConnection connection, GridTls tls) {
        this.settings = settings;
        this.connection = connection;
        this.tls = tls;
        this.tlsFailure = new TlsFailure(settings, tls);
        this.domain = settings.account().domain();
    }

    /**
     * The exception for the caller.
     *
     * @param thrown what Smack threw
     * @param end what ended the stream, if that is known: then what Smack threw is only its echo
     */
    GridException of(Throwable thrown, Optional<WireException> end) {
        if (connection.sasl().fault().isPresent()) {
            return login().failed(connection.sasl().fault().get());
        }
        if (tls.trust().refusal().isPresent()) {
            GridTrust.Refusal refusal = tls.trust().refusal().get();
            return new GridConnectionException(refusal.reason(), refusal.message(), null, thrown);
        }
        if (connection.saslFailure().isPresent()) {
            return login().refused(connection.saslFailure().get(), thrown);
        }
        if (thrown instanceof InterruptedException) {
            // What ended the stream is its echo.
            return interrupted(thrown);
        }
        if (isNotXmpp(connection.line().beginning())) {
            return notXmpp(connection.line().beginning(), thrown);
        }
        // Once interrupted, Smack closes the socket, and the reader's complaint about that may come first.
        Throwable cause = thrown instanceof InterruptedException
                ? thrown
                : end.<Throwable>map(e -> e).orElse(thrown);
        return Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
                .map(e -> told(e, thrown))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new GridConnectionException(
                        Reason.CONNECTION_LOST,
                        controller() + " dropped the connection while it was being opened"
                                + (cause instanceof WireException
                                        ? ""
                                        : " (" + cause.getClass().getSimpleName() + ")")
                                + ". Try again; its log may say why"
                                + tlsFailure.hint(connection.line().beginning()),
                        null,
                        thrown));
    }

    /**
     * A better reason that came to light when reading ended, after {@link #of} found none: a TLS alert makes writing fail
     * too, perhaps first.
     */
    Optional<GridException> late() {
        return Stream.<Throwable>iterate(
                        connection.line().readFailure().orElse(null), Objects::nonNull, Throwable::getCause)
                .map(tlsFailure::of)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<GridException> told(Throwable e, Throwable thrown) {
        if (e instanceof GridException already) {
            return Optional.of(already);
        }
        if (e instanceof WireException wire) {
            return wire(wire, thrown);
        }
        if (e instanceof ForbiddenXmlException) {
            return Optional.of(new GridConnectionException(
                    Reason.PROTOCOL_VIOLATION,
                    "While connecting to " + settings.endpoint() + ": " + e.getMessage()
                            + ". Nothing was sent after it",
                    null,
                    thrown));
        }
        if (e instanceof SASLErrorException sasl) {
            return Optional.of(login().refused(sasl.getSASLFailure(), sasl));
        }
        if (e instanceof XMPPErrorException bind) {
            String condition = String.valueOf(bind.getStanzaError().getCondition());
            return Optional.of(new GridConnectionException(
                    Reason.REFUSED,
                    controller() + " does not bind the resource "
                            + settings.resource().orElse("that it should choose") + " (" + condition
                            + "). Another connection may hold it: choose another, or none",
                    condition,
                    bind));
        }
        if (e instanceof XmppStringprepException) {
            return Optional.of(new GridConnectionException(
                    Reason.REFUSED,
                    "The resource " + settings.resource().orElse("") + " can't be part of an address. Choose another",
                    null,
                    e));
        }
        if (e instanceof NoResponseException) {
            return Optional.of(timeout(e));
        }
        if (e instanceof InterruptedException) {
            return Optional.of(interrupted(e));
        }
        if (e instanceof UnknownHostException) {
            return Optional.of(new GridConnectionException(
                    Reason.HOST_UNKNOWN,
                    "The host of the controller of " + domain + ", " + settings.endpoint()
                            + ", is not known to DNS. Check its name, and the part of the address after the @",
                    null,
                    e));
        }
        if (!connection.isReached()
                && (e instanceof SocketException
                        || e instanceof SocketTimeoutException
                        || e instanceof TimeoutException)) {
            return Optional.of(new GridConnectionException(
                    Reason.UNREACHABLE,
                    "No controller of " + domain + " can be reached at " + settings.endpoint() + how(e)
                            + ". Check host, port and firewall, and that the controller runs",
                    null,
                    e));
        }
        if (e instanceof TimeoutException || e instanceof SocketTimeoutException) {
            return Optional.of(timeout(e));
        }
        if (e instanceof SecurityRequiredException) {
            return Optional.of(new GridConnectionException(
                    Reason.TLS_UNAVAILABLE,
                    controller() + " does not offer TLS, which RFC 8600 §8.3.1 requires",
                    null,
                    e));
        }
        return tlsFailure.of(e);
    }

    /** In the words of the system, "Connection refused" as a rule, if it has any; running out of time needs none. */
    private static String how(Throwable failure) {
        return failure instanceof SocketException && failure.getMessage() != null
                ? " (" + failure.getMessage() + ")"
                : " (no answer)";
    }

    /** RFC 6120 §4.2: the first thing that a controller says is the header of its stream. */
    private static boolean isNotXmpp(String beginning) {
        return !XML.matcher(beginning).matches();
    }

    private GridException notXmpp(String beginning, Throwable thrown) {
        boolean speaksTls = beginning.startsWith(TLS_ALERT) || beginning.startsWith(TLS_HANDSHAKE);
        return new GridConnectionException(
                Reason.NOT_XMPP,
                speaksTls
                        ? "What answers at " + settings.endpoint()
                                + " speaks TLS from the first byte. If it is the controller of " + domain
                                + ", use Endpoint.directTls(..) for that port"
                        : "What answers at " + settings.endpoint() + " is not an XMPP server: it begins with '"
                                + beginning.replaceAll("[^ -~]", "?") + "'. Check host and port of the controller of "
                                + domain,
                null,
                thrown);
    }

    private Optional<GridException> wire(WireException e, Throwable thrown) {
        if (e.kind() == WireException.Kind.TIMEOUT) {
            return Optional.of(timeout(e));
        }
        if (e.kind() == WireException.Kind.TOO_BIG) {
            return Optional.of(new GridConnectionException(
                    Reason.LIMIT_EXCEEDED, controller() + ": " + e.getMessage(), null, thrown));
        }
        if (e.fault().isPresent()) {
            return Optional.of(streamError(e.fault().get(), e));
        }
        if (e.kind() == WireException.Kind.GARBLED || e.getCause() == null) {
            return Optional.of(new GridConnectionException(
                    e.kind() == WireException.Kind.GARBLED ? Reason.PROTOCOL_VIOLATION : Reason.CONNECTION_LOST,
                    "While connecting to " + settings.endpoint() + ": " + e.getMessage() + ". Its log may say why",
                    null,
                    thrown));
        }
        // Its cause says more.
        return Optional.empty();
    }

    private GridException streamError(StanzaFault fault, WireException cause) {
        String said = fault.text().isEmpty() ? "" : " (" + fault.text() + ")";
        return switch (fault.condition()) {
            case "host-unknown", "host-gone" ->
                new GridConnectionException(
                        Reason.DOMAIN_NOT_SERVED,
                        "The controller at " + settings.endpoint() + " does not serve the domain " + domain + said
                                + ". Check the part of the address after the @",
                        fault.condition(),
                        cause);
            case "system-shutdown",
                    "resource-constraint",
                    "reset",
                    "internal-server-error",
                    "remote-connection-failed",
                    "connection-timeout" ->
                new GridConnectionException(
                        Reason.CONNECTION_LOST,
                        controller() + " can't take the connection now: " + fault.condition() + said
                                + ". Try again later",
                        fault.condition(),
                        cause);
            default ->
                new GridConnectionException(
                        Reason.REFUSED,
                        controller() + " ended the stream: " + fault.condition() + said,
                        fault.condition(),
                        cause);
        };
    }

    /** What there is to say of the login. */
    LoginFailure login() {
        return new LoginFailure(settings, connection.sasl(), controller());
    }

    private GridException interrupted(Throwable cause) {
        return new GridConnectionException(
                Reason.INTERRUPTED, "Interrupted while connecting to " + settings.endpoint(), null, cause);
    }

    /** It took too long. */
    GridException timeout(Throwable cause) {
        return new GridTimeoutException(
                Reason.TIMEOUT,
                "The connection to " + settings.endpoint() + " was not complete within " + settings.connectTimeout()
                        + ". The controller may be overloaded, or not an XMPP server",
                null,
                cause);
    }

    private String controller() {
        return "The controller of " + domain + " at " + settings.endpoint();
    }
}
