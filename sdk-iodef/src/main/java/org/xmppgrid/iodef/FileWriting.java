package org.xmppgrid.iodef;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.xmppgrid.iodef.model.IodefDocument;

/** Writes a document to a file by way of another one, so that nobody reads half of it. */
final class FileWriting {
    private static final byte[] DECLARATION =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".getBytes(StandardCharsets.US_ASCII);

    private FileWriting() {}

    static void write(IodefDocument document, Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path part = Files.createTempFile(folder, "iodef", ".part");
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                    out.write(DECLARATION);
                    Iodef.write(document, out);
                    out.write('\n');
                }
                move(part, file);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw Iodef.unusable(
                    "Can't write the file " + file + ": " + e + ". Check that its folder exists and may be written to.",
                    e);
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING); // the best that this file system has
        }
    }
}
