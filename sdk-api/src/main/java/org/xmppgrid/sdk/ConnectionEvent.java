package org.xmppgrid.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A change in the life of a grid's connection.
 *
 * @param state the new state
 * @param time when it changed, by this machine's clock
 * @param cause why the connection was lost, the last attempt failed, or no other is made; empty where nothing failed
 * @param attempt which attempt to get the connection back this is about, from 1 on since the connection was lost; 0
 *     before the first
 * @param retryIn with {@link ConnectionState#INTERRUPTED}, how long until the next attempt
 * @param sameStream with {@link ConnectionState#CONNECTED}, whether the lost stream was resumed (XEP-0198 §5), so that
 *     nothing that was on its way is lost; else it is a new session
 */
public record ConnectionEvent(
        ConnectionState state,
        Instant time,
        Optional<GridException> cause,
        int attempt,
        Optional<Duration> retryIn,
        boolean sameStream) {}
