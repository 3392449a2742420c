package org.xmppgrid.testkit.internal.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RunningServerTest {

    private final List<ServerSocket> sockets = new ArrayList<>();

    @AfterEach
    void closeSockets() throws IOException {
        for (ServerSocket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void start_whenAPortIsTaken_triesAnother() {
        Shell recipe = new Shell("exec sleep 60", 1);

        try (RunningServer server = RunningServer.start(recipe)) {
            assertThat(recipe.folders).hasSize(2);
            assertThat(recipe.folders.get(0)).doesNotExist();
            assertThat(server.folder()).isEqualTo(recipe.folders.get(1)).isDirectory();
        }
        assertThat(recipe.folders.get(1)).doesNotExist();
    }

    @Test
    void start_whenPortsAreTakenAllTheTime_givesUp() {
        Shell recipe = new Shell("exec sleep 60", Integer.MAX_VALUE);

        assertThatThrownBy(() -> RunningServer.start(recipe))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shell found its ports taken 5 times");
        assertThat(recipe.folders).hasSize(5).allSatisfy(folder -> assertThat(folder)
                .doesNotExist());
    }

    @Test
    void start_whenTheProcessDies_quotesItsOutput() {
        Shell recipe = new Shell("echo no such option; exit 3", 0) {
            @Override
            public Startup progress(String log, List<Integer> ports) {
                return Startup.UNDER_WAY;
            }
        };

        assertThatThrownBy(() -> RunningServer.start(recipe))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shell ended with status 3")
                .hasMessageContaining("no such option");
        assertThat(recipe.folders).singleElement().satisfies(folder -> assertThat(folder)
                .doesNotExist());
    }

    @Test
    void close_whenThereAreHelpers_endsThemToo() {
        RunningServer server = RunningServer.start(new Shell("sleep 60 & sleep 60 & wait", 0));
        List<ProcessHandle> processes =
                new ArrayList<>(server.handle().descendants().toList());
        processes.add(server.handle());

        server.close();

        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void startAgain_whenStopped_thenAnotherProcessWithTheSameFolderAndPort() throws IOException {
        Shell recipe = new Shell("echo $$ >> log; exec sleep 60", 0);
        try (RunningServer server = RunningServer.start(recipe)) {
            ProcessHandle first = server.handle();
            int port = server.port(0);
            Files.writeString(server.folder().resolve("kept"), "kept");

            server.stop();
            assertThat(first.isAlive()).isFalse();
            server.startAgain();

            assertThat(server.handle().isAlive()).isTrue();
            assertThat(server.handle()).isNotEqualTo(first);
            assertThat(server.port(0)).isEqualTo(port);
            assertThat(server.folder().resolve("kept")).hasContent("kept");
            assertThat(recipe.folders).hasSize(1);
        }
    }

    @Test
    void startAgain_whenTheLogIsThatOfTheRunBefore_thenIsNotTakenForItsOwn() {
        Shell recipe = new Shell("test -e first && exit 4; touch first; echo up > log; exec sleep 60", 0) {
            @Override
            public Startup progress(String log, List<Integer> ports) {
                return log.contains("up") ? Startup.LISTENING : Startup.UNDER_WAY;
            }
        };
        try (RunningServer server = RunningServer.start(recipe)) {
            server.kill();
            assertThatThrownBy(server::startAgain)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ended with status 4");
        }
    }

    @Test
    void kill_whenTheProcessIgnoresRequests_thenItAndItsHelpersEndAtOnce() {
        try (RunningServer server = RunningServer.start(new Shell("trap '' TERM; sleep 60 & wait; wait", 0))) {
            ProcessHandle process = server.handle();
            List<ProcessHandle> helpers = process.descendants().toList();

            server.kill();
            server.kill();

            assertThat(process.isAlive()).isFalse();
            assertThat(helpers).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void startAgain_whenItRunsOrIsClosed_thenRefused() {
        RunningServer server = RunningServer.start(new Shell("exec sleep 60", 0));
        try (server) {
            assertThatThrownBy(server::startAgain).hasMessage("shell runs already");
        }
        assertThatThrownBy(server::startAgain).hasMessage("shell is closed");
    }

    /** A shell in place of a server; the test itself listens on its port. */
    private class Shell implements Recipe {

        final List<Path> folders = new ArrayList<>();
        private final String script;
        private final int collisions;

        Shell(String script, int collisions) {
            this.script = script;
            this.collisions = collisions;
        }

        @Override
        public String name() {
            return "shell";
        }

        @Override
        public int ports() {
            return 1;
        }

        @Override
        public ProcessBuilder prepare(Path folder, List<Integer> ports) throws IOException {
            folders.add(folder);
            sockets.add(new ServerSocket(ports.get(0), 1, InetAddress.getLoopbackAddress()));
            return new ProcessBuilder("/bin/sh", "-c", script);
        }

        @Override
        public Path log(Path folder) {
            return folder.resolve("log");
        }

        @Override
        public Startup progress(String log, List<Integer> ports) {
            return folders.size() <= collisions ? Startup.PORT_TAKEN : Startup.LISTENING;
        }
    }
}
