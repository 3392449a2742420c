package org.xmppgrid.testkit;

import java.util.List;
import org.xmppgrid.testkit.internal.embedded.EmbeddedServer;
import org.xmppgrid.testkit.internal.embedded.Jid;
import org.xmppgrid.testkit.internal.embedded.StreamFaults;

/**
 * The sessions of an {@linkplain GridBroker#streams() embedded grid} that outlive their connection (XEP-0198), and what can
 * go wrong with them. Of several faults at resumption the earliest that still applies strikes. All methods may be called
 * from any thread.
 */
public final class GridStreams {
    /** As often as there is occasion. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    private final EmbeddedServer server;

    GridStreams(EmbeddedServer server) {
        this.server = server;
    }

    /**
     * Whose connection is gone while the session waits for its client.
     *
     * @return full addresses, sorted
     */
    public List<String> interrupted() {
        return server.waiting();
    }

    /**
     * Ends sessions that wait for their client, as if the resume time-out had passed: what the client has not
     * acknowledged is stored if nobody else is there of the account and it is no headline, else lost. A session whose
     * connection lives, or isn't known to be gone yet, is left alone.
     *
     * @param jid a full address, or a bare one for all of an account's sessions
     * @return how many sessions were ended
     */
    public int expire(String jid) {
        return server.expire(Jid.parse(jid));
    }

    /**
     * Refuses resumptions with {@code item-not-found}, and ends the session as if it had timed out, as a server that was
     * restarted in order.
     *
     * @param times how many resumptions, or {@link #ALWAYS}
     * @return the fault, which lasts until it is lifted; it counts resumptions of sessions that there were
     * @throws IllegalArgumentException if {@code times} is less than one
     */
    public Fault refuseResumption(int times) {
        return order(new StreamFaults.Refuse(), times);
    }

    /**
     * Refuses resumptions with {@code item-not-found}, and loses what the client had not acknowledged: a server that has
     * crashed, or timed out while another client of the account was there.
     *
     * @param times how many resumptions, or {@link #ALWAYS}
     * @return the fault, which lasts until it is lifted; it counts resumptions of sessions that there were
     * @throws IllegalArgumentException if {@code times} is less than one
     */
    public Fault loseQueueAndRefuse(int times) {
        return order(new StreamFaults.LoseAndRefuse(), times);
    }

    /**
     * Accepts resumptions, and loses what the client had not acknowledged without a word: no server that we know means
     * to, but one that keeps sessions on disk and stanzas in memory would. Only a client that compares with the
     * broker's items finds out.
     *
     * @param times how many resumptions, or {@link #ALWAYS}
     * @return the fault, which lasts until it is lifted; it counts resumptions of sessions that there were
     * @throws IllegalArgumentException if {@code times} is less than one
     */
    public Fault loseQueueAndResume(int times) {
        return order(new StreamFaults.LoseAndResume(), times);
    }

    /**
     * Doesn't answer when a client asks how many of its stanzas were taken ({@code <r/>}).
     *
     * @return the fault, which lasts until it is lifted; it counts questions
     */
    public Fault silence() {
        return order(new StreamFaults.NeverAnswer(), ALWAYS);
    }

    /**
     * Tells clients a wrong count of their stanzas, in {@code <a/>} and in {@code <resumed/>}.
     *
     * @param by how many more than were taken; less than zero for fewer
     * @return the fault, which lasts until it is lifted; it counts answers
     */
    public Fault miscount(long by) {
        return order(new StreamFaults.Miscount(by), ALWAYS);
    }

    private Fault order(StreamFaults.Effect effect, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times: at least 1, not " + times);
        }
        StreamFaults.Order order = server.streamFaults().order(effect, times);
        return OrderedFault.of(order::hits, () -> server.streamFaults().lift(order));
    }
}
