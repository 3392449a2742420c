package org.xmppgrid.smack.internal.engine.provider;

import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;

/** What a failure to publish means for the report. */
enum Verdict {
    /** It may have arrived or not, or was never sent: the same again as soon as there is a connection. */
    AGAIN,
    /** The broker or the topic can't take it now: the same again after a while. Nothing is wrong with the report. */
    LATER,
    /** This report will not be taken. */
    NEVER;

    /** A controller ends the stream over what it does not accept, such as a stanza that is too large (RFC 6120 §4.9.3.14). */
    private static final String POLICY_VIOLATION = "policy-violation";

    static Verdict of(GridException failure) {
        return switch (failure.reason()) {
            case CONNECTION_LOST, OUTCOME_UNKNOWN, TIMEOUT, INTERRUPTED, CLOSED, SESSION_REPLACED -> AGAIN;
            case TOPIC_NOT_FOUND, TOPIC_FULL, BROKER_NOT_FOUND, BROKER_AMBIGUOUS, NOT_SUPPORTED -> LATER;
            // whatever ended the connection, such as a password that was changed, says nothing of a report
            default -> failure instanceof GridConnectionException ? AGAIN : failure.retryable() ? LATER : NEVER;
        };
    }

    /** Whether the controller ended the stream over something that was sent to it. */
    static boolean isOverContent(GridException failure) {
        return of(failure) == AGAIN
                && failure.condition().filter(POLICY_VIOLATION::equals).isPresent();
    }
}
