package org.xmppgrid.smack.internal.engine;

import java.util.Optional;
import java.util.function.IntConsumer;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.smack.internal.xmpp.PageRequest;
import org.xmppgrid.smack.internal.xmpp.StoredPage;

/**
 * The items that a topic's broker keeps (XEP-0060 §6.5).
 *
 * @param pageSizes is told how many items came for a page: all that there are, from a broker that does not page
 */
record KeptItems(GridSession session, GridAddress broker, String topic, IntConsumer pageSizes)
        implements PagedItems.Source {

    KeptItems(GridSession session, GridAddress broker, String topic) {
        this(session, broker, topic, size -> {});
    }

    @Override
    public StoredPage page(PageRequest request) {
        StoredPage page = session.tracked(session.xmpp().stored(broker, topic, subscription(), request))
                .await();
        pageSizes.accept(page.items().size());
        return page;
    }

    @Override
    public StoredPage all() {
        return session.tracked(session.xmpp().allStored(broker, topic, subscription()))
                .await();
    }

    /** The newest ones, without paging (XEP-0060 §6.5.7); the oldest first. */
    StoredPage newest(int count) {
        return session.tracked(session.xmpp().newest(broker, topic, subscription(), count))
                .await();
    }

    @Override
    public boolean repeats() {
        return false;
    }

    @Override
    public String what() {
        return "the topic '" + topic + "' at " + broker;
    }

    private Optional<String> subscription() {
        return session.subscriptions().id(topic);
    }
}
