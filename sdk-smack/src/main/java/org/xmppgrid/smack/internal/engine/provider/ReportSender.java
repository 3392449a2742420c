package org.xmppgrid.smack.internal.engine.provider;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.ConnectionState;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridStorageException;
import org.xmppgrid.sdk.ProviderState;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.WhenRefused;
import org.xmppgrid.smack.internal.store.Spooled;

/**
 * Brings what is in a spool to the broker, in order. One thread does it all; others, and the answers, put their word into
 * its mailbox. Without anything to do it waits there, and looks at no clock but for the next thing that is due.
 *
 * <p>When a report has to be published again, nothing new is sent until all that is under way is answered; then it
 * begins anew with the oldest that is not confirmed. A broker that answers in order so gets everything in order: a lost
 * connection leaves nothing unconfirmed but the end of the window.
 */
final class ReportSender implements Runnable {
    private static final int PAGE = 64;
    private static final long LONGEST_WAIT = TimeUnit.HOURS.toNanos(1);
    /** How often the controller has to end the stream over one report, sent alone, before it is given up. */
    private static final int STREAMS_FOR_ONE = 2;

    private final Spool spool;
    private final SpoolRepair repair;
    private final Uplink uplink;
    private final Window window;
    private final Notices notices;
    private final WhenRefused whenRefused;
    private final Duration age;
    private final RetryDelays delays;
    private final Clock clock;

    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile ProviderState state = ProviderState.WAITING;
    private volatile @Nullable GridException trouble;

    // from here on only the sender's thread
    private final Deque<Spooled> ready = new ArrayDeque<>();
    private long lastRead;
    private boolean again;
    /** Whether something may have been published that is not confirmed: at first by an earlier process. */
    private boolean unsure = true;

    private boolean later;
    private boolean waitsForBroker;
    private long notBefore = System.nanoTime();
    private long due;
    private @Nullable Spooled stoppedAt;
    private long suspect;
    private int streamsLost;
    private boolean closing;
    private long closeAt;
    private boolean done;

    ReportSender(
            Spool spool,
            Uplink uplink,
            Window window,
            Notices notices,
            WhenRefused whenRefused,
            Duration age,
            RetryDelays delays,
            Clock clock) {
        this.spool = spool;
        this.repair = new SpoolRepair(spool, delays);
        this.uplink = uplink;
        this.window = window;
        this.notices = notices;
        this.whenRefused = whenRefused;
        this.age = age;
        this.delays = delays;
        this.clock = clock;
    }

    ProviderState state() {
        return state;
    }

    Optional<GridException> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Has the sender look what there is to do. From any thread. */
    void wake() {
        if (awake.compareAndSet(false, true)) {
            mailbox.add(() -> awake.set(false));
        }
    }

    /** The connection's state has changed. From any thread. */
    void connectionChanged() {
        mailbox.add(() -> {
            if (!waitsForBroker) {
                notBefore = System.nanoTime();
            }
        });
    }

    /** Goes on with the report that has stopped it, or, skipping, behind it. From any thread. */
    void goOn(boolean skipping) {
        mailbox.add(() -> {
            Spooled report = stoppedAt;
            GridException why = trouble;
            if (report == null || why == null) {
                return;
            }
            if (!skipping || setAside(report, why.reason(), String.valueOf(why.getMessage()))) {
                stoppedAt = null;
                trouble = null;
            }
        });
    }

