package org.xmppgrid.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.Diagnosis.Finding;
import org.xmppgrid.sdk.Diagnosis.Outcome;
import org.xmppgrid.sdk.Diagnosis.Step;

import static org.assertj.core.api.Assertions.assertThat;

class DiagnosisTest {
    private static final GridAddress ACCOUNT = GridAddress.of("sensor@grid.example");

    @Test
    void toString_whenAStepFailed_thenATableWithTheAdviceBelowIt() {
        Diagnosis diagnosis = new Diagnosis(
                ACCOUNT,
                List.of(
                        finding(Step.DNS, Outcome.OK, "127.0.0.1"),
                        new Finding(
                                Step.PINS,
                                Outcome.FAILED,
                                "another key",
                                Optional.of(Reason.PIN_MISMATCH),
                                Optional.of("Pin this one")),
                        finding(Step.LOGIN, Outcome.NOT_REACHED, "")));

        assertThat(diagnosis.toString().lines().map(String::stripTrailing))
                .containsExactly(
                        "Connecting as sensor@grid.example",
                        "  name   ok      127.0.0.1",
                        "  pins   FAILED  another key",
                        "                 -> Pin this one",
                        "  login  -",
                        "It can't work like this.");
        assertThat(diagnosis.isHealthy()).isFalse();
        assertThat(diagnosis.at(Step.PINS)).flatMap(Finding::reason).contains(Reason.PIN_MISMATCH);
        assertThat(diagnosis.at(Step.TCP)).isEmpty();
    }

    @Test
    void isHealthy_whenThereAreWarningsOnly_thenTrue() {
        Diagnosis diagnosis = new Diagnosis(ACCOUNT, List.of(finding(Step.MECHANISMS, Outcome.WARNING, "SHA-1 only")));

        assertThat(diagnosis.isHealthy()).isTrue();
        assertThat(diagnosis.toString()).endsWith("Nothing stands in the way.");
    }

    /** A certificate's subject or a controller's text is whatever somebody wrote into it. */
    @Test
    void toString_whenWhatWasFoundIsHostile_thenTheTerminalDoesNotObeyIt() {
        Diagnosis diagnosis = new Diagnosis(
                ACCOUNT,
                List.of(new Finding(
                        Step.CERTIFICATE,
                        Outcome.FAILED,
                        "CN=\u001B[2J\n  pins  ok  100%s\u202E",
                        Optional.empty(),
                        Optional.of("look\rok"))));

        assertThat(diagnosis.toString()).hasLineCount(4).doesNotContain("\u001B", "\u202E", "\r");
        assertThat(diagnosis.toString()).contains("CN=\\u001B[2J\\u000A  pins  ok  100%s\\u202E");
    }

    @Test
    void findings_whenTheCallersListChanges_thenKeptAsTheyWere() {
        List<Finding> findings = new ArrayList<>(List.of(finding(Step.DNS, Outcome.OK, "x")));
        Diagnosis diagnosis = new Diagnosis(ACCOUNT, findings);
        findings.clear();

        assertThat(diagnosis.findings()).hasSize(1);
    }

    private static Finding finding(Step step, Outcome outcome, String found) {
        return new Finding(step, outcome, found, Optional.empty(), Optional.empty());
    }
}
