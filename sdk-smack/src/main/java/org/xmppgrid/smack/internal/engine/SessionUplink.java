package org.xmppgrid.smack.internal.engine;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.smack.internal.engine.provider.Uplink;
import org.xmppgrid.smack.internal.xmpp.ContentHash;

/**
 * The way of durable providers to a session's broker. It does not go through the session's {@link PublishWindow}: a
 * provider has a window of its own, and would else hold up those who publish themselves.
 */
final class SessionUplink implements Uplink {
    /** So much is asked for in one request: each answer is one stanza, and brings the payloads. */
    private static final long MOST_ASKED_CHARS = 200_000;

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
    public Set<String> kept(String topic, Map<String, String> payloads) {
        Set<String> kept = new HashSet<>();
        Map<String, String> asked = new LinkedHashMap<>();
        long chars = 0;
        for (Map.Entry<String, String> payload : payloads.entrySet()) {
            if (!asked.isEmpty() && chars + payload.getValue().length() > MOST_ASKED_CHARS) {
                if (!ask(topic, asked, kept)) {
                    return kept;
                }
                asked.clear();
                chars = 0;
            }
            asked.put(payload.getKey(), payload.getValue());
            chars += payload.getValue().length();
        }
        ask(topic, asked, kept);
        return kept;
    }

    /** Notes which of these are kept; false if that can't be had now. */
    private boolean ask(String topic, Map<String, String> payloads, Set<String> kept) {
        try {
            session
                    .tracked(session.xmpp()
                            .storedById(
                                    session.brokerAddress(),
                                    topic,
                                    session.subscriptions().id(topic),
                                    List.copyOf(payloads.keySet())))
                    .await()
                    .items()
                    .stream()
                    .filter(item -> isSame(item.payload(), payloads.get(item.id())))
                    .forEach(item -> kept.add(item.id()));
            return true;
        } catch (GridRequestException e) {
            // none of them, or this account may publish and not read
            return e.reason() == Reason.ITEM_NOT_FOUND;
        } catch (GridException e) {
            return false;
        }
    }

    /** Whether they say the same: brokers rename prefixes and reorder attributes. */
    private static boolean isSame(RawPayload kept, @Nullable String published) {
        if (published == null || published.isEmpty()) {
            return published != null && kept.element().isEmpty();
        }
        return Arrays.equals(ContentHash.of(kept), ContentHash.of(RawPayload.of(published)));
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
