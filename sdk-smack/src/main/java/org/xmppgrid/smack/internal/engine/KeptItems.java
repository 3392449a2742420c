package org.xmppgrid.smack.internal.engine;

import java.util.Optional;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.smack.internal.xmpp.PageRequest;
import org.xmppgrid.smack.internal.xmpp.StoredPage;

/** The items that a topic's broker keeps (XEP-0060 §6.5). */
record KeptItems(GridSession session, GridAddress broker, String topic) implements PagedItems.Source {

    @Override
    public StoredPage page(PageRequest request) {
        return session.tracked(session.xmpp().stored(broker, topic, subscription(), request))
                .await();
    }

    @Override
    public StoredPage all() {
        return session.tracked(session.xmpp().allStored(broker, topic, subscription()))
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
