package org.xmppgrid.sdk;

import org.jspecify.annotations.Nullable;

/** What a durable consumer or provider keeps on disk can't be opened, read or written. */
public final class GridStorageException extends GridException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception of a store.
     *
     * @param reason why it failed
     * @param message what failed, where, and what to do next
     * @param cause what it was caused by, or null
     */
    public GridStorageException(Reason reason, String message, @Nullable Throwable cause) {
        super(reason, message, cause);
    }
}
