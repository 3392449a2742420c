package org.xmppgrid.testkit;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;
import org.xmppgrid.testkit.ServerPolicy.Decision;
import org.xmppgrid.testkit.ServerPolicy.Verdict;
import org.xmppgrid.testkit.internal.runs.GridRuns;

/**
 * Gives tests a grid to run on. In a static field one server serves all tests of the class, in an instance field each
 * test gets its own:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final GridExtension grid = GridExtension.ejabberd();
 *
 * @Test
 * void connect_whenThePasswordIsRight_isOnline() {
 *     Account provider = grid.server().account("provider");
 *     ...
 * }
 * }</pre>
 *
 * <p>{@link GridTest} says the same in an annotation. Either way tests can take a {@link GridServer} (or the class of
 * server that runs) and a {@link ConformanceReport} as parameters.
 *
 * <p>A server that isn't installed: if the environment variable {@code XMPPGRID_SERVERS}, a list of names separated by
 * commas, has its name, its tests fail; otherwise they are skipped. The report that is printed at the end of the run
 * says how many were skipped on which server.
 *
 * <p>Tests of one class may run in parallel; they share the server of a static field.
 */
public final class GridExtension
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                ExecutionCondition,
                ParameterResolver {

    private final ServerPolicy policy;
    // Absent: the annotation of the test class says it.
    private @Nullable ServerKind kind;
    private @Nullable Supplier<? extends GridServer> starter;

    private final ThreadLocal<String> currentTest = new ThreadLocal<>();
    private volatile @Nullable GridServer server;
    private volatile @Nullable String owner;

    /** For {@link GridTest}: JUnit makes the extension, and the annotation says which server. */
    GridExtension() {
        this.policy = ServerPolicy.ofEnvironment();
    }

    GridExtension(ServerPolicy policy, @Nullable ServerKind kind, Supplier<? extends GridServer> starter) {
        this.policy = policy;
        this.kind = kind;
        this.starter = Objects.requireNonNull(starter, "starter");
    }

    /**
     * The testkit's own grid.
     *
     * @return an extension to register
     */
    public static GridExtension embedded() {
        return of(ServerKind.EMBEDDED);
    }

    /**
     * Prosody with the defaults of {@link ProsodyServer#builder()}.
     *
     * @return an extension to register
     */
    public static GridExtension prosody() {
        return of(ServerKind.PROSODY);
    }

    /**
     * ejabberd with the defaults of {@link EjabberdServer#builder()}.
     *
     * @return an extension to register
     */
    public static GridExtension ejabberd() {
        return of(ServerKind.EJABBERD);
    }

    /**
     * A server with the defaults of its kind.
     *
     * @param kind which server
     * @return an extension to register
     */
    public static GridExtension of(ServerKind kind) {
        return of(kind, kind::start);
    }

    /**
     * A server of a known kind, started as one likes. Its tests are skipped, or fail, when that kind isn't installed.
     *
     * @param kind which server
     * @param starter starts it
     * @return an extension to register
     */
    public static GridExtension of(ServerKind kind, Supplier<? extends GridServer> starter) {
        return new GridExtension(ServerPolicy.ofEnvironment(), Objects.requireNonNull(kind, "kind"), starter);
    }

    /**
     * Any server. Nothing is known of it before it is started, so that nothing is skipped.
     *
     * @param starter starts it
     * @return an extension to register
     */
    public static GridExtension of(Supplier<? extends GridServer> starter) {
        return new GridExtension(ServerPolicy.ofEnvironment(), null, starter);
    }

    /**
     * The server that runs.
     *
     * @return the server of the class or, for an extension in an instance field, of the test
     * @throws IllegalStateException if none is running, before or after the tests
     */
    public GridServer server() {
        GridServer running = server;
        if (running == null) {
            throw new IllegalStateException(
                    "no server is running: this extension starts it before the tests of its class, "
                            + "and needs @RegisterExtension");
        }
        return running;
    }

    /**
     * Reports that the server differs from the clause of the running test, as {@link ConformanceReport#deviates} does.
     * To be called on the thread of the test.
     *
     * @param deviation how the server differs
     * @param why what the test has seen
     * @throws AssertionError if the server isn't known to differ in this way
     * @throws IllegalStateException if no test runs on this thread
     */
    public void deviates(Deviation deviation, String why) {
        String test = currentTest.get();
        if (test == null) {
            throw new IllegalStateException(
                    "no test is running on the thread " + Thread.currentThread().getName());
        }
        new ConformanceReport(server(), test).deviates(deviation, why);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        settle(context);
        ServerKind known = kind;
        if (known == null) {
            return ConditionEvaluationResult.enabled("the server starts with the tests");
        }
        GridRuns.uses(context.getUniqueId(), known.serverName());
        Decision decision = policy.decide(known);
        return decision.verdict() == Verdict.SKIP
                ? ConditionEvaluationResult.disabled(known.serverName() + ": " + decision.reason())
                : ConditionEvaluationResult.enabled(decision.reason());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start(context);
        GridRuns.uses(context.getUniqueId(), server().name());
        currentTest.set(context.getUniqueId());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        currentTest.remove();
        stop(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return GridServer.class.isAssignableFrom(type) || type == ConformanceReport.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        GridServer running = server();
        if (type == ConformanceReport.class) {
            return new ConformanceReport(running, context.getUniqueId());
        }
        if (!type.isInstance(running)) {
            throw new ParameterResolutionException(
                    "the server that runs is a " + running.getClass().getName() + ", not a " + type.getName());
        }
        return running;
    }

    private void start(ExtensionContext context) {
        if (server != null) {
            // A test of the class, or a class nested in it: the server is theirs as well.
            return;
        }
        Supplier<? extends GridServer> how = settle(context);
        ServerKind known = kind;
        if (known != null) {
            GridRuns.uses(context.getUniqueId(), known.serverName());
            Decision decision = policy.decide(known);
            if (decision.verdict() == Verdict.FAIL) {
                throw new IllegalStateException(decision.reason());
            }
            if (decision.verdict() == Verdict.SKIP) {
                // In an instance that serves the whole class, JUnit has asked the conditions before it met this
                // extension.
                throw new TestAbortedException(known.serverName() + ": " + decision.reason());
            }
        }
        GridServer started = how.get();
        server = started;
        owner = context.getUniqueId();
        GridRuns.uses(context.getUniqueId(), started.name());
        GridRuns.runs(started.name(), started.version());
    }

    private void stop(ExtensionContext context) {
        GridServer running = server;
        if (running != null && context.getUniqueId().equals(owner)) {
            server = null;
            owner = null;
            running.close();
        }
    }

    private Supplier<? extends GridServer> settle(ExtensionContext context) {
        Supplier<? extends GridServer> how = starter;
        if (how == null) {
            ServerKind asked = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), GridTest.class)
                    .map(GridTest::value)
                    .orElseThrow(() -> new IllegalStateException(
                            context.getRequiredTestClass().getName() + " has no @GridTest: use the annotation, or "
                                    + "@RegisterExtension with one of GridExtension's methods"));
            kind = asked;
            how = asked::start;
            starter = how;
        }
        return how;
    }
}
