package org.xmppgrid.smack.internal.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Bytes as the database writes them; unlike its own type, a corrupt length never asks for more memory than there is. */
final class BytesType extends BasicDataType<byte[]> {
    static final BytesType INSTANCE = new BytesType();

    private BytesType() {}

    @Override
    public int getMemory(byte[] data) {
        return data.length + 24;
    }

    @Override
    public void write(WriteBuffer buffer, byte[] data) {
        buffer.putVarInt(data.length);
        buffer.put(data);
    }

    @Override
    public byte[] read(ByteBuffer buffer) {
        int size = DataUtils.readVarInt(buffer);
        if (size < 0 || size > buffer.remaining()) {
            throw DataUtils.newMVStoreException(
                    DataUtils.ERROR_FILE_CORRUPT, "{0} bytes in a page of {1}", size, buffer.remaining());
        }
        byte[] data = new byte[size];
        buffer.get(data);
        return data;
    }

    @Override
    public byte[][] createStorage(int size) {
        return new byte[size][];
    }

    @Override
    public int compare(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other);
    }
}
