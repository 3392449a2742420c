package org.xmppgrid.smack.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.GridSettings;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.xmpp.ItemsPage;

/** Finds the broker of a controller, once: the one that was configured, else its only publish-subscribe service. */
final class BrokerLookup {
    private final GridSession session;
    private final GridAddress controller;
    private volatile @Nullable GridAddress broker;

    BrokerLookup(GridSession session, GridSettings settings) {
        this.session = session;
        this.controller = GridAddress.of(settings.address().domain());
        this.broker = settings.broker().orElse(null);
    }

    /** The broker if it is known yet; asks nobody. */
    @Nullable
    GridAddress known() {
        return broker;
    }

    GridAddress broker() {
        GridAddress found = broker;
        if (found == null) {
            found = lookUp();
            broker = found;
        }
        return found;
    }

    private GridAddress lookUp() {
        List<GridAddress> found = new ArrayList<>();
        for (ItemsPage.Entry service : session.tracked(session.xmpp().items(controller, 0, Optional.empty()))
                .await()
                .entries()) {
            if (service.node().isEmpty()) {
                service(service.address()).filter(this::isBroker).ifPresent(found::add);
            }
        }
        if (found.isEmpty()) {
            throw new GridRequestException(
                    Reason.BROKER_NOT_FOUND,
                    "The controller " + controller + " lists no publish-subscribe service; ask its administrator for"
                            + " the broker's address and give it to broker(..)",
                    null,
                    null);
        }
        if (found.size() > 1) {
            throw new GridRequestException(
                    Reason.BROKER_AMBIGUOUS,
                    "The controller " + controller + " has several brokers, " + found + "; choose one with broker(..)",
                    null,
                    null);
        }
        return found.get(0);
    }

    private boolean isBroker(GridAddress service) {
        try {
            return session.tracked(session.xmpp().info(service, Optional.empty()))
                    .await()
                    .isBroker();
        } catch (GridRequestException e) {
            // a service that does not describe itself is not one to publish at
            return false;
        }
    }

    private static Optional<GridAddress> service(String address) {
        try {
            return Optional.of(GridAddress.of(address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
