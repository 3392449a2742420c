package org.xmppgrid.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.testkit.internal.report.Runs;
import org.xmppgrid.testkit.internal.report.Runs.Run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GridExtensionTest {

    @BeforeEach
    void reset() {
        FakeServer.STARTED.set(0);
        FakeServer.CLOSED.set(0);
    }

    @Test
    void staticField_whenTheClassRuns_startsOneServerForAllItsTests() {
        Run run = Runs.of(PerClass.class);

        assertThat(run.summary().getTestsSucceededCount()).isEqualTo(3);
        assertThat(FakeServer.STARTED).hasValue(1);
        assertThat(FakeServer.CLOSED).hasValue(1);
        assertThat(run.report()).containsPattern("fake 1\\.0 +3 +0 +0");
    }

    @Test
    void instanceField_whenTheClassRuns_startsAServerForEachTest() {
        Run run = Runs.of(PerTest.class);

        assertThat(run.summary().getTestsSucceededCount()).isEqualTo(2);
        assertThat(FakeServer.STARTED).hasValue(2);
        assertThat(FakeServer.CLOSED).hasValue(2);
    }

    @Test
    void absentServer_whenNotRequired_skipsAllTestsAndCountsThem() {
        Run run = Runs.of(Absent.class);

        assertThat(run.summary().getTestsFailedCount()).isZero();
        assertThat(run.summary().getTestsStartedCount()).isZero();
        assertThat(FakeServer.STARTED).hasValue(0);
        assertThat(run.report()).containsPattern("prosody.* +0 +0 +4 +not installed, 4 tests not run");
    }

    @Test
    void absentServer_whenInAnInstanceField_skipsItsTests() {
        Run run = Runs.of(AbsentPerTest.class);

        assertThat(run.summary().getTestsSkippedCount()).isEqualTo(1);
        assertThat(run.report()).containsPattern("prosody.* +0 +0 +1 +not installed, 1 test not run");
    }

    @Test
    void absentServer_whenInAnInstanceForTheClass_skipsItsTests() {
        Run run = Runs.of(AbsentPerInstance.class);

        assertThat(run.summary().getTestsStartedCount()).isZero();
        assertThat(run.summary().getTotalFailureCount()).isZero();
        assertThat(run.report()).containsPattern("prosody.* +0 +0 +1 +not installed, 1 test not run");
    }

    @Test
    void absentServer_whenRequired_failsTheClass() {
        Run run = Runs.of(Required.class);

        assertThat(run.summary().getContainersFailedCount()).isEqualTo(1);
        assertThat(run.summary().getFailures().get(0).getException())
                .hasMessageStartingWith("XMPPGRID_SERVERS requires ejabberd, which is not installed: apt-get install");
        assertThat(run.report()).containsPattern("ejabberd.* +0 +0 +1 +XMPPGRID_SERVERS requires ejabberd");
    }

    @Test
    void clauses_whenTestsSayThem_areToldForEachServer() {
        Run run = Runs.of(Deviating.class, Absent.class);

        assertThat(run.report())
                .containsPattern("Clause +of +fake +prosody")
                .containsPattern("RFC 8600 §5 +Discovery +failed +not run")
                .containsPattern("RFC 8600 §6 +Topics +deviates +-")
                .containsPattern("RFC 8600 §10 +ok +-")
                .contains("NO_AUTHORIZE (RFC 8600 §6): answered not-acceptable");
        assertThat(run.report().indexOf("§6 ")).isLessThan(run.report().indexOf("§10"));
    }

    @Test
    void clauses_whenAPageIsAskedFor_areInItToo(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("conformance.md");

        Runs.of(page, Deviating.class, Absent.class);

        assertThat(Files.readString(page))
                .contains("| Clause | of | fake 1.0 | prosody |\n|---|---|---|---|\n")
                .contains("| RFC 8600 §5 | Discovery | failed | not run |\n")
                .contains("| fake | NO_AUTHORIZE (RFC 8600 §6): answered not-acceptable |\n");
    }

    @Test
    void deviates_whenTheServerIsNotKnownForIt_fails() {
        Run run = Runs.of(Deviating.class);

        assertThat(run.summary().getFailures()).singleElement().satisfies(failure -> assertThat(failure.getException())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("fake is not known for RSM_IGNORED_IN_DISCO"));
    }

    @Test
    void parameter_whenTheServerIsOfAnotherClass_saysWhichRuns() {
        Run run = Runs.of(WrongParameter.class);

        assertThat(run.summary().getFailures().get(0).getException())
                .hasMessageContaining("the server that runs is a " + FakeServer.class.getName());
    }

    @Test
    void report_whenNoTestHadAGrid_isNotPrinted() {
        assertThat(Runs.of(WithoutGrid.class).report()).isEmpty();
    }

    @Test
    void server_whenNothingRuns_saysWhatIsMissing() {
        GridExtension extension = GridExtension.of(() -> FakeServer.start("fake"));

        assertThatThrownBy(extension::server)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@RegisterExtension");
        assertThatThrownBy(() -> extension.deviates(Deviation.NO_AUTHORIZE, "no test"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no test is running");
    }

    static class PerClass {
        @RegisterExtension
        static final GridExtension GRID = GridExtension.of(() -> FakeServer.start("fake"));

        @Test
        void one(GridServer server) {
            assertThat(server).isSameAs(GRID.server());
        }

        @Test
        void two(FakeServer server) {
            assertThat(server).isSameAs(GRID.server());
        }

        @Nested
        class Inner {
            @Test
            void three(GridServer server) {
                assertThat(server).isSameAs(GRID.server());
            }
        }
    }

    static class PerTest {
        @RegisterExtension
        final GridExtension grid = GridExtension.of(() -> FakeServer.start("fake"));

        @Test
        void one() {
            assertThat(grid.server().name()).isEqualTo("fake");
        }

        @Test
        void two() {
            assertThat(grid.server().name()).isEqualTo("fake");
        }
    }

    abstract static class Inherited {
        @Test
        @Clause(value = "RFC 8600 §5", title = "Discovery")
        void inherited() {}
    }

    static class Absent extends Inherited {
        @RegisterExtension
        static final GridExtension GRID = new GridExtension(
                new ServerPolicy(Set.of(), kind -> false), ServerKind.PROSODY, () -> FakeServer.start("prosody"));

        @Test
        void one() {}

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void two(int number) {}

        @Nested
        class Inner {
            @Test
            void three() {}
        }
    }

    static class AbsentPerTest {
        @RegisterExtension
        final GridExtension grid = new GridExtension(
                new ServerPolicy(Set.of(), kind -> false), ServerKind.PROSODY, () -> FakeServer.start("prosody"));

        @Test
        void one() {}
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static class AbsentPerInstance {
        @RegisterExtension
        final GridExtension grid = new GridExtension(
                new ServerPolicy(Set.of(), kind -> false), ServerKind.PROSODY, () -> FakeServer.start("prosody"));

        @Test
        void one() {}
    }

    static class Required {
        @RegisterExtension
        static final GridExtension GRID = new GridExtension(
                new ServerPolicy(Set.of(ServerKind.EJABBERD), kind -> false),
                ServerKind.EJABBERD,
                () -> FakeServer.start("ejabberd"));

        @Test
        void one() {}
    }

    static class Deviating {
        @RegisterExtension
        static final GridExtension GRID = GridExtension.of(() -> FakeServer.start("fake"));

        @Test
        @Clause(value = "RFC 8600 §6", title = "Topics")
        void known() {
            GRID.deviates(Deviation.NO_AUTHORIZE, "answered not-acceptable");
        }

        @Test
        @Clause("RFC 8600 §5")
        void unknown(ConformanceReport report) {
            report.deviates(Deviation.RSM_IGNORED_IN_DISCO, "all at once");
        }

        @Test
        @Clause("RFC 8600 §10")
        void fine() {}
    }

    static class WrongParameter {
        @RegisterExtension
        static final GridExtension GRID = GridExtension.of(() -> FakeServer.start("fake"));

        @Test
        void one(ProsodyServer server) {}
    }

    static class WithoutGrid {
        @Test
        @Clause("RFC 8600 §5")
        void one() {}
    }
}
