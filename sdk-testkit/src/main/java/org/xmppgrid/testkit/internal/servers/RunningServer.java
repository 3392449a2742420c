package org.xmppgrid.testkit.internal.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server that runs as a child process, with its folder and its ports. */
public final class RunningServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final int PORT_ATTEMPTS = 5;
    private static final int TAIL_LINES = 20;

    private final Recipe recipe;
    private final Path folder;
    private final List<Integer> ports;
    private final ProcessBuilder command;
    private final Object life = new Object();
    private volatile Process process;
    private volatile int logged;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RunningServer(Recipe recipe, Path folder, List<Integer> ports, ProcessBuilder command, Process process) {
        this.recipe = recipe;
        this.folder = folder;
        this.ports = ports;
        this.command = command;
        this.process = process;
    }

    /**
     * Starts a server and waits until it listens. If another process takes one of its ports first, the server is
     * started again with others.
     *
     * @param recipe what to run
     * @return the server, listening
     * @throws IllegalStateException if it ends or stays silent; the message has the end of its log
     * @throws UncheckedIOException if it can't be started
     */
    public static RunningServer start(Recipe recipe) {
        for (int attempt = 1; ; attempt++) {
            RunningServer server = spawn(recipe);
            try {
                Startup outcome = server.awaitListening();
                if (outcome == Startup.LISTENING) {
                    return server;
                }
                if (attempt == PORT_ATTEMPTS) {
                    throw server.failure("found its ports taken " + attempt + " times");
                }
            } catch (RuntimeException e) {
                server.closeAfter(e);
                throw e;
            }
            server.close();
        }
    }

    private static RunningServer spawn(Recipe recipe) {
        List<Integer> ports = FreePorts.reserve(recipe.ports());
        try {
            Path folder = TemporaryFolder.create(recipe.name());
            try {
                ProcessBuilder builder = recipe.prepare(folder, ports);
                builder.directory(folder.toFile());
                builder.redirectInput(new File("/dev/null"));
                builder.redirectErrorStream(true);
                builder.redirectOutput(
                        ProcessBuilder.Redirect.appendTo(output(folder).toFile()));
                RunningServer server = new RunningServer(recipe, folder, ports, builder, builder.start());
                Leftovers.watch(server.process, folder);
                return server;
            } catch (IOException | RuntimeException e) {
                TemporaryFolder.remove(folder);
                throw e;
            }
        } catch (IOException e) {
            FreePorts.release(ports);
            throw new UncheckedIOException(recipe.name() + " can't be started", e);
        } catch (RuntimeException e) {
            FreePorts.release(ports);
            throw e;
        }
    }

    /**
     * The folder of the server.
     *
     * @return the folder, until the server is closed
     */
    public Path folder() {
        return folder;
    }

    /**
     * A port of the server.
     *
     * @param index which, counted from zero
     * @return the port
     */
    public int port(int index) {
        return ports.get(index);
    }

    /**
     * The process of the server, another one after each {@link #startAgain()}.
     *
     * @return a handle by which it can be looked at
     */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * What the server's log says.
     *
     * @return the log up to now, empty if there is none
     */
    public String log() {
        return read(recipe.log(folder));
    }

    /** What the process that runs now has logged. */
    private String news() {
        String log = log();
        return log.substring(Math.min(logged, log.length()));
    }

    /**
     * An error of this server.
     *
     * @param what what it did, such as "died"
     * @return an exception that names the server and quotes the end of its output and its log
     */
    public IllegalStateException failure(String what) {
        return new IllegalStateException(recipe.name() + " " + what + ". The end of its output and log:\n"
                + tail(output(folder)) + tail(recipe.log(folder)));
    }

    /**
     * Asks the server to stop, and ends it by force if it doesn't within ten seconds. Its folder and its ports are kept
     * for {@link #startAgain()}. Stopping a server that doesn't run does nothing.
     */
    public void stop() {
        synchronized (life) {
            end(false);
        }
    }

    /** Ends the server and its helpers at once, without asking them (SIGKILL); else as {@link #stop()}. */
    public void kill() {
        synchronized (life) {
            end(true);
        }
    }

    private void end(boolean atOnce) {
        // Its helper processes go down with it; those that don't are found now, while they still have a parent.
        List<ProcessHandle> helpers = process.descendants().toList();
        if (atOnce) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        boolean interrupted = !awaitEnd();
        helpers.forEach(RunningServer::end);
        Leftovers.forget(process);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts the server again, with the folder and the ports that it had, and waits until it listens.
     *
     * @throws IllegalStateException if it runs, is closed, or doesn't start; the message has the end of its log
     * @throws UncheckedIOException if it can't be started
     */
    public void startAgain() {
        synchronized (life) {
            if (closed.get() || process.isAlive()) {
                throw new IllegalStateException(recipe.name() + (closed.get() ? " is closed" : " runs already"));
            }
            // What the one before has said doesn't tell how far this one is.
            logged = log().length();
            try {
                process = command.start();
            } catch (IOException e) {
                throw new UncheckedIOException(recipe.name() + " can't be started again", e);
            }
            Leftovers.watch(process, folder);
            if (awaitListening() == Startup.PORT_TAKEN) {
                throw failure("found that somebody has taken its ports meanwhile");
            }
        }
    }

    /** Stops the server, if it runs, and removes its folder. */
    @Override
    public void close() {
        synchronized (life) {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            end(false);
            FreePorts.release(ports);
            TemporaryFolder.remove(folder);
        }
    }

    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Ends the process; false if the wait was interrupted. It has ended in either case. */
    private boolean awaitEnd() {
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            return true;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            process.onExit().join();
            return false;
        }
    }

    /** Ends a helper that outlived its server, and waits until it is gone, for a bounded time: nothing depends on it. */
    private static void end(ProcessHandle helper) {
        helper.destroyForcibly();
        helper.onExit()
                .completeOnTimeout(helper, STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private Startup awaitListening() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            Startup progress = recipe.progress(news(), ports);
            if (progress == Startup.PORT_TAKEN) {
                return progress;
            }
            if (!process.isAlive()) {
                throw failure("ended with status " + process.exitValue());
            }
            if (progress == Startup.LISTENING) {
                connect();
                return progress;
            }
            pause();
        }
        throw failure("wasn't listening after " + START_LIMIT.toSeconds() + " s");
    }

    private void connect() {
        for (int port : ports) {
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) CONNECT_LIMIT.toMillis());
            } catch (IOException e) {
                IllegalStateException failure =
                        failure("says it listens on port " + port + ", but it can't be reached");
                failure.initCause(e);
                throw failure;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            IllegalStateException failure = failure("was still starting when the wait for it was interrupted");
            failure.initCause(e);
            throw failure;
        }
    }

    private static Path output(Path folder) {
        return folder.resolve("output.log");
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("the log " + file + " can't be read", e);
        }
    }

    private static String tail(Path file) {
        List<String> lines = read(file).lines().toList();
        Stream<String> last = lines.stream().skip(Math.max(0, lines.size() - TAIL_LINES));
        return last.collect(Collectors.joining("\n", "--- " + file.getFileName() + "\n", "\n"));
    }
}
