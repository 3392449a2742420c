package org.xmppgrid.smack.internal.store;

import java.nio.file.FileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;

/** Turns what the disk and the database throw into errors of the SDK. */
final class StoreFaults {
    private StoreFaults() {}

    /** @param what what was being done, with the store's name and place */
    static GridStorageException of(String what, Exception cause) {
        return isFull(cause)
                ? new GridStorageException(Reason.DISK_FULL, what + " failed: the disk is full; make room", cause)
                : new GridStorageException(Reason.STORE_FAILED, what + " failed: " + innermost(cause), cause);
    }

    /** The system tells it by words alone: ENOSPC, EDQUOT, and Windows' ERROR_DISK_FULL. */
    private static boolean isFull(@Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            String text = String.valueOf(
                            t instanceof FileSystemException file && file.getReason() != null
                                    ? file.getReason()
                                    : t.getMessage())
                    .toLowerCase(Locale.ROOT);
            if (text.contains("no space left")
                    || text.contains("quota exceeded")
                    || text.contains("not enough space")) {
                return true;
            }
        }
        return false;
    }

    private static String innermost(Throwable cause) {
        Throwable t = cause;
        while (t.getCause() != null) {
            t = t.getCause();
        }
        // the message of the file system's exceptions is but the file's name
        return t.getClass().getSimpleName() + ": " + t.getMessage();
    }
}
