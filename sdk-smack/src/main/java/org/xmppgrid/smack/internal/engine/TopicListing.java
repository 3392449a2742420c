package org.xmppgrid.smack.internal.engine;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.TopicInfo;
import org.xmppgrid.sdk.TopicPage;
import org.xmppgrid.sdk.Topics;
import org.xmppgrid.smack.internal.xmpp.Description;

/** A query for topics; asks the broker when it is iterated. */
record TopicListing(GridSession session, int size, PayloadType<?> carried) implements Topics {

    TopicListing(GridSession session) {
        this(session, DEFAULT_PAGE_SIZE, RawPayload.ANY);
    }

    @Override
    public Topics pageSize(int topics) {
        if (topics <= 0) {
            throw new IllegalArgumentException("A page has at least one topic, not " + topics);
        }
        return new TopicListing(session, topics, carried);
    }

    @Override
    public Topics carrying(PayloadType<?> type) {
        return new TopicListing(session, size, type);
    }

    @Override
    public Iterable<TopicPage> pages() {
        return () -> new TopicPages(session, session.broker(), size);
    }

    @Override
    public Iterator<TopicInfo> iterator() {
        GridAddress broker = session.broker();
        return new DescribedTopics(session, broker, new TopicPages(session, broker, size), carried);
    }

    @Override
    public Stream<TopicInfo> stream() {
        return StreamSupport.stream(
                () -> Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
                Spliterator.ORDERED | Spliterator.NONNULL,
                false);
    }

    /** What a broker's description says of a topic. */
    static TopicInfo info(GridAddress broker, String name, Description description) {
        Map<String, List<String>> fields = description.metaData();
        return new TopicInfo(
                name,
                broker,
                first(fields, "pubsub#title"),
                first(fields, "pubsub#description"),
                first(fields, "pubsub#type"),
                first(fields, "pubsub#access_model").flatMap(AccessModel::named),
                fields.getOrDefault("pubsub#owner", List.of()).stream()
                        .flatMap(TopicListing::address)
                        .toList(),
                fields);
    }

    private static Optional<String> first(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private static Stream<GridAddress> address(String text) {
        try {
            return Stream.of(GridAddress.of(text));
        } catch (IllegalArgumentException e) {
            // it stays readable in the fields
            return Stream.empty();
        }
    }
}
