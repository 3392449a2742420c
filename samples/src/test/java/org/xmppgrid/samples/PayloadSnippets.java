package org.xmppgrid.samples;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.Payloads;
import org.xmppgrid.sdk.QueryRefusedException;
import org.xmppgrid.sdk.QueryType;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicListener;

/** The code of the guide to payloads, compiled; its types are tried by {@link PayloadSnippetsTest}. */
final class PayloadSnippets {
    private PayloadSnippets() {}

    /** A vendor's own class, as JAXB knows it. */
    @XmlRootElement(name = "sighting", namespace = Sighting.NAMESPACE)
    static class Sighting {
        static final String NAMESPACE = "urn:example:vendor:1";

        @XmlElement(namespace = NAMESPACE)
        int severity;

        @XmlElement(namespace = NAMESPACE)
        String host = "";
    }

    static PayloadType<Sighting> jaxb() throws JAXBException {
        JAXBContext context = JAXBContext.newInstance(Sighting.class);
        PayloadType<Sighting> type = Payloads.of(
                Sighting.NAMESPACE,
                "sighting",
                Sighting.class,
                xml -> context.createUnmarshaller()
                        .unmarshal(xml, Sighting.class)
                        .getValue(),
                (sighting, xml) -> {
                    Marshaller marshaller = context.createMarshaller();
                    marshaller.setProperty(Marshaller.JAXB_FRAGMENT, true);
                    marshaller.marshal(sighting, xml);
                });
        return type;
    }

    record Alert(int severity) {
        static Alert parse(String json) {
            return new Alert(Integer.parseInt(json.replaceAll("[^0-9]", "")));
        }

        String toJson() {
            return "{\"severity\": " + severity + "}";
        }
    }

    static PayloadType<Alert> json() {
        // with Jackson: json -> mapper.readValue(json, Alert.class), mapper::writeValueAsString
        PayloadType<Alert> type = Payloads.json(Alert.class, Alert::parse, Alert::toJson);
        return type;
    }

    static void publish(Grid grid) {
        Topic<String> alerts = grid.topic("alerts", Payloads.json());
        alerts.publish("{\"severity\": 3}");
    }

    static PayloadType<Object> several(PayloadType<Sighting> sightings) {
        PayloadType<Object> type = Payloads.oneOf(Object.class, Iodef.DOCUMENT, sightings, Payloads.xml());
        return type;
    }

    static void receive(Topic<Object> topic) {
        topic.subscribe(item -> {
            if (item.payload() instanceof IodefDocument incident) {
                store(incident);
            } else if (item.payload() instanceof RawPayload other) {
                System.out.println(other.namespace() + " is new here");
            }
        });
    }

    static void unreadable(Topic<Alert> topic) {
        topic.subscribe(new TopicListener<Alert>() {
            @Override
            public void onItem(Item<? extends Alert> item) {
                System.out.println(item.payload().severity());
            }

            @Override
            public void onUnreadable(Item<? extends Alert> item, GridPayloadException problem) {
                System.err.println(item.id() + " " + problem.reason() + ": " + problem.getMessage());
                keep(item.id(), item.raw().xml());
            }
        });
    }

    static void query(Grid grid, GridAddress sensor, PayloadType<Sighting> sightings, Sighting sighting) {
        QueryType<Sighting, Alert> lookup = new QueryType<>(sightings, json());
        Alert alert = grid.query(sensor, lookup, sighting);
        System.out.println(alert.severity());
    }

    static Registration answer(Grid grid, QueryType<Sighting, Alert> lookup) {
        Registration registration =
                grid.answer(lookup, platform -> platform.isIn("csirt.example"), (platform, sighting) -> {
                    if (sighting.host.isEmpty()) {
                        throw new QueryRefusedException("name a host");
                    }
                    return new Alert(sighting.severity);
                });
        return registration;
    }

    private static void store(IodefDocument incident) {
        System.out.println(incident);
    }

    private static void keep(String id, String xml) {
        System.out.println(id + " " + xml.length());
    }
}
