package org.xmppgrid.sdk;

/**
 * Where a grid's connection is in its life. It begins in {@link #CONNECTED}, since {@link GridBuilder#connect()} returns
 * only then, and ends for good in {@link #CLOSED} or {@link #FAILED}.
 */
public enum ConnectionState {
    /** The session stands. */
    CONNECTED,
    /** The connection was lost, and no attempt to get it back has begun yet. */
    INTERRUPTED,
    /** An attempt is under way to go on with the same stream (XEP-0198 §5): nothing is lost if it succeeds. */
    RESUMING,
    /** An attempt is under way to begin a new session. */
    RECONNECTING,
    /** {@link Grid#close()} is at work. */
    CLOSING,
    /** The grid was closed by this program. */
    CLOSED,
    /** The connection was lost, and trying again is pointless or not wanted: the event's cause says why. */
    FAILED;

    /**
     * Whether this is the end.
     *
     * @return true for {@link #CLOSED} and {@link #FAILED}
     */
    public boolean isFinal() {
        return this == CLOSED || this == FAILED;
    }
}
