package org.xmppgrid.testkit;

import java.util.Objects;
import org.xmppgrid.testkit.internal.runs.GridRuns;

/**
 * Where one test tells what it found of the server it runs on. A test takes it as a parameter; what it reports appears
 * at the end of the run.
 */
public final class ConformanceReport {

    private final GridServer server;
    private final String testId;

    ConformanceReport(GridServer server, String testId) {
        this.server = server;
        this.testId = testId;
    }

    /**
     * Reports that the server differs from the clause of this test, in a way it is known for. The test has seen what
     * the server does instead; it passes, and its clause is marked as deviating.
     *
     * @param deviation how the server differs
     * @param why what the test has seen
     * @throws AssertionError if the server isn't {@linkplain GridServer#deviations() known} to differ in this way
     */
    public void deviates(Deviation deviation, String why) {
        Objects.requireNonNull(why, "why");
        if (!server.deviations().contains(deviation)) {
            throw new AssertionError(server.name() + " is not known for " + deviation + " (" + deviation.clause() + ": "
                    + deviation.summary() + "): " + why);
        }
        GridRuns.deviated(testId, deviation + " (" + deviation.clause() + "): " + why);
    }
}
