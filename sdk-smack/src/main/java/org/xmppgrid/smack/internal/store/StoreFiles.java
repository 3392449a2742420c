package org.xmppgrid.smack.internal.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The files of one store: {@code name.mv} holds the state, {@code name.synced} how much of it is known to be on the
 * disk, {@code name.lock} who has it open. Only the owner may read them: they hold incidents.
 */
record StoreFiles(Path directory, String name) {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    Path data() {
        return file(".mv");
    }

    Path mark() {
        return file(".synced");
    }

    Path lock() {
        return file(".lock");
    }

    Path recovered() {
        return file(".recovered.mv");
    }

    Path beingRecovered() {
        return file(".recovering.mv");
    }

    Path damaged(String when) {
        return file(".damaged-" + when + ".mv");
    }

    /** Makes the directory, for the owner alone where the file system can. */
    void makeDirectory() throws IOException {
        Files.createDirectories(directory, permissions("rwx------"));
    }

    /** Makes an empty file for the owner alone, unless it is there; and makes its name durable. */
    void make(Path file) throws IOException {
        try {
            Files.createFile(file, permissions("rw-------"));
            syncDirectory();
        } catch (FileAlreadyExistsException e) {
            // the usual case: the store was opened before
        }
    }

    /** Makes new names and moves durable, where the system lets a directory be opened. */
    void syncDirectory() {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows keeps names durable by itself and does not open directories
        }
    }

    private Path file(String suffix) {
        return directory.resolve(safe(name) + suffix);
    }

    /** A name may have any characters; other than these are written as their UTF-8 bytes in hexadecimal. */
    private static String safe(String name) {
        StringBuilder safe = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            // capitals are not plain: some file systems take them for small letters; nor is the dot, behind which this
            // class says what a file is
            safe.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return safe.toString();
    }

    private static FileAttribute<?>[] permissions(String rights) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
