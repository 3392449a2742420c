package org.xmppgrid.testkit.internal.report;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/** Runs test classes inside a test. */
public final class Runs {

    private Runs() {}

    /**
     * What came of a run.
     *
     * @param summary JUnit's own count
     * @param report what the listener printed
     */
    public record Run(TestExecutionSummary summary, String report) {}

    public static Run of(Class<?>... classes) {
        return of(Optional.empty(), classes);
    }

    /** With the table of clauses in a file. */
    public static Run of(Path page, Class<?>... classes) {
        return of(Optional.of(page), classes);
    }

    private static Run of(Optional<Path> page, Class<?>... classes) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        // Not the listener of the run around this one: what is printed here is what the test looks at.
        LauncherConfig config = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .addTestExecutionListeners(
                        new GridReportListener(new PrintStream(printed, true, StandardCharsets.UTF_8), page), summary)
                .build();
        LauncherFactory.create(config)
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(Arrays.stream(classes)
                                .map(type -> selectClass(type))
                                .toList())
                        .build());
        return new Run(summary.getSummary(), printed.toString(StandardCharsets.UTF_8));
    }
}
