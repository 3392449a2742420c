package org.xmppgrid.testkit;

import java.time.Instant;
import org.xmppgrid.testkit.internal.embedded.Journal;

/**
 * One element that went over a stream of the {@linkplain GridBroker embedded grid}: a stanza, or an element of the
 * negotiation before the first stanza. The header of a client's stream is among them, written as an element without
 * content; what came before TLS stands before {@code <starttls/>}.
 *
 * @param at when it was read, or handed to the connection for writing
 * @param direction whether the grid received or sent it
 * @param peer the full address of the client, or {@code connection-} and a number while it has none
 * @param xml the element
 */
public record JournalEntry(Instant at, Direction direction, String peer, String xml) {

    /** Which way an element went, as the grid sees it. */
    public enum Direction {
        /** From the client to the grid. */
        RECEIVED,
        /** From the grid to the client. */
        SENT
    }

    static JournalEntry of(Journal.Line line) {
        return new JournalEntry(
                line.at(), line.received() ? Direction.RECEIVED : Direction.SENT, line.peer(), line.xml());
    }
}
