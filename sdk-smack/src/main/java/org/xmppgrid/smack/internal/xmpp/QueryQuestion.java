package org.xmppgrid.smack.internal.xmpp;

import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.GridTimeoutException;
import org.xmppgrid.sdk.QueryRefusedException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.wire.StanzaFault;
import org.xmppgrid.smack.internal.wire.WireException;

/**
 * A query to another platform, and what its failure means. It changes nothing that the SDK knows of, so it can be
 * repeated.
 *
 * @param at the platform
 * @param name the query's name
 */
record QueryQuestion(GridAddress at, String name) implements Question {

    @Override
    public GridException failure(Throwable cause) {
        if (!(cause instanceof WireException wire)) {
            return new GridRequestException(Reason.PROTOCOL_VIOLATION, cant() + cause, null, cause);
        }
        Throwable origin = wire.getCause();
        if (origin instanceof InterruptedException) {
            return new GridException(Reason.INTERRUPTED, "Interrupted before " + at + " was asked " + name, origin);
        }
        return switch (wire.kind()) {
            case REFUSED ->
                wire.fault()
                        .map(fault -> refused(fault, origin))
                        .orElseGet(() -> new GridRequestException(Reason.REFUSED, cant() + "refused", null, origin));
            case TIMEOUT ->
                new GridTimeoutException(
                        Reason.TIMEOUT,
                        wire.sent()
                                ? at + " has not answered " + name + " in time (" + wire.getMessage()
                                        + "); try again, or raise requestTimeout(..) if it needs longer"
                                : cant() + wire.getMessage() + "; nothing was sent, try again later",
                        null,
                        origin);
            case LOST ->
                new GridConnectionException(
                        Reason.CONNECTION_LOST,
                        cant() + "the connection was lost (" + wire.getMessage()
                                + "); try again once it is connected again",
                        null,
                        origin);
            case CLOSED ->
                new GridClosedException(Reason.CLOSED, cant() + "this grid is closed; connect again", null, origin);
            case GARBLED ->
                new GridRequestException(
                        Reason.PROTOCOL_VIOLATION,
                        cant() + "the answer is none of a query (RFC 6120 §8.2.3); report it to the maker of that"
                                + " platform",
                        null,
                        origin);
            case TOO_BIG ->
                new GridRequestException(
                        Reason.LIMIT_EXCEEDED,
                        cant() + wire.getMessage() + "; raise that limit if this is normal",
                        null,
                        origin);
        };
    }

    private GridException refused(StanzaFault fault, Throwable cause) {
        String condition = fault.condition();
        String said = fault.text().isEmpty() ? "" : " (\"" + Quoted.of(fault.text()) + "\")";
        return switch (condition) {
            case "not-acceptable" ->
                new QueryRefusedException(
                        fault.text(),
                        at + " does not answer this " + name + said + "; change the request as it says",
                        condition);
            case "bad-request" ->
                new GridPayloadException(
                        Reason.PAYLOAD_INVALID,
                        at + " does not understand this " + name + said + ". Compare its version of the query with"
                                + " this one",
                        condition,
                        cause);
            case "resource-constraint" ->
                request(Reason.PLATFORM_BUSY, said, "It has too much to do: try again later", condition, cause);
            case "internal-server-error" ->
                request(Reason.REFUSED, said, "It failed there: ask that platform's operator", condition, cause);
            case "service-unavailable",
                    "recipient-unavailable",
                    "item-not-found",
                    "gone",
                    "remote-server-not-found",
                    "remote-server-timeout",
                    "feature-not-implemented" ->
                request(
                        Reason.QUERY_NOT_ANSWERED,
                        said,
                        "The platform is not connected under that address, does not answer such queries, or not to this"
                                + " account: check the address, and ask its operator",
                        condition,
                        cause);
            default ->
                request(Reason.REFUSED, said, "Ask the controller's administrator what this means", condition, cause);
        };
    }

    private GridException request(Reason reason, String said, String hint, String condition, Throwable cause) {
        return new GridRequestException(reason, cant() + condition + said + ". " + hint, condition, cause);
    }

    private String cant() {
        return "Can't ask " + at + ' ' + name + ": ";
    }
}
