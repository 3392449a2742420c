package org.xmppgrid.smack.internal.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A value with a checksum over itself, its key and its map, behind it: the database checks the ends of what it writes
 * and not the middle, where the reports are.
 */
final class CheckedValue {
    private static final int CHECK = Integer.BYTES;

    private CheckedValue() {}

    static byte[] of(String map, byte[] key, byte[] value) {
        byte[] checked = Arrays.copyOf(value, value.length + CHECK);
        ByteBuffer.wrap(checked).putInt(value.length, check(map, key, checked));
        return checked;
    }

    /** The value; empty if its checksum is wrong. */
    static Optional<byte[]> read(String map, byte[] key, byte[] checked) {
        int length = checked.length - CHECK;
        return length >= 0 && ByteBuffer.wrap(checked).getInt(length) == check(map, key, checked)
                ? Optional.of(Arrays.copyOf(checked, length))
                : Optional.empty();
    }

    private static int check(String map, byte[] key, byte[] checked) {
        CRC32C crc = new CRC32C();
        crc.update(map.getBytes(StandardCharsets.UTF_8));
        crc.update(key);
        crc.update(checked, 0, checked.length - CHECK);
        return (int) crc.getValue();
    }
}
