package org.xmppgrid.testkit.conformance;

import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.Payloads;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.GridBroker;

/** The rules for publishers, as {@link ItemPublisherTckIT} runs them: TestNG makes instances of it by itself. */
public class PublisherRules extends FlowPublisherVerification<Item<RawPayload>> {
    private static final long PATIENCE_MILLIS = 4_000;
    private static final long SILENCE_MILLIS = 100;
    /** Enough for every rule that wants "many"; those cancel long before. */
    private static final long MOST = 200;

    /** Set for the time of a run, of which there is one at a time. */
    private static volatile @Nullable Run run;

    private record Run(Grid provider, Grid consumer, ExecutorService publishing) {}

    /** Made by TestNG. */
    public PublisherRules() {
        super(new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS), PATIENCE_MILLIS);
    }

    /** Does something while the rules can be held against publishers on this grid. */
    static void on(GridBroker broker, Runnable action) {
        ExecutorService publishing = Executors.newCachedThreadPool();
        try (Grid provider = connect(broker, "provider");
                Grid consumer = connect(broker, "consumer")) {
            run = new Run(provider, consumer, publishing);
            action.run();
        } finally {
            run = null;
            publishing.shutdownNow();
        }
    }

    @Override
    public Flow.Publisher<Item<RawPayload>> createFlowPublisher(long elements) {
        Run now = Objects.requireNonNull(run, "run by ItemPublisherTckIT");
        Topic<RawPayload> topic = now.provider().topic("Rules-" + UUID.randomUUID(), Payloads.xml());
        topic.create(Scene.open());
        Flow.Publisher<Item<RawPayload>> publisher =
                now.consumer().topic(topic.name(), Payloads.xml()).publisher();
        return subscriber -> {
            publisher.subscribe(subscriber);
            now.publishing().execute(() -> fill(topic, elements));
        };
    }

    @Override
    public Flow.Publisher<Item<RawPayload>> createFailedFlowPublisher() {
        Run now = Objects.requireNonNull(run, "run by ItemPublisherTckIT");
        return now.consumer().topic("NoSuchTopic", Payloads.xml()).publisher();
    }

    private static void fill(Topic<RawPayload> topic, long elements) {
        try {
            for (long i = 0; i < Math.min(elements, MOST); i++) {
                topic.publish(Documents.incident((int) i));
            }
            if (elements <= MOST) {
                topic.delete();
            }
        } catch (GridException e) {
            // a second subscriber of the same publisher: the topic has had its end already
        }
    }

    private static Grid connect(GridBroker broker, String user) {
        return Grid.as(broker.account(user).address())
                .password(broker.account(user).password())
                .endpoint(broker.host(), broker.port())
                .trust(broker.authorityPem())
                .broker(broker.broker())
                .connect();
    }
}
