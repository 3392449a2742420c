package org.xmppgrid.smack.internal.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Affiliation;
import org.xmppgrid.sdk.FilteredTopic;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicAffiliation;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicFilter;
import org.xmppgrid.sdk.TopicInfo;
import org.xmppgrid.sdk.TopicName;

/**
 * The sub-topics of a topic that this account owns, as far as is known. Only those are published to: anybody may be able
 * to create a topic of such a name, and would get the items.
 */
final class OwnedSubTopics {

    /**
     * What is known at one time.
     *
     * @param filters the filters of the sub-topics
     * @param conditions what a sub-topic must be configured like to be sent anything
     */
    record Known(Set<TopicFilter> filters, Map<String, List<String>> conditions) {}

    private final GridTopic<?> topic;
    private final TopicName name;
    private final LongSupplier nanoTime;

    /** Held while the broker is asked, so that it is asked once; never while a user's code runs. */
    private final ReentrantLock asking = new ReentrantLock();

    private volatile @Nullable Known known;
    private volatile long readAt;

    OwnedSubTopics(GridTopic<?> topic, LongSupplier nanoTime) {
        this.topic = topic;
        this.name = TopicName.parse(topic.name());
        this.nanoTime = nanoTime;
    }

    /** What is known and not too old; otherwise the broker is asked. */
    Known known() {
        Known recent = recent();
        if (recent != null) {
            return recent;
        }
        asking.lock();
        try {
            recent = recent();
            return recent == null ? ask() : recent;
        } finally {
            asking.unlock();
        }
    }

    /** Creates a sub-topic unless it is there. */
    void create(TopicFilter filter, Topic<?> subTopic, int limit) {
        asking.lock();
        try {
            Known now = ask();
            if (now.filters().contains(filter)) {
                return;
            }
            if (now.filters().size() >= limit) {
                throw new GridRequestException(
                        Reason.LIMIT_EXCEEDED,
                        "The sub-topic '" + subTopic.name() + "' was not created: " + topic.name() + " has "
                                + now.filters().size() + " sub-topics, and " + limit
                                + " is the limit (maxSubTopics); clean up first, or raise it",
                        null,
                        null);
            }
            try {
                subTopic.create(config());
            } catch (GridRequestException e) {
                if (e.reason() != Reason.TOPIC_EXISTS || !ask().filters().contains(filter)) {
                    throw e;
                }
                // another process of this account was faster
            }
            ask();
        } finally {
            asking.unlock();
        }
    }

    /** Deletes those that nobody is subscribed to. */
    List<TopicFilter> cleanUp() {
        List<TopicFilter> deleted = new ArrayList<>();
        asking.lock();
        try {
            for (TopicFilter filter : ask().filters()) {
                if (deleteIfIdle(filter)) {
                    deleted.add(filter);
                }
            }
        } finally {
            asking.unlock();
        }
        return deleted;
    }

    /** The sub-topic is no longer there. */
    void gone(TopicFilter filter) {
        asking.lock();
        try {
            Known before = known;
            if (before != null) {
                known = without(before, filter);
            }
        } finally {
            asking.unlock();
        }
    }

    /** The filters of the sub-topics that the broker lists, whoever owns them. */
    static List<TopicFilter> listed(GridTopic<?> topic) {
        List<TopicFilter> filters = new ArrayList<>();
        topic.session().topics().startingWith(topic.name()).names().forEach(name -> filterOf(topic.name(), name)
                .ifPresent(filters::add));
        return filters;
    }

    private @Nullable Known recent() {
        Known now = known;
        boolean stale = nanoTime.getAsLong() - readAt >= FilteredTopic.REFRESH_INTERVAL.toNanos();
        return stale ? null : now;
    }

    private Known ask() {
        long askedAt = nanoTime.getAsLong();
        Set<TopicFilter> filters = new TreeSet<>(Comparator.comparing(TopicFilter::toString));
        filters.addAll(owned());
        Known now = new Known(filters, filters.isEmpty() ? Map.of() : conditions());
        readAt = askedAt;
        known = now;
        return now;
    }

    private List<TopicFilter> owned() {
        GridSession session = topic.session();
        List<TopicAffiliation> own;
        try {
            own = session.tracked(session.xmpp().owner().ownAffiliations(session.brokerAddress()))
                    .await();
        } catch (GridRequestException e) {
            if (e.reason() != Reason.NOT_SUPPORTED) {
                throw e;
            }
            // Prosody does not tell; but it tells owners alone who is subscribed
            return listed(topic).stream()
                    .filter(filter -> subscriptions(filter).isPresent())
                    .toList();
        }
        return own.stream()
                .filter(one -> one.affiliation() == Affiliation.OWNER)
                .flatMap(owned -> filterOf(topic.name(), owned.topic()).stream())
                .toList();
    }

    /**
     * Whoever may read the sub-topic may read the topic: its access model must be the topic's. ejabberd, which creates a
     * topic that is gone when it is published to, creates it like this.
     */
    private Map<String, List<String>> conditions() {
        return info().flatMap(TopicInfo::accessModel)
                .map(model -> Map.of("pubsub#access_model", List.of(model.protocolName())))
                .orElse(Map.of());
    }

    private TopicConfig config() {
        TopicConfig config = TopicConfig.secure().description("Sub-topic of " + topic.name());
        return info().flatMap(TopicInfo::accessModel).map(config::accessModel).orElse(config);
    }

    private Optional<TopicInfo> info() {
        try {
            return Optional.of(topic.info());
        } catch (GridRequestException e) {
            if (e.reason() == Reason.FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean deleteIfIdle(TopicFilter filter) {
        if (!subscriptions(filter).equals(Optional.of(0))) {
            return false;
        }
        // first, so that nobody here publishes to it any more
        gone(filter);
        try {
            GridSession session = topic.session();
            session.tracked(session.xmpp()
                            .delete(session.brokerAddress(), name.filter(filter).toString()))
                    .await();
            return true;
        } catch (GridRequestException e) {
            if (e.reason() != Reason.TOPIC_NOT_FOUND) {
                throw e;
            }
            return false;
        }
    }

    /** How many are subscribed; empty if this account may not know, or the sub-topic is gone. */
    private Optional<Integer> subscriptions(TopicFilter filter) {
        GridSession session = topic.session();
        try {
            return Optional.of(session.tracked(session.xmpp()
                            .owner()
                            .subscribers(
                                    session.brokerAddress(), name.filter(filter).toString()))
                    .await()
                    .size());
        } catch (GridRequestException e) {
            return switch (e.reason()) {
                case FORBIDDEN, TOPIC_NOT_FOUND -> Optional.empty();
                default -> throw e;
            };
        }
    }

    private static Known without(Known known, TopicFilter filter) {
        Set<TopicFilter> left = new TreeSet<>(Comparator.comparing(TopicFilter::toString));
        left.addAll(known.filters());
        left.remove(filter);
        return new Known(left, known.conditions());
    }

    private static Optional<TopicFilter> filterOf(String topic, String name) {
        if (!name.startsWith(topic + "?")) {
            return Optional.empty();
        }
        try {
            return Optional.of(TopicFilter.parse(name.substring(topic.length() + 1)));
        } catch (IllegalArgumentException e) {
            // a name that happens to begin alike
            return Optional.empty();
        }
    }
}
