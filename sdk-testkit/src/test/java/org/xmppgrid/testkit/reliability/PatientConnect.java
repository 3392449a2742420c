package org.xmppgrid.testkit.reliability;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridException;

import static org.awaitility.Awaitility.await;

/** Connects for the first time, which the SDK tries once: a program that begins while the server is down tries again. */
final class PatientConnect {
    private PatientConnect() {}

    static Grid connect(Address address) {
        AtomicReference<Grid> connected = new AtomicReference<>();
        await("for " + address)
                .pollDelay(Duration.ZERO)
                .atMost(Site.PATIENCE)
                .ignoreExceptionsInstanceOf(GridException.class)
                .until(() -> {
                    connected.set(address.connect());
                    return true;
                });
        return connected.get();
    }
}
