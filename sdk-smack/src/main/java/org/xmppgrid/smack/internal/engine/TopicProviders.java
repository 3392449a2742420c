package org.xmppgrid.smack.internal.engine;

import java.time.Clock;
import java.util.Optional;
import org.xmppgrid.sdk.MetricScope;
import org.xmppgrid.smack.internal.engine.provider.Carried;
import org.xmppgrid.smack.internal.engine.provider.DurableProviderBuilder;
import org.xmppgrid.smack.internal.engine.provider.Setting;
import org.xmppgrid.smack.internal.xmpp.TopicEvent;

/** What a topic's durable providers get from its session. */
final class TopicProviders {
    private TopicProviders() {}

    static <T> DurableProviderBuilder<T> provider(GridTopic<T> topic, String name) {
        GridSession session = topic.session();
        return new DurableProviderBuilder<>(
                name,
                new Payloads<>(topic),
                new Setting(
                        new SessionUplink(session),
                        session.threads(),
                        () -> new Listeners(session, topic.name()),
                        session.requestTimeout(),
                        session.limits().publishWindow(),
                        session.measures(),
                        new MetricScope(session.address().bare(), Optional.of(topic.name()), Optional.of(name)),
                        (kind, detail, attributes) -> session.observers()
                                .tell(kind, Optional.empty(), Optional.of(topic.name()), detail, attributes),
                        Clock.systemUTC()));
    }

    private record Payloads<T>(GridTopic<T> of) implements Carried<T> {
        @Override
        public String topic() {
            return of.name();
        }

        @Override
        public String encode(T payload) {
            return of.session().codec().encode(of.type(), payload);
        }

        @Override
        public void requireSendable(String itemId) {
            GridTopic.requireItemId(itemId);
        }
    }

    /** Calls a provider's listeners, one after the other; waits while too many calls wait. */
    private static final class Listeners implements Setting.Worker {
        private final GridSession session;
        private final String topic;
        private final SerialWorker worker;

        Listeners(GridSession session, String topic) {
            this.session = session;
            this.topic = topic;
            this.worker = session.newWorker(topic);
            worker.start();
        }

        @Override
        public void execute(Runnable call) {
            worker.put(
                    () -> {
                        try {
                            call.run();
                        } catch (Throwable e) {
                            session.observers().handlerFailed(topic, "provider's listener", e);
                        }
                    },
                    TopicEvent.OVERHEAD);
        }

        @Override
        public void close() {
            worker.stop();
        }
    }
}
