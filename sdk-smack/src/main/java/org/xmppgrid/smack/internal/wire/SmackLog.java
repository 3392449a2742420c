package org.xmppgrid.smack.internal.wire;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what Smack logs of our connections out of the host's log: every failure is thrown or told to the observers, once
 * and in words, and a stack trace on top of that helps nobody. A host's own Smack connections go on logging.
 */
final class SmackLog {
    private static final String OURS = GridXmppConnection.class.getSimpleName();

    /** Held here, since the log manager holds loggers weakly and a filter would be lost with its logger. */
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("org.jivesoftware.smack.AbstractXMPPConnection"),
            Logger.getLogger("org.jivesoftware.smack.sasl.SASLError"),
            Logger.getLogger("org.jivesoftware.smack.tcp.XMPPTCPConnection"));

    /** By reference only, so that nothing outlives its use here. Guarded by the class. */
    private static final Set<GridXmppConnection> CONNECTIONS = Collections.newSetFromMap(new WeakHashMap<>());

    /** Set on a thread that ends a connection of ours: of its readers and writers Smack complains without a name. */
    private static final ThreadLocal<Boolean> ENDING = ThreadLocal.withInitial(() -> false);

    private static boolean installed;

    private SmackLog() {}

    /** Keeps what Smack says of this connection out of the log. */
    static synchronized void quiet(GridXmppConnection connection) {
        CONNECTIONS.add(connection);
        if (!installed) {
            installed = true;
            LOGGERS.forEach(logger -> logger.setFilter(withoutOurs(logger.getFilter())));
        }
    }

    /** Ends a connection of ours. */
    static void whileEnding(Runnable end) {
        ENDING.set(true);
        try {
            end.run();
        } finally {
            ENDING.remove();
        }
    }

    private static Filter withoutOurs(@Nullable Filter before) {
        return record -> !isOurs(record) && (before == null || before.isLoggable(record));
    }

    private static boolean isOurs(LogRecord record) {
        String message = record.getMessage();
        return ENDING.get()
                || message != null && message.contains(OURS)
                || isOurThread(Thread.currentThread().getName());
    }

    /** Smack numbers its connections and names their threads by it, "Smack Writer (3)". */
    private static synchronized boolean isOurThread(String name) {
        return name.startsWith("Smack ")
                && CONNECTIONS.stream().anyMatch(ours -> name.endsWith("(" + ours.getConnectionCounter() + ")"));
    }
}
