package org.xmppgrid.smack.internal.store;

import org.xmppgrid.sdk.StateBatch;

/**
 * The places that arrivals get, in the order of delivery. While a consumer catches up there are two lanes: what it missed
 * goes before what arrives meanwhile, which is not delivered until the catch-up is over. Its callers hold a lock.
 */
final class Lanes {
    /** Room for what was missed, before the lane of what arrives meanwhile begins. */
    static final long ROOM = 1L << 32;

    private static final String BARRIER = "barrier";

    private final InboxMaps maps;
    /** The last place of the first lane while there are two; else 0. */
    private long barrier;

    private long last;
    private long lastMissed;
    private long live;
    private long liveBytes;

    Lanes(InboxMaps maps) {
        this.maps = maps;
    }

    void open() {
        barrier = maps.counter(BARRIER);
        last = barrier;
    }

    /** There is something at this place. */
    void found(long place) {
        if (isLive(place) || barrier == 0) {
            last = Math.max(last, place);
        } else {
            lastMissed = Math.max(lastMissed, place);
        }
    }

    boolean isDouble() {
        return barrier > 0;
    }

    /** Whether what is at this place waits for the end of a catch-up. */
    boolean isLive(long place) {
        return barrier > 0 && place > barrier;
    }

    /** The place for what arrives now. */
    long next() {
        return last + 1;
    }

    /** The place for what was missed. */
    long nextMissed() {
        return barrier > 0 ? lastMissed + 1 : last + 1;
    }

    /** The last place up to which there can be anything. */
    long end() {
        return last;
    }

    void begin(StateBatch batch) {
        maps.setCounter(batch, BARRIER, last + ROOM);
    }

    void begun() {
        lastMissed = last;
        barrier = last + ROOM;
        last = barrier;
        live = 0;
        liveBytes = 0;
    }

    void end(StateBatch batch) {
        maps.setCounter(batch, BARRIER, 0);
    }

    void ended() {
        last = last == barrier ? lastMissed : last;
        barrier = 0;
        live = 0;
        liveBytes = 0;
    }

    /** Counts what waits in the second lane. */
    void waits(long place, long bytes) {
        found(place);
        if (isLive(place)) {
            live++;
            liveBytes += bytes;
        }
    }

    /** It does not wait there any more. */
    void left(long place, long bytes) {
        if (isLive(place)) {
            live--;
            liveBytes -= bytes;
        }
    }

    long live() {
        return live;
    }

    long liveBytes() {
        return liveBytes;
    }
}
