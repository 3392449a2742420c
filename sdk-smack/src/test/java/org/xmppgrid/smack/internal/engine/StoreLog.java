package org.xmppgrid.smack.internal.engine;

import java.util.ArrayList;
import java.util.List;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.smack.internal.store.Recovery;

/** What a consumer's store told, in order; and what is to happen then. */
final class StoreLog implements ConsumerStore.Watcher {
    private static final Runnable NOTHING = () -> {};

    final List<String> told = new ArrayList<>();
    Runnable onWorks = NOTHING;
    Runnable onReopened = NOTHING;

    @Override
    public void failed(GridStorageException why) {
        told.add("failed: " + why.reason());
    }

    @Override
    public void works() {
        told.add("works");
        Runnable next = onWorks;
        onWorks = NOTHING;
        next.run();
    }

    @Override
    public void reopened() {
        told.add("reopened");
        onReopened.run();
    }

    @Override
    public void recovered(Recovery what) {
        told.add("recovered");
    }
}
