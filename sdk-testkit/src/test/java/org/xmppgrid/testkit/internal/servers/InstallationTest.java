package org.xmppgrid.testkit.internal.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InstallationTest {

    @TempDir
    private Path folder;

    @Test
    void program_whenOnTheSearchPath_isFoundThere() throws IOException {
        Path program = Files.createFile(folder.resolve("some-server"));
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(Installation.program("some-server", "/nowhere:" + folder)).contains(program);
    }

    @Test
    void program_whenNowhere_isAbsent() {
        assertThat(Installation.program("some-server", null)).isEmpty();
    }

    @Test
    void erlangApplication_whenTheMachineIsAnother_isFoundInItsMultiarchFolder() throws IOException {
        Path application = folder.resolve("aarch64-linux-gnu/ejabberd-23.01");
        Files.createDirectories(application.resolve("ebin"));
        Files.createFile(application.resolve("ebin/ejabberd.app"));
        Files.createDirectories(folder.resolve("aarch64-linux-gnu/ejabberd-23.01-1"));

        assertThat(Installation.erlangApplication("ejabberd", folder)).contains(application);
    }

    @Test
    void erlangApplication_whenNotInstalled_isAbsent() {
        assertThat(Installation.erlangApplication("ejabberd", folder)).isEmpty();
        assertThat(Installation.erlangApplication("ejabberd", folder.resolve("none")))
                .isEmpty();
    }

    @Test
    void fill_whenAPlaceHasNoValue_namesIt() throws IOException {
        Template template = Template.read("ejabberd.yml");

        assertThatThrownBy(() -> template.fill(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ejabberd.yml: no value for the place ${domain}");
    }

    @Test
    void quote_whenThereAreQuotes_escapesThem() {
        assertThat(Template.quote("a\"b\\c")).isEqualTo("\"a\\\"b\\\\c\"");
    }

    @Test
    void reserve_whenAPortIsTaken_givesAnother() throws IOException {
        List<Integer> ports = FreePorts.reserve(3);
        assertThat(ports).doesNotHaveDuplicates();
        try (ServerSocket socket = new ServerSocket(ports.get(0), 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
        } finally {
            FreePorts.release(ports);
        }
    }
}
