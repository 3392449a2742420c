package org.xmppgrid.smack.internal.engine.provider;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.xmppgrid.sdk.GridMetrics;
import org.xmppgrid.sdk.MetricScope;
import org.xmppgrid.sdk.Registration;

/**
 * What a provider gets from the session that it belongs to.
 *
 * @param uplink the way to the broker
 * @param threads gives the sender its thread
 * @param listeners makes a worker that runs what it is given in order, for the calls of the provider's listeners
 * @param requestTimeout how long an answer may take
 * @param window how many reports are on their way at once, if the user does not say
 * @param metrics takes measures
 * @param scope what they are about
 * @param observers whom to tell
 * @param clock tells how old reports are
 */
public record Setting(
        Uplink uplink,
        Executor threads,
        Supplier<? extends Worker> listeners,
        Duration requestTimeout,
        int window,
        GridMetrics metrics,
        MetricScope scope,
        Told observers,
        Clock clock) {

    /** Runs what it is given, one after the other. */
    public interface Worker extends Executor, Registration {}
}
