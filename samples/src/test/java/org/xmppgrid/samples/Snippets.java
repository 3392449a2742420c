package org.xmppgrid.samples;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.AddressCategory;
import org.xmppgrid.iodef.value.ContactRole;
import org.xmppgrid.iodef.value.ContactType;
import org.xmppgrid.iodef.value.IncidentPurpose;
import org.xmppgrid.iodef.value.IodefNumber;
import org.xmppgrid.iodef.value.IodefTime;
import org.xmppgrid.iodef.value.Restriction;
import org.xmppgrid.iodef.value.SystemCategory;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicInfo;
import org.xmppgrid.sdk.TopicPage;
import org.xmppgrid.sdk.Topics;

import static org.xmppgrid.sdk.Decision.APPROVE;
import static org.xmppgrid.sdk.Decision.DENY;

/** The code of the README and the guides, compiled. {@link SnippetsTest} holds each of their blocks against this folder. */
final class Snippets {
    private Snippets() {}

    static void helloProvider(String secret) throws IOException {
        try (Grid grid = Grid.as("sensor@grid.example")
                .password(secret)
                .trust(Path.of("grid-ca.pem"))
                .connect()) {
            Topic<IodefDocument> topic = grid.topic("MILEHost", Iodef.DOCUMENT);
            topic.create(TopicConfig.secure().title("MILE Host Data"));
            topic.approvals().decide(request -> request.subscriber().isIn("grid.example") ? APPROVE : DENY);
            System.in.read(); // now start the consumer; then press enter
            topic.publish(Iodef.read(Path.of("incident.xml")));
        }
    }

    static void helloConsumer(String secret) throws IOException {
        try (Grid grid = Grid.as("siem@grid.example")
                .password(secret)
                .trust(Path.of("grid-ca.pem"))
                .connect()) {
            for (TopicInfo info : grid.topics().carrying(Iodef.DOCUMENT)) {
                Subscription subscription = grid.topic(info.name(), Iodef.DOCUMENT)
                        .subscribe(item -> System.out.println(item.payload()
                                .getIncident()
                                .get(0)
                                .getIncidentId()
                                .getValue()));
                System.out.println(info + ": " + subscription.awaitDecision(Duration.ofSeconds(10)));
            }
            System.in.read(); // until you press enter
        }
    }

    static String incident() {
        IodefDocument report = IodefDocument.builder()
                .withLang("en")
                .addIncident()
                .withPurpose(IncidentPurpose.REPORTING)
                .withRestriction(Restriction.PRIVATE)
                .withIncidentId()
                .withName("csirt.example.com")
                .withValue("492382")
                .end()
                .withGenerationTime(IodefTime.of(Instant.now()))
                .addContact()
                .withType(ContactType.ORGANIZATION)
                .withRole(ContactRole.CREATOR)
                .addEmail()
                .withEmailTo("contact@csirt.example.com")
                .end()
                .end()
                .addEventData()
                .addFlow()
                .addSystem()
                .withCategory(SystemCategory.SOURCE)
                .withNode()
                .addAddress()
                .withCategory(AddressCategory.IPV4_ADDR)
                .withValue("192.0.2.104")
                .end()
                .end()
                .addService()
                .withIpProtocol(IodefNumber.of(6))
                .withPort(IodefNumber.of(23))
                .end()
                .end()
                .end()
                .end()
                .end()
                .build();
        String xml = Iodef.write(report);
        return xml;
    }

    static Grid connecting(String secret) {
        Grid grid = Grid.as("sensor@grid.example") // the account; add /site-1 to ask for a resource
                .password(secret) // String or char[]; copied, never sent, never logged
                .trust(Path.of("grid-ca.pem")) // default: the authorities that the Java runtime trusts
                .connect();
        return grid;
    }

    static void find(Grid grid, GridAddress sensor, TopicPage lastPage) {
        for (TopicInfo info : grid.topics().carrying(Iodef.DOCUMENT)) { // described one by one, read page by page
            System.out.println(info + ", by " + info.providers());
        }
        for (TopicPage page : grid.topics().pageSize(100).pages()) { // names and titles only
            System.out.println(page.entries());
        }
        List<String> names = grid.topics().startingWith("MILE").names().toList();
        Topics ours =
                grid.topics().createdBy(sensor).matching(info -> info.language().equals(Optional.of("en")));
        Topics rest = grid.topics().after(lastPage.continuation().orElseThrow()); // in another program too
        System.out.println(names + " " + ours + " " + rest);
    }

    static void publish(
            Topic<IodefDocument> topic, IodefDocument incident, IodefDocument corrected, IodefDocument other) {
        String id = topic.publish(incident); // confirmed by the broker
        topic.publish(id, corrected); // replaces it
        topic.retract(id); // withdraws it; subscribers are told
        CompletableFuture<String> later = topic.publishAsync(other); // pipelined, 100 under way at once
        System.out.println(later);
    }

    static void approve(Topic<IodefDocument> topic) {
        topic.approvals().decide(request -> request.subscriber().isIn("csirt.example") ? APPROVE : DENY);
    }
}
