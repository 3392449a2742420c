package org.xmppgrid.testkit.conformance;

import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.Diagnosis;
import org.xmppgrid.sdk.Diagnosis.Outcome;
import org.xmppgrid.sdk.Diagnosis.Step;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.TlsPolicy;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.GridPki;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 8600 §4, steps a to c, and §8.3.1, as the doctor sees them: what is good, and what stands in the way. */
abstract class Diagnosing extends Connecting {

    @Test
    @Clause(value = "RFC 8600 §8.3.1 diagnosis", title = "each step of a connection can be looked at")
    void doctor_whenAllIsWell_thenEachStepSaysWhatWasFound(Scene scene) {
        String user = scene.user("consumer");

        Diagnosis diagnosis = Grid.doctor(scene.as(user));

        assertThat(diagnosis.isHealthy()).as(diagnosis.toString()).isTrue();
        assertThat(diagnosis.findings()).extracting(Diagnosis.Finding::step).containsExactly(Step.values());
        assertThat(diagnosis.findings()).as(diagnosis.toString()).allSatisfy(finding -> assertThat(finding.outcome())
                .isIn(Outcome.OK, Outcome.WARNING));
        assertThat(found(diagnosis, Step.DNS))
                .contains(String.valueOf(scene.server().port()));
        assertThat(found(diagnosis, Step.TLS)).contains("TLSv1.3");
        assertThat(found(diagnosis, Step.CERTIFICATE)).contains(scene.server().domain());
        assertThat(found(diagnosis, Step.PINS)).contains("sha256/");
        assertThat(found(diagnosis, Step.MECHANISMS)).contains("SCRAM-SHA-256");
        assertThat(found(diagnosis, Step.LOGIN)).contains(scene.address(user) + "/");
        assertThat(found(diagnosis, Step.BROKER)).contains(scene.server().broker());
        assertThat(diagnosis.toString())
                .doesNotContain(scene.server().account(user).password());
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.1 diagnosis", title = "what stands in the way is said, and what to do about it")
    void doctor_whenPasswordIsWrong_thenLoginFailedAndTheRestIsNotReached(Scene scene) {
        Diagnosis diagnosis = Grid.doctor(scene.as(scene.user("consumer")).password("not-the-password"));

        assertFailedAt(Step.LOGIN, Reason.CREDENTIALS_REFUSED, diagnosis);
        assertThat(diagnosis.toString()).doesNotContain("not-the-password");
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.1 diagnosis", title = "what stands in the way is said, and what to do about it")
    void doctor_whenAuthorityIsAnother_thenCertificateFailedAndTheRestIsNotReached(Scene scene) {
        GridBuilder stranger = scene.as(scene.user("consumer"))
                .tls(TlsPolicy.trusting(GridPki.create(scene.server().domain()).authority()));

        assertFailedAt(Step.CERTIFICATE, Reason.CERTIFICATE_UNTRUSTED, Grid.doctor(stranger));
    }

    private static void assertFailedAt(Step step, Reason reason, Diagnosis diagnosis) {
        Diagnosis.Finding finding = diagnosis.at(step).orElseThrow();
        assertThat(finding.outcome()).as(diagnosis.toString()).isEqualTo(Outcome.FAILED);
        assertThat(finding.reason()).contains(reason);
        assertThat(finding.advice()).isPresent();
        assertThat(diagnosis.isHealthy()).isFalse();
        for (Diagnosis.Finding other : diagnosis.findings()) {
            int order = other.step().compareTo(step);
            if (order < 0) {
                assertThat(other.outcome()).as(diagnosis.toString()).isIn(Outcome.OK, Outcome.WARNING);
            } else if (order > 0) {
                assertThat(other.outcome()).as(diagnosis.toString()).isEqualTo(Outcome.NOT_REACHED);
            }
        }
    }

    private static String found(Diagnosis diagnosis, Step step) {
        return diagnosis.at(step).orElseThrow().found();
    }
}
