package org.xmppgrid.smack.internal.engine;

import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.GridTimeoutException;
import org.xmppgrid.sdk.Reason;

/** Tells the failure of one of several requests as that of the whole they were for. */
final class Failures {

    private Failures() {}

    /** A failure of the same type as its cause, with what it means for the whole. */
    static GridException again(GridException cause, Reason reason, String message) {
        @Nullable String condition = cause.condition().orElse(null);
        if (cause instanceof GridTimeoutException) {
            return new GridTimeoutException(reason, message, condition, cause);
        } else if (cause instanceof GridConnectionException) {
            return new GridConnectionException(reason, message, condition, cause);
        } else if (cause instanceof GridClosedException) {
            return new GridClosedException(reason, message, condition, cause);
        } else if (cause instanceof GridRequestException) {
            return new GridRequestException(reason, message, condition, cause);
        }
        return new GridException(reason, message, condition, cause);
    }
}
