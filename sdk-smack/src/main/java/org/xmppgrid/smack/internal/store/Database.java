package org.xmppgrid.smack.internal.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** How the SDK uses the database: its settings, its types, and the one map that is about the store itself. */
final class Database {
    /** The version of all that the SDK keeps in a store: other maps, other keys and other values are another version. */
    static final int FORMAT = 1;

    /** What is about the store itself. */
    static final String ABOUT = "xmppgrid";

    static final byte[] FORMAT_KEY = "format".getBytes(StandardCharsets.US_ASCII);
    static final byte[] NAME_KEY = "name".getBytes(StandardCharsets.US_ASCII);
    static final byte[] SYNC_KEY = "sync".getBytes(StandardCharsets.US_ASCII);

    private static final int CACHE_MB = 8;

    private Database() {}

    /**
     * Settings without background threads and automatic commits: each commit is ours and is forced to the disk before
     * the next. This is why freed space may be used again at once, where the database else waits 45 s.
     */
    static MVStore open(MVStore.Builder builder, String file) {
        MVStore store = builder.fileName(file)
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize(CACHE_MB)
                .open();
        store.setRetentionTime(0);
        return store;
    }

    static MVMap<byte[], byte[]> map(MVStore store, String name) {
        return store.openMap(
                name,
                new MVMap.Builder<byte[], byte[]>().keyType(BytesType.INSTANCE).valueType(BytesType.INSTANCE));
    }

    static Optional<byte[]> about(MVStore store, byte[] key) {
        if (!store.hasMap(ABOUT)) {
            return Optional.empty();
        }
        byte[] checked = map(store, ABOUT).get(key);
        return checked == null ? Optional.empty() : CheckedValue.read(ABOUT, key, checked);
    }

    static void setAbout(MVStore store, byte[] key, byte[] value) {
        map(store, ABOUT).put(key, CheckedValue.of(ABOUT, key, value));
    }

    static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    /** Whether the database itself says that a newer one wrote the file. */
    static boolean isNewer(RuntimeException e) {
        return e instanceof MVStoreException found && found.getErrorCode() == DataUtils.ERROR_UNSUPPORTED_FORMAT;
    }
}
