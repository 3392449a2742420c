package org.xmppgrid.testkit;

/**
 * A grid that can go down and come back on the same ports, with the same authority and accounts, and with what it kept.
 * What that is depends on the server: the {@linkplain GridBroker embedded grid} keeps all that it isn't told to
 * {@linkplain GridBroker#lose forget}; ejabberd has a database; Prosody keeps topics only where it was built with another
 * {@linkplain ProsodyServer.Builder#storage storage} than memory.
 *
 * <p>While it is down, only {@link #startAgain()}, {@link #close()} and what tells names and ports may be called. All
 * methods may be called from any thread; two at the same time wait for each other.
 */
public interface RestartableServer extends GridServer {

    /**
     * Takes it down in order: clients see their streams end. Returns when nobody listens any more; a server that is down
     * stays so.
     */
    void stop();

    /**
     * Takes it down at once and without a word, a process by SIGKILL. Returns when nobody listens any more; a server that
     * is down stays so.
     */
    void kill();

    /**
     * Brings it back and waits until clients can log in.
     *
     * @throws IllegalStateException if it isn't down, was closed, or doesn't start
     */
    void startAgain();

    /** Takes it down in order and brings it back. */
    default void restart() {
        stop();
        startAgain();
    }

    /** Takes it down without a word and brings it back. */
    default void crash() {
        kill();
        startAgain();
    }
}
