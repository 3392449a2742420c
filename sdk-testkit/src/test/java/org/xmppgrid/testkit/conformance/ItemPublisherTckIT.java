package org.xmppgrid.testkit.conformance;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the publisher of a topic's items against the rules of Reactive Streams 1.0.4, on the embedded grid. */
class ItemPublisherTckIT {
    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    /**
     * What the specification leaves open: several subscribers to one publisher. Each begins at its own time, and in these
     * rules the topic may be filled, and deleted, for the first of them.
     */
    private static final String SEVERAL_SUBSCRIBERS = "optional_spec111_";

    @Test
    void publisher_whenHeldAgainstTheTck_thenEveryMandatoryRulePasses(GridBroker broker) {
        TestListenerAdapter results = new TestListenerAdapter();
        TestNG tck = new TestNG(false);
        tck.setVerbose(0);
        tck.addListener(results);
        PublisherRules.on(broker, () -> {
            tck.setTestClasses(new Class<?>[] {PublisherRules.class});
            tck.run();
        });

        assertThat(failures(results)).as("rules that are broken").isEmpty();
        List<String> skipped = names(results.getSkippedTests());
        assertThat(skipped)
                .as("mandatory rules that were not looked at")
                .noneMatch(name -> name.startsWith("required_") && !name.endsWith("untested"));
        assertThat(skipped)
                .as("optional rules that were not looked at")
                .noneMatch(name -> name.startsWith("optional_") && !name.startsWith(SEVERAL_SUBSCRIBERS));
        assertThat(names(results.getPassedTests())).hasSizeGreaterThan(20);
    }

    private static List<String> failures(TestListenerAdapter results) {
        List<String> told = new CopyOnWriteArrayList<>();
        for (ITestResult result : results.getFailedTests()) {
            told.add(result.getMethod().getMethodName() + ": " + result.getThrowable());
        }
        results.getConfigurationFailures().forEach(result -> told.add(String.valueOf(result.getThrowable())));
        return told;
    }

    private static List<String> names(List<ITestResult> results) {
        return results.stream()
                .map(result -> result.getMethod().getMethodName())
                .sorted()
                .toList();
    }
}
