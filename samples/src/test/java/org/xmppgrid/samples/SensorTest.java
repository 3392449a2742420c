package org.xmppgrid.samples;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.testkit.Account;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridServer;

import static org.assertj.core.api.Assertions.assertThat;

class SensorTest {
    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @Test
    void publish_whenConnected_thenIsKept() {
        GridServer server = grid.server();
        Account account = server.account("provider");
        try (Grid sensor = Grid.as(account.address())
                .password(account.password())
                .endpoint(server.host(), server.port())
                .trust(server.authorityPem())
                .connect()) {
            Topic<RawPayload> topic = sensor.topic("MILEHost", RawPayload.ANY);
            topic.create(TopicConfig.secure());
            topic.publish("item-1", RawPayload.of("<alarm xmlns='urn:example'/>"));
            assertThat(topic.item("item-1")).isPresent();
        }
    }
}
