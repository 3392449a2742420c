package org.xmppgrid.smack.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.GridSettings;
import org.xmppgrid.sdk.GridTimeoutException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.xmpp.Description;
import org.xmppgrid.smack.internal.xmpp.ItemsPage;
import org.xmppgrid.smack.internal.xmpp.Reply;

/** Finds the broker of a controller, once: the one that was configured, else its only publish-subscribe service. */
final class BrokerLookup {
    /** How many of a controller's services are asked what they are. */
    private static final int MAX_SERVICES = 100;

    private record Asked(GridAddress address, Reply<Description> reply) {}

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

    /** Every service of the controller that says it is a broker. */
    List<BrokerHandle> all() {
        List<Asked> services = new ArrayList<>();
        for (ItemsPage.Entry entry : session.tracked(session.xmpp().items(controller, 0, Optional.empty()))
                .await()
                .entries()) {
            if (entry.node().isEmpty() && services.size() < MAX_SERVICES) {
                service(entry.address())
                        .ifPresent(address -> services.add(new Asked(
                                address, session.tracked(session.xmpp().info(address, Optional.empty())))));
            }
        }
        return services.stream().flatMap(this::broker).distinct().toList();
    }

    private GridAddress lookUp() {
        List<GridAddress> found = all().stream().map(BrokerHandle::address).toList();
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

    private Stream<BrokerHandle> broker(Asked service) {
        try {
            Description description = service.reply().await();
            if (!description.isBroker()) {
                return Stream.empty();
            }
            session.features().told(service.address(), description);
            return Stream.of(new BrokerHandle(session, service.address()));
        } catch (GridRequestException | GridTimeoutException e) {
            // a service that does not describe itself is not one to publish at
            return Stream.empty();
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
