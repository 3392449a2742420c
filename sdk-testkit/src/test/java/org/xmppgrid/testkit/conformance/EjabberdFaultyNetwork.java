package org.xmppgrid.testkit.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.xmppgrid.testkit.GridServer;

import static org.awaitility.Awaitility.await;

/** The same on any ejabberd, which confirms before it writes. */
abstract class EjabberdFaultyNetwork extends FaultyNetwork {

    /** Mnesia's log is written a little later than the publication is confirmed. */
    @Override
    void awaitOnDisk(GridServer server, String itemId) {
        Path folder = server.authorityPem().getParent().getParent();
        await("for the item to be on disk").atMost(Scene.PATIENCE).until(() -> {
            try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
                return files.anyMatch(file -> contains(file, itemId));
            }
        });
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException gone) {
            return false;
        }
    }
}
