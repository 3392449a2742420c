package org.xmppgrid.smack.internal.wire;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that a stream is dead though nobody says so: the other end is gone without a word, or takes nothing any more.
 * Looks now and then, on the shared timer; whoever is only slow is left alone.
 */
final class Liveness {
    /** What is looked at. */
    interface Line {
        /** Whether the stream stands. */
        boolean isOpen();

        /** When something was read last, or could have been, in terms of {@link System#nanoTime}. */
        long heardAt();

        /** Whether nothing can be read because the program is behind with what came before. */
        boolean isHeldUp();

        /** How long the present piece has been waiting to be written. */
        Duration stuckFor(long now);

        /** How much longer than usual the other end may be silent, for what it is being sent. */
        Duration allowance();

        /** Asks the other end for a sign of life. */
        void probe();

        /** There was none. */
        void dead(WireException cause);
    }

    private static final Duration RAREST = Duration.ofSeconds(5);
    private static final Duration MOST_OFTEN = Duration.ofMillis(10);

    private final Duration probeAfter;
    private final Duration probeTimeout;
    private final Line line;
    private final LongSupplier nanoTime;
    private @Nullable ScheduledFuture<?> next;
    private boolean stopped;
    private boolean probing;
    private long probedAt;
    private Duration patience = Duration.ZERO;

    Liveness(Duration probeAfter, Duration probeTimeout, Line line, LongSupplier nanoTime) {
        this.probeAfter = probeAfter;
        this.probeTimeout = probeTimeout;
        this.line = line;
        this.nanoTime = nanoTime;
    }

    /** Looks from now on. */
    synchronized void start() {
        if (!stopped) {
            next = WireTimer.after(interval(), () -> {
                look();
                start();
            });
        }
    }

    /** Looks no more. */
    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    /** A quarter of what is to be found out, so that it is found out little later than it could be. */
    private Duration interval() {
        Duration shorter = probeAfter.compareTo(probeTimeout) < 0 ? probeAfter : probeTimeout;
        Duration quarter = shorter.dividedBy(4);
        if (quarter.compareTo(RAREST) > 0) {
            return RAREST;
        }
        return quarter.compareTo(MOST_OFTEN) < 0 ? MOST_OFTEN : quarter;
    }

    /** One look; on one thread at a time. */
    void look() {
        if (!line.isOpen()) {
            stop();
            return;
        }
        long now = nanoTime.getAsLong();
        Duration stuck = line.stuckFor(now);
        if (stuck.compareTo(probeTimeout.plus(SlowLink.time(SlowLink.WINDOW))) > 0) {
            dead("The controller took nothing of what was sent for " + words(stuck));
        } else if (line.isHeldUp()) {
            probing = false;
        } else if (probing) {
            judge(now);
        } else if (silence(now).compareTo(probeAfter) >= 0) {
            probing = true;
            probedAt = now;
            patience = probeTimeout.plus(line.allowance());
            line.probe();
        }
    }

    private void judge(long now) {
        if (line.heardAt() - probedAt > 0) {
            probing = false;
        } else if (Duration.ofNanos(now - probedAt).compareTo(patience) >= 0) {
            dead("Nothing came from the controller for " + words(silence(now))
                    + ", and no answer to the question whether it is there");
        }
    }

    private Duration silence(long now) {
        return Duration.ofNanos(now - line.heardAt());
    }

    private void dead(String words) {
        stop();
        line.dead(new WireException(WireException.Kind.LOST, words, null, false, null));
    }

    /** A time in seconds, for people. */
    static String words(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }
}
