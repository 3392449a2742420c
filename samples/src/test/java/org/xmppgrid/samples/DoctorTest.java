package org.xmppgrid.samples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xmppgrid.sdk.CertificatePin;
import org.xmppgrid.testkit.GridBroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DoctorTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final char[] password = "provider-pw".toCharArray();
    private final Doctor doctor = new Doctor(new PrintStream(printed, true, StandardCharsets.UTF_8), () -> password);

    @Test
    void examine_whenNothingIsSaid_thenLooksAtAnEmbeddedGrid() {
        assertThat(doctor.examine(List.of())).isTrue();
        assertThat(table()).contains("Connecting as provider@grid.example", "Nothing stands in the way.");
    }

    @Test
    void examine_whenConnectionIsGood_thenEachStepHasALine() {
        try (GridBroker server = GridBroker.start()) {
            assertThat(doctor.examine(to(server))).isTrue();
            assertThat(table())
                    .contains("name", "connection", "certificate", "pins", "login", "broker", "limits")
                    .contains(server.host() + ":" + server.port())
                    .doesNotContain("FAILED")
                    .doesNotContain("provider-pw");
            assertThat(password).containsOnly('\0');
        }
    }

    @Test
    void examine_whenPasswordIsWrong_thenSaysItAtTheLogin() {
        Arrays.fill(password, 'x');
        try (GridBroker server = GridBroker.start()) {
            assertThat(doctor.examine(to(server))).isFalse();
            assertThat(table()).containsPattern("login +FAILED").contains("It can't work like this.");
        }
    }

    @Test
    void examine_whenPinIsAnother_thenShowsTheOneThatWasSeen() {
        try (GridBroker server = GridBroker.start();
                GridBroker another = GridBroker.start()) {
            List<String> args = new ArrayList<>(to(server));
            args.addAll(List.of("--pin", CertificatePin.of(another.authority()).toString()));

            assertThat(doctor.examine(args)).isFalse();
            assertThat(table()).containsPattern("pins +FAILED").contains("sha256/");
        }
    }

    @Test
    void examine_whenOptionIsUnknown_thenSaysHowItIsUsed() {
        assertThatThrownBy(() -> doctor.examine(List.of("a@grid.example", "--password", "secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Usage: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void examine_whenThereIsACertificate_thenLogsInByThatAndAsksForNoPassword(@TempDir Path folder) throws Exception {
        try (GridBroker server = GridBroker.start()) {
            server.client("provider").writePem(folder, "provider");
            List<String> args = new ArrayList<>(to(server));
            args.addAll(List.of("--certificate", folder.resolve("provider.crt").toString()));
            args.addAll(List.of("--certificate", folder.resolve("provider.key").toString()));

            assertThat(doctor.examine(args)).isTrue();
            assertThat(table()).containsPattern("mechanisms +ok +EXTERNAL");
            assertThat(password).doesNotContain('\0');
        }
    }

    @Test
    void examine_whenThereIsNoAddress_thenSaysHowItIsUsed() {
        assertThatThrownBy(() -> doctor.examine(List.of("--help")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Usage: ");
    }

    private static List<String> to(GridBroker server) {
        return List.of(
                "provider@" + server.domain(),
                "--trust",
                server.authorityPem().toString(),
                "--endpoint",
                server.host() + ":" + server.port());
    }

    private String table() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
