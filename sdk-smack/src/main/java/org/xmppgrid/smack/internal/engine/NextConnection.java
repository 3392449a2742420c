package org.xmppgrid.smack.internal.engine;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Registration;

/** Does once more, when the connection stands, what its loss had kept from being done. */
final class NextConnection {
    /** What a lost connection lets requests fail with. */
    private static final Set<Reason> LOST = EnumSet.of(Reason.CONNECTION_LOST, Reason.OUTCOME_UNKNOWN, Reason.TIMEOUT);

    private final GridSession session;

    NextConnection(GridSession session) {
        this.session = session;
    }

    /** Whether what failed for this reason may succeed on the next connection. */
    static boolean mends(GridException why) {
        return LOST.contains(why.reason());
    }

    /**
     * Waits without a thread, at once if the connection stands.
     *
     * @param again is run on a thread of the session's when it does
     * @param never is run if it will not any more, on the thread that learns of it
     */
    void await(Runnable again, Runnable never) {
        CompletableFuture<ConnectionState> end = new CompletableFuture<>();
        Registration registration = session.onConnection(event -> settle(end, event.state()));
        settle(end, session.connectionState());
        end.thenAccept(state -> {
            registration.close();
            if (state == ConnectionState.CONNECTED) {
                session.threads().execute(again);
            } else {
                never.run();
            }
        });
    }

    private static void settle(CompletableFuture<ConnectionState> end, ConnectionState state) {
        if (state == ConnectionState.CONNECTED || state.isFinal()) {
            end.complete(state);
        }
    }
}
