package org.xmppgrid.testkit.conformance;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAuthenticationException;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.testkit.EjabberdServer;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ProsodyServer;
import org.xmppgrid.testkit.RegistrationPolicy;
import org.xmppgrid.testkit.ServerKind;

import static org.assertj.core.api.Assertions.assertThat;
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
