package org.xmppgrid.testkit.internal.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Debian's packages have installed on this machine, or in a {@linkplain DebianTree tree} of another release. */
public final class Installation {

    private static final String EBIN = "ebin";

    private final @Nullable DebianTree tree;

    private Installation(@Nullable DebianTree tree) {
        this.tree = tree;
    }

    /**
     * What this machine itself has.
     *
     * @return the installation, in which nothing need be installed
     */
    public static Installation ofMachine() {
        return new Installation(null);
    }

    /**
     * What the tree of current servers has.
     *
     * @return the installation, if this machine has such a tree and may run programs in it
     */
    public static Optional<Installation> current() {
        return DebianTree.ofEnvironment().map(Installation::new);
    }

    /**
     * Finds a program on the search path, or where Debian puts programs.
     *
     * @param program the name of the program
     * @return its path, as the program itself sees it
     */
    public Optional<Path> program(String program) {
        if (tree == null) {
            return program(program, System.getenv("PATH"));
        }
        return program(program, null, tree.folder());
    }

    static Optional<Path> program(String program, @Nullable String searchPath) {
        return program(program, searchPath, Path.of("/"));
    }

    private static Optional<Path> program(String program, @Nullable String searchPath, Path root) {
        Set<String> directories = new LinkedHashSet<>();
        if (searchPath != null) {
            directories.addAll(List.of(searchPath.split(":")));
        }
        directories.addAll(List.of("/usr/bin", "/usr/sbin", "/usr/local/bin"));
        return directories.stream()
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(path -> Files.isExecutable(inside(root, path)))
                .findFirst();
    }

    /**
     * Finds an Erlang application that stands outside Erlang's own library folder.
     *
     * @param application the name of the application
     * @return the folder of the application in its newest version, such as {@code ejabberd-23.01}, as a program of this
     *     installation sees it
     */
    public Optional<Path> erlangApplication(String application) {
        Path root = tree == null ? Path.of("/") : tree.folder();
        return erlangApplication(application, root.resolve("usr/lib"))
                .map(found -> Path.of("/").resolve(root.relativize(found)));
    }

    static Optional<Path> erlangApplication(String application, Path root) {
        // Debian's multiarch folder (x86_64-linux-gnu, aarch64-linux-gnu) is found by looking: only one holds the
        // application.
        List<Path> found = new ArrayList<>();
        for (Path library : children(root, "*-linux-gnu*")) {
            for (Path folder : children(library, application + "-*")) {
                if (Files.exists(folder.resolve(EBIN).resolve(application + ".app"))) {
                    found.add(folder);
                }
            }
        }
        return found.stream().max(Comparator.comparing(Path::toString));
    }

    /**
     * How a program of this installation is run.
     *
     * @param folder the folder of the server, which the program sees under the same path
     * @param command the program and its arguments
     * @return a process builder; the process that it starts is the program's own
     * @throws IOException if the folder can't be prepared
     */
    public ProcessBuilder command(Path folder, List<String> command) throws IOException {
        return new ProcessBuilder(tree == null ? command : tree.command(folder, command));
    }

    private static Path inside(Path root, Path path) {
        return path.isAbsolute() ? root.resolve(Path.of("/").relativize(path)) : path;
    }

    private static List<Path> children(Path folder, String pattern) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
            stream.forEach(children::add);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " can't be listed", e);
        }
        return children;
    }
}
