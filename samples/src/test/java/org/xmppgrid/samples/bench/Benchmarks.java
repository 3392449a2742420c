package org.xmppgrid.samples.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks and prints each as a ratio against its peers of the same run: times differ from machine to
 * machine, ratios hardly. JMH's own options may be given, such as {@code -f 3 -i 10 IodefBenchmark.read}.
 */
@SuppressWarnings("rawtypes") // JMH gives its results as such
public final class Benchmarks {
    /** What comes after the verb in a benchmark's name when it is ours. */
    private static final String OURS = "Sdk";

    private Benchmarks() {}

    /**
     * Runs them.
     *
     * @param args JMH's options; without any, all benchmarks run for a few seconds each
     * @throws CommandLineOptionException if an option is none of JMH's
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] args) throws CommandLineOptionException, RunnerException {
        CommandLineOptions given = new CommandLineOptions(args);
        OptionsBuilder options = new OptionsBuilder();
        options.parent(given);
        options.addProfiler(GCProfiler.class);
        options.shouldFailOnError(true);
        if (!given.verbosity().hasValue()) {
            options.verbosity(VerboseMode.NORMAL);
        }
        if (!given.getForkCount().hasValue()) {
            options.forks(1);
        }
        if (!given.getWarmupIterations().hasValue()) {
            options.warmupIterations(3);
        }
        if (!given.getMeasurementIterations().hasValue()) {
            options.measurementIterations(5);
        }
        if (!given.getWarmupTime().hasValue()) {
            options.warmupTime(TimeValue.seconds(2));
        }
        if (!given.getMeasurementTime().hasValue()) {
            options.measurementTime(TimeValue.seconds(2));
        }
        print(new Runner(options.build()).run());
    }

    private static void print(Collection<RunResult> results) {
        Map<String, Map<String, RunResult>> groups = new TreeMap<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            String method = name.substring(name.lastIndexOf('.') + 1);
            String verb = method.split("(?=[A-Z])", 2)[0];
            String group = verb + " " + result.getParams().getParam("document");
            groups.computeIfAbsent(group, key -> new TreeMap<>()).put(method.substring(verb.length()), result);
        }
        List<String> lines = new ArrayList<>();
        lines.add("| what | ours | bytes | against | its time | its bytes | faster | fewer bytes |");
        lines.add("|---|---|---|---|---|---|---|---|");
        groups.forEach((group, members) -> {
            RunResult ours = members.get(OURS);
            members.forEach((peer, theirs) -> {
                if (ours != null && theirs != ours) {
                    lines.add(String.format(
                            Locale.ROOT,
                            "| %s | %.1f µs ± %.1f | %,.0f | %s | %.1f µs ± %.1f | %,.0f | %.2fx | %.2fx |",
                            group,
                            time(ours),
                            error(ours),
                            bytes(ours),
                            peer,
                            time(theirs),
                            error(theirs),
                            bytes(theirs),
                            time(theirs) / time(ours),
                            bytes(theirs) / bytes(ours)));
                }
            });
        });
        lines.forEach(System.out::println);
    }

    private static double time(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static double error(RunResult result) {
        return result.getPrimaryResult().getScoreError();
    }

    private static double bytes(RunResult result) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElse(Double.NaN);
    }
}
