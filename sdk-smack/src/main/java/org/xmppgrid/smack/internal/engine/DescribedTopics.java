package org.xmppgrid.smack.internal.engine;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.TopicInfo;
import org.xmppgrid.sdk.TopicPage;
import org.xmppgrid.smack.internal.xmpp.Description;
import org.xmppgrid.smack.internal.xmpp.Reply;

/** Describes the topics of a listing one by one, a few requests ahead of who reads them. */
final class DescribedTopics implements Iterator<TopicInfo> {
    /** How many descriptions are asked for ahead: hides the round trip, and is no burden for a broker. */
    static final int AHEAD = 16;

    private record Asked(String name, Reply<Description> reply) {}

    private final GridSession session;
    private final GridAddress broker;
    private final TopicPages pages;
    private final Predicate<TopicInfo> wanted;
    private Iterator<TopicPage.Entry> page = Collections.emptyIterator();
    private final Deque<Asked> asked = new ArrayDeque<>(AHEAD);
    private @Nullable TopicInfo next;

    DescribedTopics(GridSession session, GridAddress broker, TopicPages pages, Predicate<TopicInfo> wanted) {
        this.session = session;
        this.broker = broker;
        this.pages = pages;
        this.wanted = wanted;
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            askAhead();
            Asked oldest = asked.poll();
            if (oldest == null) {
                return false;
            }
            next = describe(oldest).filter(wanted).orElse(null);
        }
        return true;
    }

    @Override
    public TopicInfo next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The listing of " + broker + " is over");
        }
        TopicInfo result = Objects.requireNonNull(next);
        next = null;
        return result;
    }

    private void askAhead() {
        while (asked.size() < AHEAD) {
            while (!page.hasNext()) {
                if (!pages.hasNext()) {
                    return;
                }
                page = pages.next().entries().iterator();
            }
            String name = page.next().name();
            asked.add(new Asked(name, session.tracked(session.xmpp().info(broker, Optional.of(name)))));
        }
    }

    private Optional<TopicInfo> describe(Asked topic) {
        try {
            return Optional.of(
                    new TopicInfo(topic.name(), broker, topic.reply().await().metaData()));
        } catch (GridRequestException e) {
            return switch (e.reason()) {
                // deleted since the page was sent
                case TOPIC_NOT_FOUND -> Optional.empty();
                // listed, but not described to this account: its name is all there is to know
                case FORBIDDEN, NOT_SUBSCRIBED, NOT_ON_WHITELIST ->
                    Optional.of(new TopicInfo(topic.name(), broker, Map.of()));
                default -> throw e;
            };
        }
    }
}
