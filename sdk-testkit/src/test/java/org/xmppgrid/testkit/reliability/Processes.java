package org.xmppgrid.testkit.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.xmppgrid.testkit.RestartableServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A provider and two consumers as processes of their own, and the broker: each can be killed at any moment and is started
 * again at once, with what it left on disk. Their journals are the judge.
 */
final class Processes implements AutoCloseable {
    private static final String HEAP = "96m";

    /** Who can be killed. */
    enum Victim {
        PROVIDER,
        FIRST_CONSUMER,
        SECOND_CONSUMER,
        BROKER
    }

    private final RestartableServer server;
    private final String topic;
    private final Path folder;
    private final Journal safe;
    private Child provider;
    private Child first;
    private Child second;
    private int reports;

    Processes(RestartableServer server, String topic, Path folder) {
        this.server = server;
        this.topic = topic;
        this.folder = folder;
        safe = new Journal(folder.resolve("provider.journal"));
        first = consumer("first");
        second = consumer("second");
        provider = provider();
    }

    /** Has the provider send so many reports in all. */
    void sendUntil(int number) {
        reports = number;
        provider.order(String.valueOf(number));
    }

    /** Kills somebody once something more was done by him, and starts him again. */
    void kill(Victim victim, int steps) throws InterruptedException {
        Journal journal = journal(victim);
        int goal = journal.lines().size() + steps;
        await("for " + victim + " to be at work").atMost(Site.PATIENCE).untilAsserted(() -> assertThat(
                        journal.lines().size())
                .as("steps of %s; %s", victim, this)
                .isGreaterThanOrEqualTo(goal));
        switch (victim) {
            case PROVIDER -> {
                provider.kill();
                provider = provider();
                provider.order(String.valueOf(reports));
            }
            case FIRST_CONSUMER -> {
                first.kill();
                first = consumer("first");
            }
            case SECOND_CONSUMER -> {
                second.kill();
                second = consumer("second");
            }
            case BROKER -> server.crash();
        }
    }

    private Journal journal(Victim victim) {
        return switch (victim) {
            case PROVIDER -> safe;
            case FIRST_CONSUMER, BROKER -> journal("first");
            case SECOND_CONSUMER -> journal("second");
        };
    }

    /** Waits until both consumers were given all and are through with it, and says what they did. */
    List<Handling> finish() throws IOException, InterruptedException {
        await("for all reports to be handled").atMost(Site.PATIENCE).untilAsserted(() -> assertThat(
                        List.of(handling("first").handled(), handling("second").handled()))
                .as("handled of %s; %s", reports, this)
                .containsExactly(reports, reports));
        assertThat(provider.end()).as("how the provider ended").isZero();
        assertThat(first.end()).as("how the first consumer ended").isZero();
        assertThat(second.end()).as("how the second consumer ended").isZero();
        return List.of(handling("first"), handling("second"));
    }

    private Handling handling(String consumer) {
        return Handling.of(journal(consumer).lines());
    }

    private Journal journal(String consumer) {
        return new Journal(folder.resolve(consumer + ".journal"));
    }

    private Child provider() {
        return start(ProviderProgram.class, Site.PROVIDER, "provider");
    }

    private Child consumer(String name) {
        return start(ConsumerProgram.class, "siem-" + name, name);
    }

    private Child start(Class<?> program, String user, String name) {
        List<String> arguments = new ArrayList<>(Address.of(server, user, topic).arguments());
        arguments.add(folder.resolve(name).toString());
        arguments.add(folder.resolve(name + ".journal").toString());
        return Child.start(program, HEAP, folder.resolve(name + ".errors"), arguments);
    }

    @Override
    public String toString() {
        return "safe: " + safe.lines().size() + ", provider: " + provider + ", first: " + first + " "
                + handling("first") + ", second: " + second + " " + handling("second");
    }

    @Override
    public void close() {
        provider.close();
        first.close();
        second.close();
    }

    /**
     * What a consumer's journal tells.
     *
     * @param handled how many different reports it was given
     * @param again how often it was given one again whose acknowledgement had not returned
     * @param twice how often it was given one again that it had acknowledged
     * @param outOfOrder how many it was given for the first time after a later one
     */
    record Handling(int handled, int again, int twice, int outOfOrder) {
        static Handling of(List<String> journal) {
            BitSet handled = new BitSet();
            BitSet acknowledged = new BitSet();
            int again = 0;
            int twice = 0;
            int outOfOrder = 0;
            for (String line : journal) {
                int blank = line.indexOf(' ');
                int number = Integer.parseInt(line.substring(blank + 1));
                if (line.startsWith("acked")) {
                    acknowledged.set(number);
                } else if (acknowledged.get(number)) {
                    twice++;
                } else if (handled.get(number)) {
                    again++;
                } else {
                    outOfOrder += handled.length() > number ? 1 : 0;
                    handled.set(number);
                }
            }
            return new Handling(handled.cardinality(), again, twice, outOfOrder);
        }
    }
}
