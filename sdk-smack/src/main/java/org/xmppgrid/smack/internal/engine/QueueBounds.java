package org.xmppgrid.smack.internal.engine;

import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.Overflow;
import org.xmppgrid.sdk.SubscriptionPolicy;

/**
 * How much may wait in a worker's queue, and what is done with more.
 *
 * @param tasks how many tasks
 * @param size how many characters
 */
record QueueBounds(int tasks, long size, Overflow overflow) {

    static QueueBounds of(GridLimits limits, SubscriptionPolicy policy) {
        return new QueueBounds(
                policy.maxEvents().orElse(limits.queuedEvents()),
                policy.maxChars().orElse(limits.queuedChars()),
                policy.overflow());
    }
}
