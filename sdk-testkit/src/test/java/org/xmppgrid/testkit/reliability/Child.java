package org.xmppgrid.testkit.reliability;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, in which one program runs until it is killed as the system's {@code kill -9} does. */
final class Child implements AutoCloseable {
    private static final int KILLED = 128 + 9;

    private final Process process;
    private final BufferedWriter orders;
    private final Path errors;

    private Child(Process process, Path errors) {
        this.process = process;
        this.orders = process.outputWriter();
        this.errors = errors;
    }

    /** Starts a program with a bound for its heap, such as {@code 64m}; what it complains of is in a file. */
    static Child start(Class<?> program, String heap, Path errors, List<String> arguments) {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx" + heap,
                "-cp",
                classes.replace(":", File.pathSeparator),
                program.getName()));
        command.addAll(arguments);
        try {
            return new Child(
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                            .start(),
                    errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells it what to do, on its input. */
    void order(String line) {
        try {
            orders.write(line);
            orders.newLine();
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the program ended by itself, see " + errors, e);
        }
    }

    /** Ends its input and waits for it to end by itself. */
    int end() throws IOException, InterruptedException {
        orders.close();
        if (!process.waitFor(Site.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the program does not end");
        }
        return process.exitValue();
    }

    /** Kills it, and makes sure that it was that which ended it. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(Site.PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != KILLED) {
            throw new AssertionError("not killed, but ended by itself, see " + errors);
        }
    }

    /** Whether it runs, and what it complained of. */
    @Override
    public String toString() {
        try {
            return (process.isAlive() ? "runs " : "ended " + process.exitValue() + " ") + Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
