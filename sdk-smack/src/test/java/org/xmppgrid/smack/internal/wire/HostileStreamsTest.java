package org.xmppgrid.smack.internal.wire;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class HostileStreamsTest {
    /** Far below what a parser would keep of a million names: each costs it some hundred bytes. */
    private static final String HEAP = "-Xmx32m";

    @Test
    @Timeout(120)
    void stream_whenItWantsAMillionOfAnythingKept_fitsASmallHeapAndIsReadOn() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileStreams.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            List<String> said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(said)
                    .containsExactlyElementsOf(Stream.concat(
                                    Arrays.stream(HostileStreams.Kind.values())
                                            .map(kind -> kind + " " + kind.limit + " then next"),
                                    Stream.of("STANZAS then next"))
                            .toList());
            assertThat(program.waitFor()).isZero();
        } finally {
            program.destroyForcibly();
        }
    }
}
