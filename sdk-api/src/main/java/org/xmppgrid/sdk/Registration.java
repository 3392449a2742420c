package org.xmppgrid.sdk;

/** A policy, watcher or answerer at work: {@link Approvals#decide}, {@link Approvals#watch}, {@link Grid#answer}. */
public interface Registration extends AutoCloseable {

    /** Ends the work; a call that is under way is completed, and its outcome sent. Closing twice is once. */
    @Override
    void close();
}
