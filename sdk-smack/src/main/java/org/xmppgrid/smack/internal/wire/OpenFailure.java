package org.xmppgrid.smack.internal.wire;

import java.io.EOFException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jivesoftware.smack.SmackException.ConnectionException;
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
    private final WireSettings settings;
    private final GridXmppConnection connection;
    private final GridTrust trust;
    private final String domain;

    OpenFailure(WireSettings settings, GridXmppConnection connection, GridTrust trust) {
        this.settings = settings;
        this.connection = connection;
        this.trust = trust;
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
        if (trust.refusal().isPresent()) {
            GridTrust.Refusal refusal = trust.refusal().get();
            return new GridConnectionException(refusal.reason(), refusal.message(), null, thrown);
        }
        if (connection.saslFailure().isPresent()) {
            return login().refused(connection.saslFailure().get(), thrown);
        }
        Throwable cause = end.<Throwable>map(e -> e).orElse(thrown);
        return Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
                .map(e -> told(e, thrown))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new GridConnectionException(
                        Reason.CONNECTION_LOST,
                        controller() + " dropped the connection while it was being opened ("
                                + cause.getClass().getSimpleName() + "). Try again; its log may say why",
                        null,
                        thrown));
    }

    private Optional<GridException> told(Throwable e, Throwable thrown) {
        if (e instanceof GridException already) {
            return Optional.of(already);
        }
        if (e instanceof WireException wire) {
            return wire(wire, thrown);
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
            return Optional.of(new GridConnectionException(
                    Reason.INTERRUPTED, "Interrupted while connecting to " + settings.endpoint(), null, e));
        }
        if (e instanceof ConnectionException) {
            return Optional.of(new GridConnectionException(
                    Reason.UNREACHABLE,
                    "No controller of " + domain + " can be reached at " + settings.endpoint()
                            + ". Check host, port and firewall, and that the controller runs",
                    null,
                    e));
        }
        if (e instanceof SecurityRequiredException || e instanceof SSLException && !isCutOff(e)) {
            return Optional.of(new GridConnectionException(
                    Reason.TLS_UNAVAILABLE,
                    controller() + " and this platform have no TLS version and cipher suite in common ("
                            + e.getMessage() + "). RFC 8600 §8.3.1 requires TLS 1.2 or 1.3",
                    null,
                    e));
        }
        return Optional.empty();
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

    private GridException timeout(Throwable cause) {
        return new GridTimeoutException(
                Reason.TIMEOUT,
                "The connection to " + settings.endpoint() + " was not complete within " + settings.connectTimeout()
                        + ". The controller may be overloaded, or not an XMPP server",
                null,
                cause);
    }

    /** A handshake that broke off says nothing about versions and ciphers. */
    private static boolean isCutOff(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof EOFException || cause instanceof java.net.SocketException);
    }

    private String controller() {
        return "The controller of " + domain + " at " + settings.endpoint();
    }
}
