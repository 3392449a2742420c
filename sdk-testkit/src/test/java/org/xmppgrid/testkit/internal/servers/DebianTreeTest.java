package org.xmppgrid.testkit.internal.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DebianTreeTest {

    @TempDir
    private Path folder;

    @Test
    void of_whenNoFolderIsNamed_isAbsent() {
        assertThat(DebianTree.of(null)).isEmpty();
        assertThat(DebianTree.of(" ")).isEmpty();
    }

    @Test
    void of_whenTheTreeIsNotComplete_isAbsent() throws IOException {
        Files.createDirectories(folder.resolve("usr/bin"));

        assertThat(DebianTree.of(folder.toString())).isEmpty();
    }

    @Test
    void of_whenTheTreeIsComplete_isThere() throws IOException {
        Files.createFile(folder.resolve(".xmppgrid-complete"));

        assertThat(DebianTree.of(folder.toString())).contains(new DebianTree(folder));
    }

    @Test
    void command_whenAProgramIsGiven_hasMountsOfItsOwnAndEndsWithTheProgram() throws IOException {
        List<String> command = new DebianTree(Path.of("/tree")).command(folder, List.of("/usr/bin/server", "-F"));

        assertThat(command)
                .startsWith("unshare", "--mount")
                .endsWith("/tree", folder.toString(), "/usr/bin/server", "-F");
        assertThat(folder.resolve("in-tree.sh")).content().contains("exec chroot");
    }
}
