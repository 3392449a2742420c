package org.xmppgrid.smack.internal.engine.provider;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Registration;

/** The way from a provider to its broker. */
public interface Uplink {

    /**
     * Hands a report to the network. May wait until there is room for it there, at most for the request timeout.
     *
     * @param executor runs what completes the answer
     * @return completes when the broker has confirmed, or exceptionally with a {@link GridException}; always in the end
     * @throws GridException if it can't be sent
     */
    CompletableFuture<?> publish(String topic, String itemId, String xml, Executor executor);

    /** Whether the broker says that there is no such topic; asks it, and is false if that can't be had now. */
    boolean isGone(String topic);

    /**
     * Which of some items the broker keeps just as they are; asks it.
     *
     * @param payloads what the items say, by their ids
     * @return those of the ids for which it is certain; none if that can't be had now
     */
    Set<String> kept(String topic, Map<String, String> payloads);

    /** Where the connection is in its life. */
    ConnectionState state();

    /** Runs an action after each change of {@link #state()}, on any thread; it must not block. */
    Registration onChange(Runnable action);
}
