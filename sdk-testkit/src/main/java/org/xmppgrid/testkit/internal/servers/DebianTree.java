package org.xmppgrid.testkit.internal.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The files of another Debian release in a folder of their own, in which programs run with that folder as their root.
 * Each program has mounts of its own, which nobody else sees and which end with it; the network and the processes are
 * the machine's.
 *
 * @param folder the root of the tree, absolute
 */
record DebianTree(Path folder) {

    /** Names the folder of a tree of Debian 13, made by {@code .ci/current-servers}. */
    static final String VARIABLE = "XMPPGRID_TRIXIE";

    /** Written last when a tree is made: one without it is not used. */
    private static final String COMPLETE = ".xmppgrid-complete";

    private static final String SCRIPT = "in-tree.sh";
    private static final long PROBE_SECONDS = 10;

    static Optional<DebianTree> ofEnvironment() {
        return Found.TREE;
    }

    static Optional<DebianTree> of(@Nullable String folder) {
        if (folder == null || folder.isBlank()) {
            return Optional.empty();
        }
        Path root = Path.of(folder).toAbsolutePath().normalize();
        return Files.exists(root.resolve(COMPLETE)) ? Optional.of(new DebianTree(root)) : Optional.empty();
    }

    /** The command that becomes the given one, inside the tree and in the server's folder. */
    List<String> command(Path server, List<String> command) throws IOException {
        Template.copy(SCRIPT, server);
        List<String> whole = new ArrayList<>(inOwnMounts());
        whole.addAll(List.of("/bin/sh", server.resolve(SCRIPT).toString(), folder.toString(), server.toString()));
        whole.addAll(command);
        return whole;
    }

    private static List<String> inOwnMounts() {
        List<String> unshare = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));
        if (!"root".equals(System.getProperty("user.name"))) {
            // Whoever is not root is one in a namespace of his own, where the system allows it.
            unshare.add("--map-root-user");
        }
        return unshare;
    }

    /** A container often doesn't let its programs mount anything: then a tree is of no use. */
    private static boolean mayMount() {
        List<String> probe = new ArrayList<>(inOwnMounts());
        probe.addAll(List.of("mount", "-t", "tmpfs", "none", "/mnt"));
        ProcessBuilder builder = new ProcessBuilder(probe);
        builder.redirectErrorStream(true);
        builder.redirectOutput(new File("/dev/null"));
        try {
            Process process = builder.start();
            try {
                return process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Looked for once: neither the environment nor what is permitted changes while the tests run. */
    private static final class Found {
        static final Optional<DebianTree> TREE = of(System.getenv(VARIABLE)).filter(tree -> mayMount());
    }
}
