package org.xmppgrid.samples;

import java.nio.file.Path;
import java.time.Duration;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.sdk.Provider;
import org.xmppgrid.sdk.ProviderBacklog;
import org.xmppgrid.sdk.ProviderDeadLetter;
import org.xmppgrid.sdk.ProviderState;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SpoolBounds;
import org.xmppgrid.sdk.SyncPolicy;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.WhenRefused;

/** The code of the guide to providing, compiled. */
final class ProvidingSnippets {
    private ProvidingSnippets() {}

    static void send(Topic<IodefDocument> topic, IodefDocument report) {
        try (Provider<IodefDocument> sensor =
                topic.provider("suricata-1").spoolIn(Path.of("spool")).open()) {
            String id = sensor.send(report); // safe on disk, and published from now on whatever happens
            sensor.sendAsync(report).thenAccept(safe -> System.out.println(safe + " is safe"));
            if (!sensor.flush(Duration.ofSeconds(30))) {
                System.out.println(id + " or another is not confirmed yet");
            }
        }
    }

    static Provider<IodefDocument> choices(Topic<IodefDocument> topic) {
        return topic.provider("suricata-1")
                .spoolIn(Path.of("spool"))
                .sync(SyncPolicy.within(Duration.ofMillis(20)))
                .window(50)
                .bounds(SpoolBounds.standard()
                        .withReports(100_000)
                        .withAge(Duration.ofDays(7))
                        .blocking(Duration.ofSeconds(10)))
                .whenRefused(WhenRefused.STOP)
                .onConfirmed(id -> System.out.println("confirmed " + id))
                .open();
    }

    static void look(Provider<IodefDocument> sensor) {
        ProviderBacklog backlog = sensor.backlog();
        System.out.println(backlog.waiting() + " wait, the oldest for " + backlog.oldest());
        if (sensor.state() == ProviderState.STOPPED) {
            sensor.trouble().ifPresent(why -> System.out.println(why.getMessage()));
            sensor.skip(); // or resume(), once it is mended
        }
    }

    static void deadLetters(Provider<IodefDocument> sensor) {
        sensor.deadLetters()
                .filter(letter -> letter.reason() == Reason.FORBIDDEN)
                .forEach(sensor::retry);
        sensor.deadLetters().map(ProviderDeadLetter::why).forEach(System.out::println);
    }
}
