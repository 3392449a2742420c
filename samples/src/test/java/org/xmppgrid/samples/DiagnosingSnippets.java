package org.xmppgrid.samples;

import java.nio.file.Path;
import org.xmppgrid.sdk.Diagnosis;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridBuilder;

/** The code of the guide to diagnosing, compiled. */
final class DiagnosingSnippets {
    private DiagnosingSnippets() {}

    static void print(char[] secret) {
        GridBuilder sensor = Grid.as("sensor@grid.example").password(secret).trust(Path.of("grid-ca.pem"));
        System.out.println(Grid.doctor(sensor));
    }

    static void decide(GridBuilder sensor) {
        Diagnosis diagnosis = Grid.doctor(sensor);
        if (!diagnosis.isHealthy()) {
            diagnosis.findings().stream()
                    .flatMap(finding -> finding.reason().stream())
                    .forEach(reason -> System.out.println(reason + (reason.retryable() ? ", may go by" : "")));
        }
        diagnosis.at(Diagnosis.Step.PINS).ifPresent(pins -> System.out.println(pins.found()));
    }
}
