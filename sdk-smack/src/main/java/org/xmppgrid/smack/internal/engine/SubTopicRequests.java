package org.xmppgrid.smack.internal.engine;

import java.util.Objects;
import java.util.function.Predicate;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.Affiliation;
import org.xmppgrid.sdk.Answerer;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.GridTimeoutException;
import org.xmppgrid.sdk.Members;
import org.xmppgrid.sdk.NoPayload;
import org.xmppgrid.sdk.QueryRefusedException;
import org.xmppgrid.sdk.QueryType;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicFilter;
import org.xmppgrid.smack.internal.xmpp.SubTopicQuery;

/** The requests of consumers to the owner of a topic for sub-topics that are absent: both ends of them. */
final class SubTopicRequests<T> {
    private final FilteredGridTopic<T> view;
    private final QueryType<TopicFilter, NoPayload> type;

    SubTopicRequests(FilteredGridTopic<T> view) {
        this.view = view;
        this.type = SubTopicQuery.of(view.topic().name());
    }

    /** What the owner does. */
    Answerer<TopicFilter, NoPayload> answerer(Predicate<TopicFilter> wanted) {
        Objects.requireNonNull(wanted, "filters");
        return (platform, filter) -> {
            if (!view.criteria().know(filter) || !wanted.test(filter)) {
                throw new QueryRefusedException("there is to be no sub-topic of this filter");
            }
            try {
                admit(platform.bare(), view.allow(filter));
            } catch (GridRequestException e) {
                if (e.reason() == Reason.LIMIT_EXCEEDED) {
                    throw new QueryRefusedException("there are as many sub-topics as there may be");
                }
                throw e;
            }
            return NoPayload.NOTHING;
        };
    }

    QueryType<TopicFilter, NoPayload> type() {
        return type;
    }

    /** Asks the owner; whether the sub-topic is there then. Why not is the owner's affair: the items come in any case. */
    boolean ask(GridAddress owner, TopicFilter filter) {
        try {
            new PlatformQuery<>(view.itself().session(), owner, type).ask(filter);
            return true;
        } catch (GridTimeoutException e) {
            return false;
        } catch (GridException e) {
            return switch (e.reason()) {
                case QUERY_REFUSED, QUERY_NOT_ANSWERED, PLATFORM_BUSY, REFUSED -> false;
                default -> throw e;
            };
        }
    }

    /** The owner has decided already: neither a second approval nor a list is to keep the platform's account out. */
    private void admit(GridAddress account, Topic<T> subTopic) {
        AccessModel model = subTopic.info().accessModel().orElse(AccessModel.OPEN);
        if (model == AccessModel.OPEN) {
            return;
        }
        Members members = subTopic.members();
        Affiliation affiliation = members.of(account);
        if (affiliation == Affiliation.OUTCAST) {
            throw new QueryRefusedException("this account may not have the sub-topic");
        }
        if (affiliation == Affiliation.NONE) {
            members.set(account, Affiliation.MEMBER);
        }
        if (model == AccessModel.AUTHORIZE) {
            members.subscribe(account);
        }
    }
}
