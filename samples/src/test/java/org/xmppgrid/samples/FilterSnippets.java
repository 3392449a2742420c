package org.xmppgrid.samples;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.IodefCriteria;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.sdk.Criterion;
import org.xmppgrid.sdk.FilterCriteria;
import org.xmppgrid.sdk.FilteredSubscription;
import org.xmppgrid.sdk.FilteredTopic;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.PartlyPublishedException;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicFilter;
import org.xmppgrid.sdk.TopicListener;
import org.xmppgrid.sdk.TopicName;

import static org.xmppgrid.sdk.Decision.APPROVE;

/** The code of {@code docs/filters.md}. */
final class FilterSnippets {
    private FilterSnippets() {}

    static void provide(Grid grid, IodefDocument incident, ScheduledExecutorService timer) {
        FilteredTopic<IodefDocument> topic =
                grid.topic("MILEHost", Iodef.DOCUMENT).filteredBy(IodefCriteria.all());
        Topic<IodefDocument> severe = topic.allow(TopicFilter.of("severity", "high")); // creates it if it is absent
        severe.approvals().decide(request -> APPROVE); // it has members and approvals of its own
        topic.publish(incident); // to MILEHost, and to the sub-topics whose filter it passes
        timer.scheduleWithFixedDelay(topic::cleanUp, 1, 1, TimeUnit.HOURS); // those without subscribers

        publish(topic, "csirt.example.com-492382", incident);
    }

    static void publish(FilteredTopic<IodefDocument> topic, String id, IodefDocument incident) {
        try {
            topic.publish(id, incident);
        } catch (PartlyPublishedException e) {
            System.err.println(e.published() + " have it, " + e.failures().keySet() + " have not");
            topic.publish(id, incident); // safe: it replaces itself
        }
    }

    static void consume(Grid grid) {
        TopicFilter filter = TopicFilter.of("severity", "high").and("category", "worm");
        FilteredSubscription subscription = grid.topic("MILEHost", Iodef.DOCUMENT)
                .filteredBy(IodefCriteria.all())
                .subscribe(filter, item -> store(item.payload()));
        System.out.println(subscription.way()); // SUB_TOPIC, or OWN_FILTER: the same items
    }

    static void onRequest(FilteredTopic<IodefDocument> topic) {
        topic.allowOnRequest(platform -> platform.isIn("csirt.example"), filter -> filter.values()
                .containsKey("severity"));
    }

    static void ask(FilteredTopic<IodefDocument> topic, TopicFilter filter, TopicListener<IodefDocument> listener) {
        FilteredSubscription subscription =
                topic.subscribe(filter, GridAddress.of("sensor@grid.example/site-1"), listener);
        System.out.println(subscription.way());
    }

    static FilterCriteria<IodefDocument> criteria() {
        Criterion<IodefDocument> reporter = new Criterion<>(
                "reporter",
                report -> List.of(report.getIncident().get(0).getIncidentId().getName()));
        return FilterCriteria.of(IodefCriteria.SEVERITY, reporter);
    }

    static void versions(Grid grid) {
        Topic<IodefDocument> second = grid.topic("MILEHost", Iodef.DOCUMENT).version(2); // MILEHost;v=2
        second.create(TopicConfig.secure().title("MILE Host Data, version 2"));
        TopicName name = TopicName.parse("MILEHost;v=2?severity=high");
        System.out.println(name.base() + ", " + name.version() + ", " + name.filter());
    }

    private static void store(IodefDocument incident) {
        System.out.println(incident);
    }
}
