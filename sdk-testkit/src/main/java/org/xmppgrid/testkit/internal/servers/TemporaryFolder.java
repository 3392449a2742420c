package org.xmppgrid.testkit.internal.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that its owner alone can read and that is removed with all that is in it. */
final class TemporaryFolder {

    private TemporaryFolder() {}

    static Path create(String name) throws IOException {
        return Files.createTempDirectory("xmppgrid-" + name + "-");
    }

    static void remove(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException gone) {
            // What had to be reached is reached: the folder, or a file in it, is no more.
            if (Files.exists(folder)) {
                throw new UncheckedIOException("the temporary folder " + folder + " can't be removed", gone);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder " + folder + " can't be removed", e);
        }
    }
}
