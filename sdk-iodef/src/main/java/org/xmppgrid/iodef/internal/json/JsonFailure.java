package org.xmppgrid.iodef.internal.json;

import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Reason;

/** The one kind of exception that leaves this package, always with what, where and what to do. */
final class JsonFailure {
    private JsonFailure() {}

    /**
     * @param what what is wrong, without a full stop
     * @param where a pointer, a position, or both; empty for the whole text
     * @param advice what to do, as a sentence
     */
    static GridPayloadException of(String what, String where, String advice, @Nullable Throwable cause) {
        String place = where.isEmpty() ? "" : " at " + where;
        return new GridPayloadException(Reason.PAYLOAD_INVALID, what + place + ". " + advice, null, cause);
    }
}
