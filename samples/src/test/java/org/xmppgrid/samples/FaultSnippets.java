package org.xmppgrid.samples;

import java.time.Duration;
import java.util.List;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Direction;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.FaultPlan;
import org.xmppgrid.testkit.FaultProxy;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.NetworkFault;

/** The code of docs/testing.md about faults, compiled. */
final class FaultSnippets {
    private FaultSnippets() {}

    @SuppressWarnings("try") // the outage lasts as long as its block
    static void network(GridServer server, Topic<RawPayload> topic) {
        try (FaultProxy proxy = FaultProxy.before(server)) {
            proxy.strikeOpen(NetworkFault.reset().after(1_000, Direction.SERVER_TO_CLIENT));
            proxy.strikeNext(2, NetworkFault.swallow()); // the next two connections are accepted and ignored
            try (Fault outage = proxy.refuseConnections()) {
                topic.publish(RawPayload.of("<alarm xmlns='urn:example'/>")); // fails: nobody can connect
            }
        }
    }

    static void plan(FaultProxy proxy, GridBroker server, Topic<RawPayload> topic, List<RawPayload> alarms)
            throws Exception {
        FaultPlan plan = FaultPlan.anew()
                .every(200, 400)
                .with("cut", proxy::cutAll)
                .with(
                        "reset",
                        0,
                        5_000,
                        bytes -> proxy.strikeOpen(NetworkFault.reset().after(bytes)))
                .with("crash", server::crash)
                .with("outage", Duration.ofMillis(300), proxy::refuseConnections)
                .with("forgotten", () -> {
                    server.streams().loseQueueAndRefuse(1);
                    proxy.cutAll();
                })
                .build();
        plan.during(() -> {
            for (RawPayload alarm : alarms) {
                topic.publish(alarm);
                plan.passed(1); // or grid.follow(plan, predicate), or proxy.follow(plan) for bytes
            }
        });
    }
}
