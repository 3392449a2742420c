package org.xmppgrid.testkit.reliability;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.xmppgrid.sdk.GridException;

import static org.awaitility.Awaitility.await;

/** What the SDK tries once, and a program that begins while the server is down tries again: to connect, and to subscribe. */
final class Patiently {
    private Patiently() {}

    static <T> T until(Supplier<T> attempt) {
        AtomicReference<T> result = new AtomicReference<>();
        await("for the server")
                .pollDelay(Duration.ZERO)
                .atMost(Site.PATIENCE)
                .ignoreExceptionsInstanceOf(GridException.class)
                .until(() -> {
                    result.set(attempt.get());
                    return true;
                });
        return result.get();
    }
}
