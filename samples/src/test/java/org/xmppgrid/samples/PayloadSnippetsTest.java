package org.xmppgrid.samples;

import jakarta.xml.bind.JAXBException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xmppgrid.samples.PayloadSnippets.Alert;
import org.xmppgrid.samples.PayloadSnippets.Sighting;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.QueryRefusedException;
import org.xmppgrid.sdk.QueryType;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.testkit.Account;
import org.xmppgrid.testkit.GridBroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What the guide to payloads shows works over a grid. */
class PayloadSnippetsTest {

    @Test
    void several_whenPublished_thenEachArrivesAsItsOwnType() throws JAXBException, InterruptedException {
        try (GridBroker broker = GridBroker.start();
                Grid provider = connect(broker, "provider")) {
            PayloadType<Object> types = PayloadSnippets.several(PayloadSnippets.jaxb());
            Topic<Object> topic = provider.topic("mixed", types);
            topic.create(TopicConfig.secure());
            BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
            topic.subscribe(item -> arrived.add(item.payload()));

            topic.publish(sighting(3, "host-1 <&>"));
            topic.publish(RawPayload.of("<other xmlns='urn:example:other'/>"));

            assertThat(arrived.poll(20, TimeUnit.SECONDS)).isInstanceOfSatisfying(Sighting.class, sighting -> {
                assertThat(sighting.severity).isEqualTo(3);
                assertThat(sighting.host).isEqualTo("host-1 <&>");
            });
            assertThat(arrived.poll(20, TimeUnit.SECONDS)).isInstanceOf(RawPayload.class);
        }
    }

    @Test
    void query_whenAnswered_thenTheAnswerOrTheRefusal() throws JAXBException {
        try (GridBroker broker = GridBroker.builder().domain("csirt.example").start();
                Grid sensor = connect(broker, "sensor");
                Grid siem = connect(broker, "siem")) {
            QueryType<Sighting, Alert> lookup = new QueryType<>(PayloadSnippets.jaxb(), PayloadSnippets.json());
            try (var registration = PayloadSnippets.answer(sensor, lookup)) {
                assertThat(registration).isNotNull();

                assertThat(siem.query(sensor.address(), lookup, sighting(3, "host-1")))
                        .isEqualTo(new Alert(3));
                QueryRefusedException refusal = catchThrowableOfType(
                        QueryRefusedException.class, () -> siem.query(sensor.address(), lookup, sighting(3, "")));
                assertThat(refusal.text()).isEqualTo("name a host");
            }
        }
    }

    private static Sighting sighting(int severity, String host) {
        Sighting sighting = new Sighting();
        sighting.severity = severity;
        sighting.host = host;
        return sighting;
    }

    private static Grid connect(GridBroker broker, String user) {
        Account account = broker.account(user);
        return Grid.as(account.address())
                .password(account.password())
                .endpoint(broker.host(), broker.port())
                .trust(broker.authorityPem())
                .broker(broker.broker())
                .connect();
    }
}
