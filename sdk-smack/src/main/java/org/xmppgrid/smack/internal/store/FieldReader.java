package org.xmppgrid.smack.internal.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.Reason;

/** Reads what {@link FieldWriter} wrote; that a user's store gives back other bytes is an error and no crash. */
final class FieldReader {
    private final ByteBuffer in;

    FieldReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    long number() {
        try {
            return in.getLong();
        } catch (BufferUnderflowException e) {
            throw damaged(e);
        }
    }

    Instant time() {
        try {
            return Instant.ofEpochSecond(number(), number());
        } catch (DateTimeException | ArithmeticException e) {
            throw damaged(e);
        }
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        try {
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw new BufferUnderflowException();
            }
            byte[] bytes = new byte[length];
            in.get(bytes);
            return bytes;
        } catch (BufferUnderflowException e) {
            throw damaged(e);
        }
    }

    private static GridStorageException damaged(Exception cause) {
        return new GridStorageException(
                Reason.STORE_DAMAGED, "the store gave back an entry that is not as it was written", cause);
    }
}
