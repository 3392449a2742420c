package org.xmppgrid.testkit.internal.report;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.internal.runs.GridRuns;

/**
 * Prints the report when a run ends in which some test had a grid. JUnit finds it as a service. Tests of a class that
 * was skipped, or whose server didn't start, never begin: they are counted from the plan.
 */
public final class GridReportListener implements TestExecutionListener {

    private static final String PAGE = "xmppgrid.conformance.page";

    private final PrintStream out;
    private final Optional<Path> page;
    private final Map<String, TestExecutionResult> finished = new ConcurrentHashMap<>();
    private final Map<String, String> skipped = new ConcurrentHashMap<>();

    /**
     * Prints to the standard output, which Maven shows; the system property {@value #PAGE} names a file for the table of
     * clauses in Markdown.
     */
    public GridReportListener() {
        this(System.out, Optional.ofNullable(System.getProperty(PAGE)).map(Path::of));
    }

    GridReportListener(PrintStream out, Optional<Path> page) {
        this.out = out;
        this.page = page;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("The table of clauses can't be written to " + file, e);
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        finished.put(test.getUniqueId(), result);
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped.put(test.getUniqueId(), reason);
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        List<Result> results = new ArrayList<>();
        for (TestIdentifier root : plan.getRoots()) {
            for (TestIdentifier test : plan.getDescendants(root)) {
                if (isTest(plan, test)) {
                    server(plan, test).ifPresent(server -> results.add(result(plan, test, server)));
                }
            }
        }
        finished.clear();
        skipped.clear();
        if (!results.isEmpty()) {
            GridReport report =
                    new GridReport(results, server -> GridRuns.version(server).orElse(""));
            out.println();
            out.print(report.text());
            out.flush();
            page.ifPresent(file -> write(file, report.page()));
        }
    }

    /** A test, or a template of tests that was never unfolded: as a method it counts for one. */
    private static boolean isTest(TestPlan plan, TestIdentifier test) {
        return test.isTest()
                || (test.getSource().filter(MethodSource.class::isInstance).isPresent()
                        && plan.getChildren(test).isEmpty());
    }

    private static Optional<String> server(TestPlan plan, TestIdentifier test) {
        Optional<TestIdentifier> at = Optional.of(test);
        while (at.isPresent()) {
            Optional<String> server = GridRuns.server(at.get().getUniqueId());
            if (server.isPresent()) {
                return server;
            }
            at = plan.getParent(at.get());
        }
        return Optional.empty();
    }

    private Result result(TestPlan plan, TestIdentifier test, String server) {
        List<String> deviations = GridRuns.deviations(test.getUniqueId());
        TestExecutionResult result = finished.get(test.getUniqueId());
        Outcome outcome = outcome(result, deviations);
        String reason = outcome == Outcome.NOT_RUN ? reason(plan, test, server) : "";
        return new Result(server, clause(test), outcome, reason, deviations);
    }

    private static Outcome outcome(@Nullable TestExecutionResult result, List<String> deviations) {
        if (result == null) {
            return Outcome.NOT_RUN;
        }
        return switch (result.getStatus()) {
            case SUCCESSFUL -> deviations.isEmpty() ? Outcome.OK : Outcome.DEVIATES;
            case ABORTED -> Outcome.NOT_RUN;
            case FAILED -> Outcome.FAILED;
        };
    }

    /** Why a test didn't run: what was said of it, or of the nearest container of which something was said. */
    private String reason(TestPlan plan, TestIdentifier test, String server) {
        Optional<TestIdentifier> at = Optional.of(test);
        while (at.isPresent()) {
            String id = at.get().getUniqueId();
            String said = skipped.get(id);
            if (said == null && finished.containsKey(id)) {
                said = finished.get(id)
                        .getThrowable()
                        .map(Throwable::getMessage)
                        .orElse(null);
            }
            if (said != null) {
                String line = said.lines().findFirst().orElse("");
                // The row of the table has the server's name already.
                return line.startsWith(server + ": ") ? line.substring(server.length() + 2) : line;
            }
            at = plan.getParent(at.get());
        }
        return "";
    }

    private static @Nullable Clause clause(TestIdentifier test) {
        Optional<MethodSource> source =
                test.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast);
        if (source.isEmpty()) {
            return null;
        }
        Method method = source.get().getJavaMethod();
        return AnnotationSupport.findAnnotation(method, Clause.class)
                .or(() -> AnnotationSupport.findAnnotation(source.get().getJavaClass(), Clause.class))
                .orElse(null);
    }
}
