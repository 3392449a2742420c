package org.xmppgrid.testkit.internal.servers;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what was not closed when this JVM ends: only processes that were started here, and without asking them, because
 * a shutdown must not take long.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private static final Map<Process, Path> WATCHED = new ConcurrentHashMap<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::end, "xmppgrid-leftovers"));
    }

    private Leftovers() {}

    static void watch(Process process, Path folder) {
        WATCHED.put(process, folder);
    }

    static void forget(Process process) {
        WATCHED.remove(process);
    }

    private static void end() {
        WATCHED.forEach((process, folder) -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
        WATCHED.forEach((process, folder) -> {
            process.onExit().join();
            try {
                TemporaryFolder.remove(folder);
            } catch (UncheckedIOException e) {
                LOG.warn("The folder of a server that was not closed stays behind", e);
            }
        });
    }
}
