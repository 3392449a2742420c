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

/** Finds what Debian's packages have installed. */
public final class Installation {

    private static final String EBIN = "ebin";

    private Installation() {}

    /**
     * Finds a program on the search path, or where Debian puts programs.
     *
     * @param program the name of the program
     * @return its path
     */
    public static Optional<Path> program(String program) {
        return program(program, System.getenv("PATH"));
    }

    static Optional<Path> program(String program, @Nullable String searchPath) {
        Set<String> directories = new LinkedHashSet<>();
        if (searchPath != null) {
            directories.addAll(List.of(searchPath.split(":")));
        }
        directories.addAll(List.of("/usr/bin", "/usr/sbin", "/usr/local/bin"));
        return directories.stream()
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Finds an Erlang application that stands outside Erlang's own library folder.
     *
     * @param application the name of the application
     * @return the folder of the application in its newest version, such as {@code ejabberd-23.01}
     */
    public static Optional<Path> erlangApplication(String application) {
        return erlangApplication(application, Path.of("/usr/lib"));
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
