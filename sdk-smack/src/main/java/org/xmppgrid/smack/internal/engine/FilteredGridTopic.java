package org.xmppgrid.smack.internal.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.xmppgrid.sdk.FilterCriteria;
import org.xmppgrid.sdk.FilteredSubscription;
import org.xmppgrid.sdk.FilteredTopic;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicFilter;
import org.xmppgrid.sdk.TopicListener;
import org.xmppgrid.sdk.TopicName;

/** A topic with its sub-topics. What it knows of them is the session's. */
final class FilteredGridTopic<T> implements FilteredTopic<T> {
    private final GridTopic<T> topic;
    private final TopicName name;
    private final FilterCriteria<T> criteria;
    private final int limit;
    private final OwnedSubTopics subTopics;

    FilteredGridTopic(GridTopic<T> topic, FilterCriteria<T> criteria, int limit) {
        if (limit <= 0) {
            throw new IllegalArgumentException("The number of sub-topics must be positive, not " + limit);
        }
        this.topic = topic;
        this.name = TopicName.parse(topic.name());
        if (name.filter().isPresent()) {
            throw new IllegalArgumentException("'" + topic.name() + "' is a sub-topic and has none itself; filter '"
                    + name.parent() + "' by more criteria");
        }
        this.criteria = Objects.requireNonNull(criteria, "criteria");
        this.limit = limit;
        this.subTopics = topic.session().subTopics(topic);
    }

    @Override
    public Topic<T> topic() {
        return topic;
    }

    @Override
    public FilterCriteria<T> criteria() {
        return criteria;
    }

    @Override
    public GridTopic<T> subTopic(TopicFilter filter) {
        if (!criteria.know(filter)) {
            throw new IllegalArgumentException("The filter " + filter + " has a criterion that is not among "
                    + criteria.names() + " of '" + topic.name() + "'");
        }
        return new GridTopic<>(topic.session(), name.filter(filter).toString(), topic.type());
    }

    @Override
    public List<TopicFilter> filters() {
        return OwnedSubTopics.listed(topic);
    }

    @Override
    public Topic<T> allow(TopicFilter filter) {
        GridTopic<T> subTopic = subTopic(filter);
        subTopics.create(filter, subTopic, limit);
        return subTopic;
    }

    @Override
    public Registration allowOnRequest(Predicate<GridAddress> allowed, Predicate<TopicFilter> filters) {
        SubTopicRequests<T> requests = new SubTopicRequests<>(this);
        return topic.session().answer(requests.type(), allowed, requests.answerer(filters));
    }

    @Override
    public List<TopicFilter> cleanUp() {
        return subTopics.cleanUp();
    }

    @Override
    public String publish(T payload) {
        return publish(GridTopic.newItemId(), payload);
    }

    @Override
    public String publish(String itemId, T payload) {
        try {
            return publishAsync(itemId, payload).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof GridException why ? why : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GridException(
                    Reason.INTERRUPTED,
                    "Interrupted while waiting for the confirmations of item '" + itemId + "' of '" + topic.name()
                            + "' and its sub-topics; publish it again under the same id",
                    e);
        }
    }

    @Override
    public CompletableFuture<String> publishAsync(T payload) {
        return publishAsync(GridTopic.newItemId(), payload);
    }

    @Override
    public CompletableFuture<String> publishAsync(String itemId, T payload) {
        Objects.requireNonNull(payload, "payload");
        OwnedSubTopics.Known known = subTopics.known();
        if (known.filters().size() > limit) {
            throw new GridRequestException(
                    Reason.LIMIT_EXCEEDED,
                    "Item '" + itemId + "' was not published: this account owns "
                            + known.filters().size() + " sub-topics of '" + topic.name() + "', and " + limit
                            + " is the limit (maxSubTopics); clean up first, or raise it",
                    null,
                    null);
        }
        List<TopicFilter> passed = known.filters().stream()
                .filter(filter -> criteria.know(filter) && criteria.matches(filter, payload))
                .toList();
        CompletableFuture<String> itself = topic.publishAsync(itemId, payload);
        Map<TopicFilter, CompletableFuture<String>> others = new LinkedHashMap<>();
        for (TopicFilter filter : passed) {
            others.put(filter, send(filter, known, itemId, payload));
        }
        return new Publication<>(this, itemId, itself, others).outcome();
    }

    @Override
    public FilteredSubscription subscribe(TopicFilter filter, TopicListener<? super T> listener) {
        Objects.requireNonNull(listener, "listener");
        return new SubTopicSearch<>(this, filter, listener).subscribe();
    }

    @Override
    public FilteredSubscription subscribe(TopicFilter filter, GridAddress owner, TopicListener<? super T> listener) {
        Objects.requireNonNull(listener, "listener");
        SubTopicRequests<T> requests = new SubTopicRequests<>(this);
        PlatformQuery.requireFull(owner);
        return new SubTopicSearch<>(this, filter, listener).subscribe(() -> requests.ask(owner, filter));
    }

    /** The topic and its criteria. */
    @Override
    public String toString() {
        return "FilteredTopic[" + topic.name() + " by " + criteria.names() + "]";
    }

    GridTopic<T> itself() {
        return topic;
    }

    /** The broker does not know the sub-topic any more. */
    void gone(TopicFilter filter) {
        subTopics.gone(filter);
    }

    private CompletableFuture<String> send(TopicFilter filter, OwnedSubTopics.Known known, String itemId, T payload) {
        try {
            return subTopic(filter).publishIf(known.conditions(), itemId, payload);
        } catch (GridException e) {
            // the topic itself may have got it: told with the rest
            return CompletableFuture.failedFuture(e);
        }
    }
}
