package org.xmppgrid.smack.internal.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.xmppgrid.sdk.Observation.Kind;

/**
 * Lets so many reports of a kind through in a minute, and counts the rest, for the kinds that strangers can cause or
 * that come with each report: a flood is seen, and fills nobody's log. Thread-safe. There is no timer: what was counted is told with the next report of
 * its kind after the minute, or at the end.
 */
final class ReportRate {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /** How many reports of a kind were held back. */
    record HeldBack(Kind kind, long count) {}

    /**
     * What to do with a report.
     *
     * @param told whether to tell it
     * @param before what to tell before it
     */
    record Verdict(boolean told, Optional<HeldBack> before) {}

    private static final Verdict TOLD = new Verdict(true, Optional.empty());

    private static final class Minute {
        private long since;
        private int told;
        private long heldBack;
    }

    private final int most;
    private final LongSupplier nanoTime;

    /** The kinds that strangers can cause. Guarded by itself. */
    private final Map<Kind, Minute> minutes = new EnumMap<>(Kind.class);

    ReportRate(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
        for (Kind kind : List.of(
                Kind.FORGED_EVENT_DROPPED,
                Kind.UNEXPECTED_STANZA_DROPPED,
                Kind.LIMIT_HIT,
                Kind.ITEM_UNREADABLE,
                Kind.ITEM_DEAD_LETTERED,
                Kind.EVENTS_DISCARDED,
                Kind.REPORT_DEAD_LETTERED,
                Kind.REPORTS_DROPPED,
                Kind.PROVIDER_STATE)) {
            minutes.put(kind, new Minute());
        }
    }

    Verdict take(Kind kind) {
        synchronized (minutes) {
            Minute minute = minutes.get(kind);
            if (minute == null) {
                return TOLD;
            }
            long now = nanoTime.getAsLong();
            Optional<HeldBack> before = Optional.empty();
            if (minute.told == 0 || now - minute.since >= MINUTE) {
                before = takeHeldBack(kind, minute);
                minute.since = now;
                minute.told = 0;
            }
            if (minute.told == most) {
                minute.heldBack++;
                return new Verdict(false, before);
            }
            minute.told++;
            return before.isEmpty() ? TOLD : new Verdict(true, before);
        }
    }

    /** All that was held back and not told yet. */
    List<HeldBack> rest() {
        List<HeldBack> rest = new ArrayList<>();
        synchronized (minutes) {
            minutes.forEach((kind, minute) -> takeHeldBack(kind, minute).ifPresent(rest::add));
        }
        return rest;
    }

    private static Optional<HeldBack> takeHeldBack(Kind kind, Minute minute) {
        long count = minute.heldBack;
        minute.heldBack = 0;
        return count == 0 ? Optional.empty() : Optional.of(new HeldBack(kind, count));
    }
}
