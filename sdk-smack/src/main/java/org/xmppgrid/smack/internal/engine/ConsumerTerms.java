package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.ConsumerBounds;
import org.xmppgrid.sdk.DeliveryHandler;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.StartPosition;

/**
 * What a durable consumer was asked to do.
 *
 * @param unreadable who handles what can't be read; null if that becomes a dead letter
 * @param key tells which items keep their order among each other; empty for all
 */
record ConsumerTerms<T>(
        String name,
        DeliveryHandler<T> handler,
        @Nullable DeliveryHandler<T> unreadable,
        Consumer<Gap> gaps,
        Consumer<String> retractions,
        boolean autoAck,
        int maxAttempts,
        Duration firstRetry,
        Duration longestRetry,
        int unacknowledged,
        int handlers,
        Optional<Function<? super Item<T>, String>> key,
        StartPosition start,
        ConsumerBounds bounds) {

    /** How long to wait after an attempt that failed: doubled each time. */
    Duration backOff(int attempt) {
        long nanos = firstRetry.toNanos();
        for (int i = 1; i < attempt && nanos < longestRetry.toNanos(); i++) {
            nanos *= 2;
        }
        return Duration.ofNanos(Math.min(nanos, longestRetry.toNanos()));
    }
}
