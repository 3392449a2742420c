package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Alarms that ring when a test says so, on its thread, in the order in which they are due. */
final class HandAlarm implements Alarm {
    private record Set(Duration due, Runnable action) {}

    private final List<Set> pending = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Override
    public void after(Duration time, Runnable action) {
        waits.add(time);
        pending.add(new Set(now.plus(time), action));
    }

    /** Rings the one that is due next. */
    void ring() {
        Set next = pending.stream().min(Comparator.comparing(Set::due)).orElseThrow();
        pending.remove(next);
        now = next.due();
        next.action().run();
    }

    boolean isSet() {
        return !pending.isEmpty();
    }

    /** How long each was to wait that was set, in order. */
    List<Duration> waits() {
        return List.copyOf(waits);
    }
}
