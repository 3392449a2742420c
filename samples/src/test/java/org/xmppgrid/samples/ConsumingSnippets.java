package org.xmppgrid.samples;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.sdk.Consumer;
import org.xmppgrid.sdk.ConsumerBuilder;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.ItemIterator;
import org.xmppgrid.sdk.SubscribeOptions;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionPolicy;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicListener;
import org.xmppgrid.sdk.micrometer.MicrometerMetrics;

/** The code of the guide to consuming, compiled. */
final class ConsumingSnippets {
    private ConsumingSnippets() {}

    static void subscribe(Topic<IodefDocument> topic) {
        Subscription subscription = topic.subscribe(item -> store(item.payload()));
        if (subscription.awaitDecision(Duration.ofMinutes(1)) == SubscriptionState.PENDING) {
            System.out.println("the owner is away");
        }
        subscription
                .decision()
                .orTimeout(1, TimeUnit.HOURS)
                .thenAccept(state -> System.out.println("decided: " + state));
    }

    static void slowListener(Topic<IodefDocument> topic) {
        SubscriptionPolicy screen = SubscriptionPolicy.defaults().dropOldest().queue(100, 1_000_000);
        Subscription subscription = topic.subscribe(SubscribeOptions.defaults(), screen, new TopicListener<>() {
            @Override
            public void onItem(Item<? extends IodefDocument> item) {
                store(item.payload());
            }

            @Override
            public void onGap(Gap gap) {
                System.out.println("missed " + gap.count() + ": " + gap.cause());
            }
        });
        subscription.pause();
        System.out.println(subscription.queued() + " wait, " + subscription.dropped() + " dropped");
        subscription.resume();
    }

    static void iterator(Topic<IodefDocument> topic) {
        try (ItemIterator<IodefDocument> items = topic.items().onGap(gap -> System.out.println(gap.detail()))) {
            Optional<Item<IodefDocument>> first = items.next(Duration.ofSeconds(30));
            System.out.println(first.isPresent() ? "the first" : "none yet");
            while (items.hasNext()) { // waits
                store(items.next().payload());
            }
        }
    }

    static void publisher(Topic<IodefDocument> topic, Flow.Subscriber<Item<IodefDocument>> subscriber) {
        topic.publisher()
                .withPolicy(SubscriptionPolicy.defaults().dropOldest())
                .onGap(gap -> System.out.println(gap.detail()))
                .subscribe(subscriber);
    }

    static Grid metrics(GridBuilder builder, MeterRegistry registry) {
        Grid grid = builder.metrics(new MicrometerMetrics(registry)).connect();
        return grid;
    }

    static void severalListeners(
            Topic<IodefDocument> topic, TopicListener<IodefDocument> siem, TopicListener<IodefDocument> screen) {
        Subscription forSiem = topic.subscribe(siem);
        Subscription forScreen = topic.subscribe(screen);
        forScreen.unsubscribe(); // the broker's subscription stays for the other
        forSiem.close();
    }

    static void options(Topic<IodefDocument> topic, TopicListener<IodefDocument> siem) {
        Subscription shift = topic.subscribe(SubscribeOptions.defaults().expires(Duration.ofHours(8)), siem);
        shift.renew(Duration.ofHours(8));
        shift.configure(SubscribeOptions.defaults().deliver(false)); // paused
        System.out.println(shift.options() + " until " + shift.expiresAt());
    }

    static void history(Topic<IodefDocument> topic, Instant midnight) {
        for (Item<IodefDocument> item : topic.history()) { // the oldest first, 100 a page
            store(item.payload());
        }
        List<Item<IodefDocument>> newest =
                topic.history().newestFirst().limit(20).stream().toList();
        List<Item<IodefDocument>> some =
                topic.history().ids("492382", "492383").stream().toList();
        List<Item<IodefDocument>> today =
                topic.history().since(midnight).stream().toList();
        System.out.println(newest.size() + some.size() + today.size());
    }

    static void latest(Topic<IodefDocument> topic) {
        List<Item<IodefDocument>> latest = topic.latest(20); // the oldest first
        Optional<Item<IodefDocument>> one = topic.item("492382");
        System.out.println(latest + " " + one);
    }

    static void durably(Topic<IodefDocument> topic, Path states, Sink sink) {
        Consumer<IodefDocument> siem = topic.consumer("splunk-forwarder")
                .stateIn(states)
                .onItem(delivery -> {
                    sink.send(delivery.payload()); // throws: tried again later
                    delivery.ack();
                })
                .onGap(gap -> System.err.println("lost: " + gap.detail()))
                .open();
        System.out.println(siem.state() + ", " + siem.lag().waiting() + " wait");
        siem.close();
    }

    static void inParallel(Topic<IodefDocument> topic, Path states, Sink sink) {
        ConsumerBuilder<IodefDocument> parallel = topic.consumer("case-manager")
                .stateIn(states)
                .parallel(8, item -> item.payload()
                        .getIncident()
                        .get(0)
                        .getIncidentId()
                        .getValue());
        parallel.maxAttempts(5)
                .onItem(delivery -> {
                    if (sink.isBusy()) {
                        delivery.nack(Duration.ofSeconds(30));
                    } else if (sink.isForeign(delivery.payload())) {
                        delivery.reject("no case of ours");
                    } else {
                        sink.send(delivery.payload());
                        delivery.ack();
                    }
                })
                .open();
    }

    static void deadLetters(Consumer<IodefDocument> siem) {
        siem.deadLetters().forEach(letter -> {
            System.out.println(letter.itemId() + " after " + letter.attempts() + ": " + letter.reason());
            siem.retry(letter);
        });
    }

    static void check(Topic<IodefDocument> topic) {
        topic.durability().advice().forEach(System.out::println);
    }

    interface Sink {
        void send(IodefDocument document) throws IOException;

        boolean isBusy();

        boolean isForeign(IodefDocument document);
    }

    private static void store(IodefDocument document) {
        System.out.println(document.getIncident().size());
    }
}
