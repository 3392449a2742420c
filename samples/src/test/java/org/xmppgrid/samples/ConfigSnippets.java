package org.xmppgrid.samples;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.AppliedConfig;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.MaxItems;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicField;

/** The code of the guide to creating and changing topics, compiled. */
final class ConfigSnippets {
    private static final Logger log = LoggerFactory.getLogger(ConfigSnippets.class);

    private ConfigSnippets() {}

    static void create(Topic<IodefDocument> topic) {
        AppliedConfig applied = topic.create(
                TopicConfig.secure().title("MILE Host Data").with(TopicField.ITEM_EXPIRE, Duration.ofDays(7)));
        applied.ignored().forEach(difference -> log.warn("The broker did not take {}", difference));
    }

    static void others(Grid grid, Topic<IodefDocument> topic) {
        topic.create(TopicConfig.secure().accessModel(AccessModel.OPEN));
        boolean ours = topic.createIfAbsent(TopicConfig.secure()).created(); // safe when two providers do it at once
        Topic<IodefDocument> instant = grid.createInstant(Iodef.DOCUMENT, TopicConfig.secure()); // the broker names it
        log.info("The topic {}, {}", ours ? "is new" : "was there", instant.name());
    }

    static void change(Grid grid, Topic<IodefDocument> topic) {
        TopicConfig defaults = grid.broker().defaultConfig(); // what a topic gets for which nothing is asked
        TopicConfig before = topic.config(); // for its owners; topic.info() is for everybody
        topic.configure(TopicConfig.brokerDefault()
                .with(TopicField.MAX_ITEMS, MaxItems.of(500))
                .title("MILE Hosts"));
        if (topic.exists()) {
            topic.purge(); // its items
            topic.delete("xmpp:broker.grid.example?;node=MILEHost2"); // itself; subscribers are told where to go
        }
        log.info("It was {}", before.equals(defaults) ? "the default" : before);
    }
}
