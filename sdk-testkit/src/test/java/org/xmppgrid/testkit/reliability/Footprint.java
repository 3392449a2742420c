package org.xmppgrid.testkit.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds of the system.
 *
 * @param threads how many threads run
 * @param files how many files and sockets are open; 0 where the system does not tell
 * @param heap how many bytes are reachable
 */
record Footprint(int threads, int files, long heap) {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    static Footprint now() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Footprint(
                Thread.getAllStackTraces().size(), openFiles(), runtime.totalMemory() - runtime.freeMemory());
    }

    private static int openFiles() {
        if (!Files.isDirectory(OPEN_FILES)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(OPEN_FILES)) {
            return (int) open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
