package org.xmppgrid.testkit.internal.embedded;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What went over the wire, newest last, with a bound on how much is kept. */
public final class Journal {

    /**
     * One element that went over a stream.
     *
     * @param at when
     * @param received whether the grid received it; else it sent it
     * @param peer the full address of the session, or the name of a connection that has none yet
     * @param xml the element
     */
    public record Line(Instant at, boolean received, String peer, String xml) {}

    /** The element of a received line is turned into text only when somebody looks. */
    private record Entry(Instant at, boolean received, String peer, Object element) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final int capacity;
    private final Clock clock;
    private volatile boolean on = true;

    Journal(int capacity, Clock clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    /**
     * Starts or stops recording.
     *
     * @param recording whether to record from now on
     */
    public void record(boolean recording) {
        on = recording;
    }

    void received(String peer, Xml element) {
        add(true, peer, element);
    }

    void sent(String peer, String element) {
        add(false, peer, element);
    }

    private void add(boolean received, String peer, Object element) {
        if (!on || capacity == 0) {
            return;
        }
        Entry entry = new Entry(clock.instant(), received, peer, element);
        synchronized (entries) {
            if (entries.size() >= capacity) {
                entries.removeFirst();
            }
            entries.addLast(entry);
        }
    }

    /**
     * What is recorded.
     *
     * @return the lines, oldest first
     */
    public List<Line> lines() {
        List<Entry> copy;
        synchronized (entries) {
            copy = new ArrayList<>(entries);
        }
        return copy.stream()
                .map(entry -> new Line(
                        entry.at(),
                        entry.received(),
                        entry.peer(),
                        entry.element().toString()))
                .toList();
    }

    /** Forgets all lines. */
    public void clear() {
        synchronized (entries) {
            entries.clear();
        }
    }
}