    /**
     * Ends the sender once what is under way is answered. From any thread.
     *
     * @param patience how long that may take
     * @return false if the sender is still at work after that
     */
    boolean finish(Duration patience) throws InterruptedException {
        mailbox.add(() -> {
            closing = true;
            closeAt = System.nanoTime() + patience.toNanos();
        });
        return ended.await(patience.toNanos() + TimeUnit.SECONDS.toNanos(1), TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        try {
            wake();
            while (!done) {
                take();
                guarded(this::advance);
                tellState();
            }
        } finally {
            state = ProviderState.CLOSED;
            trouble = null;
            ended.countDown();
        }
    }

    private void take() {
        try {
            Runnable message = mailbox.poll(Math.max(due - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
            for (; message != null; message = mailbox.poll()) {
                guarded(message);
            }
        } catch (InterruptedException e) {
            // nobody has a reason to; what is spooled is published all the same, and the end is a message
        }
    }

    /** Whatever it was, a sender that dies here would leave its reports lying. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            due = System.nanoTime();
            if (spool.failure().isEmpty() && !closing) {
                notices.unexpected(e);
                again = true;
                later = true;
                due += delays.nanosAfter(1);
            }
        }
    }

    private void advance() {
        due = System.nanoTime() + LONGEST_WAIT;
        if (closing) {
            done = window.isEmpty() || dueAt(closeAt);
            return;
        }
        again |= spool.failure().isPresent();
        if (again) {
            if (!window.isEmpty()) {
                return;
            }
            beginAnew();
        }
        if (spool.failure().isPresent() && !repaired()) {
            return;
        }
        if (stoppedAt == null && uplink.state() == ConnectionState.CONNECTED && dueAt(notBefore)) {
            fill();
        } else if (window.isEmpty()) {
            expire();
        }
    }

    /** Whether a time has come; if not, this thread wakes then. */
    private boolean dueAt(long time) {
        long now = System.nanoTime();
        if (time - now > 0) {
            due = due - time > 0 ? time : due;
            return false;
        }
        return true;
    }

    private void beginAnew() {
        ready.clear();
        lastRead = 0;
        again = false;
        waitsForBroker = later;
        later = false;
        OptionalLong first = spool.failure().isPresent() ? OptionalLong.empty() : spool.first();
        first.ifPresent(window::settledBefore);
        int attempts = first.isPresent() ? window.attempts(first.getAsLong()) : 0;
        unsure |= attempts > 0;
        // the first time after a lost connection there is nothing to wait for but the connection
        boolean atOnce = !waitsForBroker && attempts <= 1;
        notBefore = System.nanoTime() + (atOnce ? 0 : delays.nanosAfter(attempts));
    }

    private boolean repaired() {
        boolean repaired = dueAt(repair.due()) && repair.attempt();
        trouble = spool.failure().orElse(null);
        if (!repaired) {
            dueAt(repair.due());
        }
        return repaired;
    }

    private void fill() {
        if (unsure) {
            unsure = false;
            confirmKept();
        }
        for (Spooled report = next(); report != null && window.admits(report); report = next()) {
            ready.remove();
            if (report.created().isBefore(clock.instant().minus(age))) {
                expired(report);
            } else {
                publish(report);
            }
            if (again) {
                due = System.nanoTime();
                return;
            }
        }
    }

    /**
     * Settles what the broker has taken, though its answer was lost. Published again it would stand behind what was
     * published after it: at the end of the list that a consumer reads when it catches up.
     */
    private void confirmKept() {
        Map<String, Map<String, Spooled>> doubtful = new LinkedHashMap<>();
        for (Spooled report : spool.read(0, window.size())) {
            // Of several with one id the first: the others were not published before it was confirmed.
            doubtful.computeIfAbsent(report.topic(), topic -> new LinkedHashMap<>())
                    .putIfAbsent(report.itemId(), report);
        }
        doubtful.forEach((topic, reports) -> {
            Map<String, String> payloads = new LinkedHashMap<>();
            reports.forEach((id, report) -> payloads.put(id, new String(report.payload(), StandardCharsets.UTF_8)));
            uplink.kept(topic, payloads).stream()
                    .map(reports::get)
                    .filter(Objects::nonNull)
                    .forEach(this::confirmed);
        });
        ready.clear();
        lastRead = 0;
    }

    private void confirmed(Spooled report) {
        window.settled(report);
        notices.confirmed();
        if (spool.confirm(report)) {
            notices.left(report.itemId());
        }
    }

    private @Nullable Spooled next() {
        if (ready.isEmpty()) {
            List<Spooled> page = spool.read(lastRead, PAGE);
            if (!page.isEmpty()) {
                ready.addAll(page);
                lastRead = page.get(page.size() - 1).sequence();
            }
        }
        return ready.peek();
    }

    private void publish(Spooled report) {
        notices.published(window.sent(report));
        CompletableFuture<?> answer;
        try {
            String xml = new String(report.payload(), StandardCharsets.UTF_8);
            answer = uplink.publish(report.topic(), report.itemId(), xml, mailbox::add);
        } catch (RuntimeException e) {
            answered(report, e);
            return;
        }
        answer.whenComplete((confirmed, failure) -> answered(report, failure));
    }

    private void answered(Spooled report, @Nullable Throwable failure) {
        if (!window.answered(report)) {
            return;
        }
        if (failure == null) {
            trouble = again || stoppedAt != null ? trouble : null;
            confirmed(report);
        } else if (failure instanceof GridException why) {
            failed(report, why);
        } else {
            failed(report, new GridException(Reason.REFUSED, "Not published: " + failure, failure));
        }
    }

    private void failed(Spooled report, GridException why) {
        switch (Verdict.of(why)) {
            case AGAIN -> {
                if (Verdict.isOverContent(why) && isCulprit(report)) {
                    refused(report, Worded.tooMuch(report, why));
                } else {
                    publishAgain(why);
                }
            }
            case LATER -> publishLater(report, why);
            case NEVER -> {
                if (why.reason() == Reason.FORBIDDEN && !closing && uplink.isGone(report.topic())) {
                    // Prosody says forbidden of a topic that does not exist
                    publishLater(report, Worded.missing(report, why));
                } else {
                    refused(report, why);
                }
            }
        }
    }

    private void publishAgain(GridException why) {
        again = true;
        trouble = stoppedAt == null ? why : trouble;
    }

    private void publishLater(Spooled report, GridException why) {
        later = true;
        window.oneByOneUpTo(report.sequence());
        publishAgain(why);
    }

    /** Whether the stream was ended over this report for certain: it was alone, and more than once. */
    private boolean isCulprit(Spooled report) {
        if (!window.isOneByOne(report)) {
            window.oneByOneUpTo(report.sequence());
            return false;
        }
        streamsLost = suspect == report.sequence() ? streamsLost + 1 : 1;
        suspect = report.sequence();
        return streamsLost >= STREAMS_FOR_ONE;
    }

    private void refused(Spooled report, GridException why) {
        if (whenRefused == WhenRefused.SET_ASIDE) {
            setAside(report, why.reason(), String.valueOf(why.getMessage()));
            return;
        }
        Spooled before = stoppedAt;
        if (before == null || report.sequence() < before.sequence()) {
            stoppedAt = report;
            trouble = why;
        }
        again = true;
    }

    /** Not while the disk is full: a report that can't be set aside stays where it is. */
    private boolean setAside(Spooled report, Reason reason, String why) {
        try {
            spool.deadLetter(report, reason, why, window.attempts(report.sequence()))
                    .ifPresent(notices::deadLettered);
            window.settled(report);
            return true;
        } catch (GridStorageException e) {
            if (e.reason() != Reason.DISK_FULL) {
                throw e;
            }
            publishLater(report, e);
            return false;
        }
    }

    private boolean expired(Spooled report) {
        if (!setAside(report, Reason.REPORT_EXPIRED, "it waited for longer than " + age + " in the spool")) {
            return false;
        }
        Spooled stopped = stoppedAt;
        if (stopped != null && stopped.sequence() == report.sequence()) {
            stoppedAt = null;
            trouble = null;
        }
        return true;
    }

    /** Sets aside what has waited for too long while nothing can be sent. */
    private void expire() {
        Instant oldest = clock.instant().minus(age);
        for (List<Spooled> first = spool.read(0, 1); !first.isEmpty(); first = spool.read(0, 1)) {
            Instant created = first.get(0).created();
            if (!created.isBefore(oldest)) {
                long left = Math.min(TimeUnit.NANOSECONDS.convert(Duration.between(oldest, created)), LONGEST_WAIT);
                dueAt(System.nanoTime() + left + TimeUnit.MILLISECONDS.toNanos(1));
                return;
            }
            ready.clear();
            lastRead = 0;
            if (!expired(first.get(0))) {
                return;
            }
        }
    }

    private void tellState() {
        ProviderState now = current();
        state = now;
        notices.state(now, trouble());
    }

    private ProviderState current() {
        if (spool.failure().isPresent()) {
            return ProviderState.SPOOL_FAILED;
        } else if (stoppedAt != null) {
            return ProviderState.STOPPED;
        }
        return switch (uplink.state()) {
            case CONNECTED -> trouble == null ? ProviderState.PUBLISHING : ProviderState.WAITING;
            case INTERRUPTED, RESUMING, RECONNECTING -> ProviderState.WAITING;
            case CLOSING, CLOSED, FAILED -> ProviderState.DISCONNECTED;
        };
    }
}
