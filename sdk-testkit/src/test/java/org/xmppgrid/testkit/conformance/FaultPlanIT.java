package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.FaultPlan;
import org.xmppgrid.testkit.FaultProxy;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.NetworkFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A plan of faults, as docs/testing.md shows one, against a provider that repeats what may not have arrived. */
class FaultPlanIT extends WithScene {
    private static final int ITEMS = 150;

    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    /** Connects and publishes until it is confirmed, under the same item id (Topic: safe after OUTCOME_UNKNOWN). */
    private static final class Stubborn implements AutoCloseable {
        private final Scene scene;
        private final FaultProxy proxy;
        private final String topic;
        private Grid connected;
        private int failures;

        Stubborn(Scene scene, FaultProxy proxy, String topic) {
            this.scene = scene;
            this.proxy = proxy;
            this.topic = topic;
        }

        void publish(String id, int number) {
            await("for " + id + " to be confirmed")
                    .pollDelay(Duration.ZERO)
                    .atMost(Scene.PATIENCE)
                    .until(() -> attempt(id, number));
        }

        private boolean attempt(String id, int number) {
            try {
                if (connected == null) {
                    connected = scene.as("provider")
                            .endpoint(proxy.host(), proxy.port())
                            .requestTimeout(Duration.ofMillis(500))
                            .connect();
                }
                scene.at(connected, topic).publish(id, Documents.incident(number));
                return true;
            } catch (GridException failed) {
                assertThat(failed.retryable()).as(failed.toString()).isTrue();
                failures++;
                close();
                return false;
            }
        }

        @Override
        public void close() {
            if (connected != null) {
                connected.close();
                connected = null;
            }
        }
    }

    @Test
    void during_whenTheProviderRepeatsUnderTheSameId_thenNothingIsLostOrOutOfOrder(Scene scene, GridBroker server)
            throws Exception {
        Topic<RawPayload> topic = scene.openTopic();
        List<String> sent = new ArrayList<>();
        try (FaultProxy proxy = FaultProxy.before(server);
                Stubborn provider = new Stubborn(scene, proxy, topic.name());
                FaultPlan plan = FaultPlan.anew()
                        .every(5, 15)
                        .with("cut", proxy::cutAll)
                        .with(
                                "reset",
                                0,
                                2_000,
                                bytes -> proxy.strikeOpen(NetworkFault.reset().after(bytes)))
                        .with("half-open", () -> proxy.strikeOpen(NetworkFault.swallow()))
                        .with("cut, and reset while logging in", () -> {
                            proxy.strikeNext(1, NetworkFault.reset().after(3_000));
                            proxy.cutAll();
                        })
                        .with("crash", server::crash)
                        .with("outage", Duration.ofMillis(200), proxy::refuseConnections)
                        .build()) {
            plan.during(() -> {
                for (int i = 0; i < ITEMS; i++) {
                    plan.passed(1);
                    sent.add("item-" + i);
                    provider.publish("item-" + i, i);
                }
                assertThat(plan.struck()).hasSizeGreaterThanOrEqualTo(ITEMS / 15);
                assertThat(provider.failures).isPositive();
                scene.leave("provider");
                assertThat(scene.at(scene.provider(), topic).latest(ITEMS))
                        .extracting(Item::id)
                        .isEqualTo(sent);
            });
        }
    }
}
