package org.xmppgrid.sdk;

/**
 * Is told what happens on a connection: for audit logs (RFC 8600 §8.3.2) and metrics.
 *
 * <p>Called on whichever thread met the matter, the network reader's included, in no order across threads: return
 * quickly and do not block. What an observer throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface GridObserver {

    /**
     * Something happened.
     *
     * @param observation what happened
     */
    void observed(Observation observation);

    /**
     * The observer that every connection has: it writes each observation to the log {@code org.xmppgrid.sdk}, one line
     * of {@code key=value} pairs, as information where it is the normal course of things and as a warning where not.
     *
     * @return the logging observer
     */
    static GridObserver logging() {
        return LoggingObserver.INSTANCE;
    }
}
