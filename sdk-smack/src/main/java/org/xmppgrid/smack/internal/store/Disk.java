package org.xmppgrid.smack.internal.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk under a store, as far as it matters how much it takes; a test's disk may be full. */
interface Disk {
    /** How many bytes may still be written. */
    long usableBytes() throws IOException;

    /** The name by which the database opens a file on it. */
    default String nameOf(Path file) {
        return SteadyFile.name(file.toAbsolutePath().toString());
    }

    /** The disk that a directory is on. */
    static Disk of(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        return store::getUsableSpace;
    }
}
