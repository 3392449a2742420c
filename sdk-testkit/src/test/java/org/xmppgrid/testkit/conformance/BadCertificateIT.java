package org.xmppgrid.testkit.conformance;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.testkit.EjabberdServer;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridPki;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.ProsodyServer;
import org.xmppgrid.testkit.ServerCertificate;
import org.xmppgrid.testkit.ServerKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Controllers whose certificate is of the right authority and no good all the same. */
class BadCertificateIT {

    abstract static class Expired extends WithScene {
        @Test
        void connect_whenCertificateExpired_thenRefusedAndSaysWhatToRenew(Scene scene) {
            assertRefused(scene, Reason.CERTIFICATE_EXPIRED, "Renew it");
        }
    }

    abstract static class WrongHost extends WithScene {
        @Test
        void connect_whenCertificateIsForAnother_thenRefusedAndSaysForWhom(Scene scene) {
            assertRefused(scene, Reason.CERTIFICATE_WRONG_HOST, "Check the address");
        }
    }

    private static void assertRefused(Scene scene, Reason reason, String advice) {
        GridConnectionException e =
                catchThrowableOfType(GridConnectionException.class, () -> scene.connect(scene.as("consumer")));

        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e).hasMessageContainingAll(scene.server().domain(), advice);
        assertThat(e.retryable()).isFalse();
    }

    private static GridServer embedded(ServerCertificate certificate) {
        GridPki pki = GridPki.create(GridServer.DEFAULT_DOMAIN);
        return GridBroker.builder()
                .pki(pki)
                .identity(certificate == ServerCertificate.EXPIRED ? pki.expired() : pki.wrongHost())
                .start();
    }

    @Nested
    class ExpiredEmbedded extends Expired {
        @RegisterExtension
        static final GridExtension grid =
                GridExtension.of(ServerKind.EMBEDDED, () -> embedded(ServerCertificate.EXPIRED));
    }

    @Nested
    class ExpiredProsody extends Expired {
        @RegisterExtension
        static final GridExtension grid = GridExtension.of(ServerKind.PROSODY, () -> ProsodyServer.builder()
                .certificate(ServerCertificate.EXPIRED)
                .start());
    }

    @Nested
    class ExpiredEjabberd extends Expired {
        @RegisterExtension
        static final GridExtension grid = GridExtension.of(ServerKind.EJABBERD, () -> EjabberdServer.builder()
                .certificate(ServerCertificate.EXPIRED)
                .start());
    }

    @Nested
    class WrongHostEmbedded extends WrongHost {
        @RegisterExtension
        static final GridExtension grid =
                GridExtension.of(ServerKind.EMBEDDED, () -> embedded(ServerCertificate.WRONG_HOST));
    }

    @Nested
    class WrongHostProsody extends WrongHost {
        @RegisterExtension
        static final GridExtension grid = GridExtension.of(ServerKind.PROSODY, () -> ProsodyServer.builder()
                .certificate(ServerCertificate.WRONG_HOST)
                .start());
    }

    @Nested
    class WrongHostEjabberd extends WrongHost {
        @RegisterExtension
        static final GridExtension grid = GridExtension.of(ServerKind.EJABBERD, () -> EjabberdServer.builder()
                .certificate(ServerCertificate.WRONG_HOST)
                .start());
    }
}
