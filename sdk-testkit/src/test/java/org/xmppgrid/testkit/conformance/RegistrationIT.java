package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.Diagnosis;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAuthenticationException;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.testkit.EjabberdServer;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ProsodyServer;
import org.xmppgrid.testkit.RegistrationPolicy;
import org.xmppgrid.testkit.ServerKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Accounts that platforms make for themselves, and their passwords (XEP-0077). */
class RegistrationIT {
    private static final String PASSWORD = "p<a>&'s\"s wörd";

    abstract static class Offered extends WithScene {
        @Test
        void register_whenNameIsFree_thenThePlatformCanConnect(Scene scene) {
            newcomer(scene, PASSWORD).register();

            Grid grid = scene.connect(newcomer(scene, PASSWORD));
            assertThat(grid.address().bare().toString()).isEqualTo(address(scene));
        }

        @Test
        void register_whenNameIsTaken_thenSaysSoAndThePasswordIsAsBefore(Scene scene) {
            newcomer(scene, PASSWORD).register();

            GridRequestException refusal =
                    catchThrowableOfType(GridRequestException.class, () -> newcomer(scene, "another-password")
                            .register());

            assertThat(refusal.reason()).isEqualTo(Reason.ACCOUNT_EXISTS);
            assertThat(refusal).hasMessageContainingAll(address(scene), "choose another name");
            assertThat(scene.connect(newcomer(scene, PASSWORD)).isConnected()).isTrue();
        }

        @Test
        void changePassword_whenChanged_thenOnlyTheNewOneLogsIn(Scene scene) {
            newcomer(scene, PASSWORD).register();
            Grid grid = scene.connect(newcomer(scene, PASSWORD));

            grid.changePassword("<new> & better".toCharArray());

            GridAuthenticationException refusal = catchThrowableOfType(
                    GridAuthenticationException.class, () -> scene.connect(newcomer(scene, PASSWORD)));
            assertThat(refusal.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED);
            assertThat(scene.connect(newcomer(scene, "<new> & better")).isConnected())
                    .isTrue();
        }
    }

    abstract static class NotOffered extends WithScene {
        @Test
        void register_whenNotOffered_thenSaysWhomToAsk(Scene scene) {
            GridRequestException refusal = catchThrowableOfType(
                    GridRequestException.class, () -> newcomer(scene, PASSWORD).register());

            assertThat(refusal.reason()).isEqualTo(Reason.NOT_SUPPORTED);
            assertThat(refusal).hasMessageContainingAll(address(scene), "ask its operator for an account");
        }

        @Test
        void changePassword_whenNotOffered_thenSaysWhomToAskAndTheSessionStays(Scene scene) {
            Grid grid = scene.consumer();

            GridRequestException refusal =
                    catchThrowableOfType(GridRequestException.class, () -> grid.changePassword(PASSWORD.toCharArray()));

            assertThat(refusal.reason()).isEqualTo(Reason.NOT_SUPPORTED);
            assertThat(refusal).hasMessageContaining("ask its operator").hasMessageNotContaining(PASSWORD);
            assertThat(grid.isConnected()).isTrue();
        }
    }

    @Test
    void register_whenTheOperatorApproves_thenThePlatformCanConnectOnlyAfterThat() {
        try (GridBroker server = GridBroker.builder()
                .registration(RegistrationPolicy.NEEDS_APPROVAL)
                .start()) {
            GridBuilder newcomer = Grid.as("newcomer@" + server.domain())
                    .password(PASSWORD)
                    .endpoint(server.host(), server.port())
                    .trust(server.authorityPem());
            newcomer.register();

            GridAuthenticationException waiting =
                    catchThrowableOfType(GridAuthenticationException.class, newcomer::connect);
            assertThat(waiting.reason()).isEqualTo(Reason.ACCOUNT_NOT_ACTIVE);
            assertThat(waiting.condition()).contains("account-disabled");
            assertThat(Grid.doctor(newcomer)
                            .at(Diagnosis.Step.LOGIN)
                            .orElseThrow()
                            .reason())
                    .contains(Reason.ACCOUNT_NOT_ACTIVE);

            server.approve("newcomer");
            try (Grid grid = newcomer.connect()) {
                assertThat(grid.isConnected()).isTrue();
            }
        }
    }

    @Test
    void register_whenAsked_thenNothingOfTheAccountLeavesBeforeTlsAndNobodyLogsIn() {
        try (GridBroker server =
                GridBroker.builder().registration(RegistrationPolicy.OPEN).start()) {
            Grid.as("newcomer@" + server.domain())
                    .password(PASSWORD)
                    .endpoint(server.host(), server.port())
                    .trust(server.authorityPem())
                    .register();

            assertThat(server.sessions()).isEmpty();
        }
    }

    @Test
    void changePassword_whenThereIsNoAnswer_thenSaysToTryBoth() {
        try (GridBroker server = GridBroker.builder().passwordChange().start();
                Grid grid = Grid.as("provider@" + server.domain())
                        .password(server.account("provider").password())
                        .endpoint(server.host(), server.port())
                        .trust(server.authorityPem())
                        .requestTimeout(Duration.ofSeconds(1))
                        .connect();
                Fault lost = server.loseAnswer(request -> request.xml().contains("jabber:iq:register"))) {
            GridException unknown =
                    catchThrowableOfType(GridException.class, () -> grid.changePassword(PASSWORD.toCharArray()));

            assertThat(unknown.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
            assertThat(unknown).hasMessageContaining("with the old one").hasMessageNotContaining(PASSWORD);
            assertThat(lost.hits()).isEqualTo(1);
        }
    }

    @Test
    void changePassword_whenEmpty_thenRefusedHere() {
        try (GridBroker server = GridBroker.builder().passwordChange().start();
                Grid grid = Grid.as("provider@" + server.domain())
                        .password(server.account("provider").password())
                        .endpoint(server.host(), server.port())
                        .trust(server.authorityPem())
                        .connect()) {
            assertThatThrownBy(() -> grid.changePassword(new char[0])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String address(Scene scene) {
        return scene.user("newcomer") + "@" + scene.server().domain();
    }

    private static GridBuilder newcomer(Scene scene, String password) {
        return Grid.as(address(scene))
                .password(password)
                .endpoint(scene.server().host(), scene.server().port())
                .trust(scene.server().authorityPem());
    }

    @Nested
    class AtEmbedded extends Offered {
        @RegisterExtension
        static final GridExtension grid = GridExtension.of(ServerKind.EMBEDDED, () -> GridBroker.builder()
                .registration(RegistrationPolicy.OPEN)
                .passwordChange()
                .start());
    }

    @Nested
    class AtProsody extends Offered {
        @RegisterExtension
        static final GridExtension grid = GridExtension.of(
                ServerKind.PROSODY, () -> ProsodyServer.builder().registration().start());
    }

    @Nested
    class AtEjabberd extends Offered {
        @RegisterExtension
        static final GridExtension grid = GridExtension.of(
                ServerKind.EJABBERD,
                () -> EjabberdServer.builder().registration().start());
    }

    @Nested
    class NotAtEmbedded extends NotOffered {
        @RegisterExtension
        static final GridExtension grid = GridExtension.embedded();
    }

    @Nested
    class NotAtProsody extends NotOffered {
        @RegisterExtension
        static final GridExtension grid = GridExtension.prosody();
    }

    @Nested
    class NotAtEjabberd extends NotOffered {
        @RegisterExtension
        static final GridExtension grid = GridExtension.ejabberd();
    }
}
