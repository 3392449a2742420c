package org.xmppgrid.smack.internal.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.smack.internal.engine.provider.Uplink;

/**
 * The way of durable providers to a session's broker. It does not go through the session's {@link PublishWindow}: a
 * provider has a window of its own, and would else hold up those who publish themselves.
 */
final class SessionUplink implements Uplink {
    private final GridSession session;

    SessionUplink(GridSession session) {
        this.session = session;
    }

    @Override
    public CompletableFuture<?> publish(String topic, String itemId, String xml, Executor executor) {
        return session.tracked(session.xmpp().publish(session.brokerAddress(), topic, itemId, xml, Map.of()))
                .on(executor);
    }

    @Override
    public boolean isGone(String topic) {
        try {
            session.tracked(session.xmpp().info(session.brokerAddress(), Optional.of(topic)))
                    .await();
            return false;
        } catch (GridRequestException e) {
            return e.reason() == Reason.TOPIC_NOT_FOUND;
        } catch (GridException e) {
            // not to be had now: it is taken for what it was said to be
            return false;
        }
    }

    @Override
    public ConnectionState state() {
        return session.connectionState();
    }

    @Override
    public Registration onChange(Runnable action) {
        return session.onConnection(event -> action.run());
    }
}
