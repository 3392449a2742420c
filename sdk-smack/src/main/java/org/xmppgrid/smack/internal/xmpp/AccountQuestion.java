package org.xmppgrid.smack.internal.xmpp;

import java.util.Optional;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.GridTimeoutException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.wire.StanzaFault;
import org.xmppgrid.smack.internal.wire.WireException;

/**
 * A request about an account (XEP-0077), and what its failure means.
 *
 * @param kind what is asked
 * @param at the controller
 * @param account the account's bare address
 */
record AccountQuestion(Kind kind, GridAddress at, GridAddress account) implements Question {

    enum Kind {
        /** How accounts are registered. */
        ASK("ask how to register"),
        /** A new account. */
        REGISTER("register"),
        /** Another password for the own account. */
        CHANGE_PASSWORD("change the password of");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    @Override
    public GridException failure(Throwable cause) {
        if (!(cause instanceof WireException wire)) {
            return new GridRequestException(Reason.PROTOCOL_VIOLATION, cant() + unreadable(), null, cause);
        }
        Throwable origin = wire.getCause();
        if (origin instanceof InterruptedException) {
            return new GridException(
                    Reason.INTERRUPTED, "Interrupted before the request to " + what() + " was sent", origin);
        }
        boolean outcomeUnknown = kind != Kind.ASK && wire.sent();
        String whatNow = outcomeUnknown ? whatNow() : "try again";
        return switch (wire.kind()) {
            case REFUSED -> refused(wire);
            case TIMEOUT ->
                new GridTimeoutException(
                        outcomeUnknown ? Reason.OUTCOME_UNKNOWN : Reason.TIMEOUT,
                        "The request to " + what() + " was not answered in time (" + wire.getMessage() + "); "
                                + whatNow,
                        null,
                        origin);
            case LOST ->
                isNoForAll(wire)
                        ? notOffered(wire.fault(), origin)
                        : new GridConnectionException(
                                outcomeUnknown ? Reason.OUTCOME_UNKNOWN : Reason.CONNECTION_LOST,
                                "The connection was lost before the answer to the request to " + what() + " ("
                                        + wire.getMessage() + "); " + whatNow,
                                wire.fault().map(StanzaFault::condition).orElse(null),
                                origin);
            case CLOSED ->
                new GridClosedException(
                        outcomeUnknown ? Reason.OUTCOME_UNKNOWN : Reason.CLOSED,
                        outcomeUnknown
                                ? "This grid was closed before the answer to the request to " + what() + "; " + whatNow
                                : cant() + "this grid is closed; connect again",
                        null,
                        origin);
            case GARBLED -> new GridRequestException(Reason.PROTOCOL_VIOLATION, cant() + unreadable(), null, origin);
            case TOO_BIG ->
                new GridRequestException(
                        outcomeUnknown ? Reason.OUTCOME_UNKNOWN : Reason.LIMIT_EXCEEDED,
                        cant() + wire.getMessage() + "; " + whatNow,
                        null,
                        origin);
        };
    }

    /** Before a login some controllers answer a request that they don't offer by ending the stream. */
    private boolean isNoForAll(WireException wire) {
        return kind == Kind.ASK
                && wire.fault()
                        .map(StanzaFault::condition)
                        .filter(condition -> condition.equals("not-authorized")
                                || condition.equals("policy-violation")
                                || condition.equals("unsupported-stanza-type"))
                        .isPresent();
    }

    private GridException refused(WireException wire) {
        Optional<StanzaFault> fault = wire.fault();
        Reason reason = fault.map(this::reason).orElse(Reason.REFUSED);
        if (reason == Reason.NOT_SUPPORTED) {
            return notOffered(fault, wire.getCause());
        }
        return new GridRequestException(
                reason,
                cant() + said(fault) + ". " + hint(reason),
                fault.map(StanzaFault::condition).orElse(null),
                wire.getCause());
    }

    private Reason reason(StanzaFault fault) {
        if (fault.type().equals("wait")) {
            return Reason.BROKER_BUSY;
        }
        return switch (fault.condition()) {
            case "conflict" -> kind == Kind.CHANGE_PASSWORD ? Reason.REFUSED : Reason.ACCOUNT_EXISTS;
            case "resource-constraint" -> Reason.BROKER_BUSY;
            case "not-allowed", "feature-not-implemented", "service-unavailable" -> Reason.NOT_SUPPORTED;
            case "forbidden", "registration-required" -> Reason.FORBIDDEN;
            case "not-authorized" -> kind == Kind.ASK ? Reason.NOT_SUPPORTED : Reason.FORBIDDEN;
            default -> Reason.REFUSED;
        };
    }

    private GridException notOffered(Optional<StanzaFault> fault, Throwable cause) {
        return new GridRequestException(
                Reason.NOT_SUPPORTED,
                cant() + said(fault) + ". "
                        + (kind == Kind.CHANGE_PASSWORD
                                ? "The controller does not let platforms change their passwords: ask its operator to do it"
                                : "The controller does not let platforms register: ask its operator for an account"),
                fault.map(StanzaFault::condition).orElse(null),
                cause);
    }

    private String hint(Reason reason) {
        return switch (reason) {
            case ACCOUNT_EXISTS -> "Connect with its password, or choose another name";
            case BROKER_BUSY -> "The controller does not do it now: try again later";
            case FORBIDDEN ->
                kind == Kind.CHANGE_PASSWORD
                        ? "The controller does not let this account change its password, or not without a new login:"
                                + " connect again and retry, or ask its operator"
                        : "The controller does not let accounts be registered from here: ask its operator";
            default ->
                kind == Kind.CHANGE_PASSWORD
                        ? "Choose another password, or ask the controller's operator what it accepts"
                        : "Choose another name or password, or ask the controller's operator what it accepts";
        };
    }

    private String whatNow() {
        return kind == Kind.CHANGE_PASSWORD
                ? "the password may have changed: connect with the new one, and if that is refused with the old one"
                : "the account may be registered: connect() tells";
    }

    private static String said(Optional<StanzaFault> fault) {
        return fault.map(given ->
                        given.condition() + (given.text().isBlank() ? "" : " (\"" + Quoted.of(given.text()) + "\")"))
                .orElse("refused");
    }

    private String cant() {
        return "Can't " + what() + ": ";
    }

    private String what() {
        return kind.words + " " + account + " at " + at;
    }

    private static String unreadable() {
        return "the answer is not what XEP-0077 says it is; report it to the maker of that server";
    }
}
