package org.xmppgrid.smack.internal.store;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/** A process of its own that is killed as the system's {@code kill -9} does, and heard to the end. */
final class Victim implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private Victim(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Victim start(Class<?> program, Object... args) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                classes.replace(":", File.pathSeparator),
                program.getName()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return new Victim(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    long pid() {
        return process.pid();
    }

    String line() throws IOException {
        return out.readLine();
    }

    /** Kills it after it has said so many lines, and hears all that it said until then. */
    void killAfter(int lines, Consumer<String> said) throws IOException {
        int told = 0;
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            // by its handle: the process's own method closes the pipe, and what is in it was said before
            if (told++ == lines) {
                process.toHandle().destroyForcibly();
            }
            said.accept(line);
        }
    }

    /** Makes sure that it is gone, and that it did not fail by itself. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the victim was gone", e);
        }
        assertThat(process.exitValue()).as("killed, and not failed by itself").isNotIn(0, 1, 3);
    }
}
