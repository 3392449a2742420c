package org.xmppgrid.testkit;

/**
 * A fault that was ordered at the {@linkplain GridBroker embedded grid} or at a {@link FaultProxy}, until it is lifted. May be used from any
 * thread.
 */
public interface Fault extends AutoCloseable {

    /**
     * How often the fault has struck.
     *
     * @return the number of stanzas, logins, events or connections that it applied to
     */
    int hits();

    /** Lifts the fault. Lifting it again does nothing. */
    @Override
    void close();
}
