package org.xmppgrid.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GridBuilderTest {

    @Test
    void connect_whenNoPassword_thenSaysWhichCallIsMissing() {
        assertThatThrownBy(() -> Grid.as("sensor@grid.example").connect())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("password(..)")
                .hasMessageContaining("sensor@grid.example");
    }

    @Test
    void connect_whenNoImplementation_thenSaysWhichArtifactIsMissing() {
        assertThatThrownBy(() -> Grid.as("sensor@grid.example").password("x").connect())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("xmppgrid-sdk-smack");
    }

    @Test
    void as_whenAddressHasNoAccount_thenRefused() {
        assertThatThrownBy(() -> Grid.as("grid.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user@grid.example");
    }

    @Test
    void toString_whenPasswordIsSet_thenHidesIt() {
        assertThat(Grid.as("sensor@grid.example").password("s3cret").toString()).doesNotContain("s3cret");
        GridSettings settings = new GridSettings(
                GridAddress.of("sensor@grid.example"),
                account -> Credentials.password("s3cret"),
                List.of(),
                TlsPolicy.systemTrust(),
                AuthenticationPolicy.standard(),
                Optional.empty(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                GridLimits.DEFAULT,
                ConnectionPolicy.standard(),
                GridMetrics.none(),
                List.of());
        assertThat(settings.toString()).doesNotContain("s3cret").contains("sensor@grid.example");
    }

    @Test
    void trust_whenFileHoldsNoCertificate_thenSaysWhatToGive(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path garbage = Files.writeString(folder.resolve("garbage.pem"), "-----BEGIN CERTIFICATE-----\nno\n");

        for (Path pem : List.of(empty, garbage, folder.resolve("absent.pem"))) {
            assertThatThrownBy(() -> Grid.as("a@b").trust(pem))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(pem.toString())
                    .hasMessageContaining("certificat");
        }
    }

    @Test
    void settings_whenGivenNull_thenSayWhichAndWhatToLookAt() {
        GridBuilder builder = Grid.as("a@b");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.password((String) null))
                .withMessage("password(..) was given null: is what it is read from, a variable or a file, there?");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.password((char[]) null))
                .withMessageContaining("password(..)");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.certificate(null))
                .withMessageContaining("certificate(..)");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.credentials(null))
                .withMessageContaining("credentials(..)");
        assertThatNullPointerException().isThrownBy(() -> builder.trust(null)).withMessageContaining("trust(..)");
    }

    @Test
    void endpoint_whenPortIsNone_thenRefused() {
        assertThatThrownBy(() -> Grid.as("a@b").endpoint("localhost", 70000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("70000");
    }

    @Test
    void requestTimeout_whenNotPositive_thenRefused() {
        assertThatThrownBy(() -> Grid.as("a@b").requestTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("request timeout");
    }
}
