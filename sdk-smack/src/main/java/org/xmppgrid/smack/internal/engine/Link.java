package org.xmppgrid.smack.internal.engine;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridSettings;
import org.xmppgrid.sdk.Metric;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.xmpp.OpeningRecord;
import org.xmppgrid.smack.internal.xmpp.OpeningWatch;
import org.xmppgrid.smack.internal.xmpp.Reopened;
import org.xmppgrid.smack.internal.xmpp.SessionKeys;
import org.xmppgrid.smack.internal.xmpp.XmppSession;

/** A grid's link to its controller: the session that stands, or the one that was lost and that another replaces. */
final class Link implements Supervisor.Line {
    /** How long closing waits for an attempt to connect again, which it has interrupted. */
    private static final Duration ATTEMPT_GRACE = Duration.ofSeconds(2);

    private final GridSettings settings;
    private final XmppSession.Listener incoming;
    private final Observers observers;
    private final OpeningAudit audit;
    private final ConnectionLife life;
    private final Supervisor supervisor;
    private final Clock clock;
    private final SessionKeys keys = new SessionKeys();
    private final AtomicBoolean present = new AtomicBoolean();
    private volatile @Nullable XmppSession current;
    private volatile Instant heard;
    /** When the controller was heard last on the stream that was lost. */
    private volatile Instant heardBefore;

    private final Object closing = new Object();
    private volatile boolean closed;

    /** Set on the threads that restore subscriptions: they never wait for the connection, which waits for them. */
    private final ThreadLocal<Boolean> restores = new ThreadLocal<>();
    /** Whether subscriptions are being asked for, on a session that is of no use before it has them. */
    private volatile boolean asking;

    /** What a new session does not have yet. It outlives a loss if that session is resumed. By the supervisor's thread. */
    private Collection<LiveSubscription<?>> unrestored = List.of();

    private boolean unannounced;
    /** Whether the session that stands is on a stream that was resumed. */
    private boolean sameStream;

    private final GridSession session;

    Link(GridSession session, GridSettings settings, XmppSession.Listener incoming, ConnectionLife life, int number) {
        this.session = session;
        this.settings = settings;
        this.incoming = incoming;
        this.observers = session.observers();
        this.audit = new OpeningAudit(observers);
        this.life = life;
        this.clock = Clock.systemUTC();
        this.heard = clock.instant();
        this.heardBefore = heard;
        this.supervisor = new Supervisor(
                settings.connection(),
                this,
                life,
                new Backoff(settings.connection(), new SecureRandom()),
                System::nanoTime,
                SessionThreads.supervisor(number));
    }

    /**
     * Connects for the first time.
     *
     * @throws GridException if it can't; nothing is left running then
     */
    void open(OpeningWatch watch) {
        try {
            use(watch);
        } catch (RuntimeException e) {
            keys.close();
            throw e;
        }
        supervisor.begin();
    }

    private void use(OpeningWatch watch) {
        OpeningRecord opening = new OpeningRecord();
        use(opening, () -> new Reopened(XmppSession.open(settings, keys, incoming, opening.and(watch)), false));
    }

    /** Uses what was opened; tells the audit of it, or why it was not. */
    private boolean use(OpeningRecord opening, Supplier<Reopened> open) {
        Reopened opened;
        try {
            opened = open.get();
        } catch (GridException e) {
            audit.refused(e, settings);
            throw e;
        }
        XmppSession stands = opened.session();
        synchronized (closing) {
            current = stands;
        }
        if (closed) {
            // Whoever closed this had given up to wait for the attempt, and closed the session that was lost.
            stands.close();
            throw new GridClosedException(Reason.CLOSED, "Closed by this program while connecting again", null, null);
        }
        observers.platform(stands.address());
        audit.opened(stands.security(), stands.address(), opening.revocationDoubts());
        return opened.resumed();
    }

    /** The session that stands. While there is none, the lost one, whose requests fail; first it waits, if that is wanted. */
    XmppSession xmpp() {
        XmppSession now = present();
        Duration wait = settings.connection().callsWait();
        if (now.isOpen() || wait.isZero() || restores.get() != null) {
            return now;
        }
        try {
            life.await(wait, this::isOpen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GridException(
                    Reason.INTERRUPTED,
                    "Interrupted while waiting for the connection to come back; nothing was sent",
                    e);
        }
        return present();
    }

    /** The session that stands, or was lost last; without waiting. */
    XmppSession present() {
        XmppSession now = current;
        if (now == null) {
            throw new IllegalStateException("not connected yet");
        }
        return now;
    }

    /** Something came from the controller. */
    void heard() {
        heard = clock.instant();
    }

    /** The connection was lost, says whoever reads from it. */
    void isLost(GridException cause) {
        if (asking || closed) {
            // The answers would come when the stream is resumed, and who resumes it waits for them; or nobody does.
            present().abandon(cause);
        }
        supervisor.lost(cause);
    }

    /** Once for a session, and not before there is somebody to receive what it brings. */
    void announcePresence() {
        if (present.compareAndSet(false, true)) {
            try {
                xmpp().announcePresence();
            } catch (RuntimeException e) {
                present.set(false);
                throw e;
            }
        }
    }

    boolean isPresent() {
        return present.get();
    }

    /** Gets nothing back from now on. */
    void stopSupervising() throws InterruptedException {
        closed = true;
        supervisor.close(ATTEMPT_GRACE);
        // who waits for an answer on a lost stream waits in vain from now on
        present()
                .abandon(new GridConnectionException(
                        Reason.CONNECTION_LOST,
                        "The connection was lost, and the grid closed before it was back",
                        null,
                        life.cause().orElse(null)));
    }

    void close() {
        closed = true;
        XmppSession last;
        synchronized (closing) {
            last = present();
        }
        last.close();
        keys.close();
    }

    // ---- what the supervisor asks for

    @Override
    public boolean isOpen() {
        XmppSession now = current;
        return now != null && now.isOpen();
    }

    @Override
    public boolean isResumable() {
        return present().isResumable();
    }

    @Override
    public boolean reopen() {
        XmppSession lost = present();
        if (lost.isOpen()) {
            // An attempt before this opened it, and failed at what comes then.
            return sameStream;
        }
        // those that an attempt before this had restored already, too
        interrupted();
        heardBefore = heard;
        OpeningRecord opening = new OpeningRecord();
        sameStream = use(opening, () -> lost.reopen(opening));
        if (sameStream) {
            away().stream().filter(one -> !unrestored.contains(one)).forEach(LiveSubscription::resumed);
        } else {
            unrestored = away();
            unannounced = present.get();
            Gap gap = gap();
            unrestored.forEach(one -> one.missed(gap));
        }
        life.wake();
        return sameStream;
    }

    private List<LiveSubscription<?>> away() {
        return session.router().all().stream().filter(LiveSubscription::isAway).toList();
    }

    @Override
    public boolean restore() {
        Collection<LiveSubscription<?>> asked = unrestored;
        Collection<LiveSubscription<?>> left = asked.isEmpty() ? asked : restored(asked);
        requireOpen();
        if (unannounced) {
            present().announcePresence();
            unannounced = false;
        }
        unrestored = left;
        asked.stream().filter(one -> !left.contains(one)).forEach(LiveSubscription::resumed);
        return !left.isEmpty();
    }

    /** Asks for subscriptions. Returns those that are left for later. */
    private Collection<LiveSubscription<?>> restored(Collection<LiveSubscription<?>> asked) {
        asking = true;
        try {
            requireOpen();
            return new Restoration(this::restoring, session.subscriptions()).run(asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GridConnectionException(
                    Reason.INTERRUPTED, "Interrupted while restoring the subscriptions", null, e);
        } finally {
            asking = false;
        }
    }

    private void restoring(Runnable task) {
        session.threads().execute(() -> {
            restores.set(true);
            try {
                task.run();
            } finally {
                restores.remove();
            }
        });
    }

    private void requireOpen() {
        if (!present().isOpen()) {
            throw new GridConnectionException(
                    Reason.CONNECTION_LOST, "The connection was lost again before all was restored", null, null);
        }
    }

    private Gap gap() {
        Instant now = clock.instant();
        return new Gap(
                Gap.Cause.RECONNECTED,
                Optional.of(heardBefore),
                now,
                OptionalLong.empty(),
                "The connection was lost and a new session took its place; what was published from " + heardBefore
                        + " to " + now + " may not have been received");
    }

    @Override
    public void lost(GridException cause) {
        if (cause.reason() == Reason.LIMIT_EXCEEDED) {
            // Resumed, the stream would begin with the very stanza that ended it.
            present().abandon(cause);
        }
        @Nullable String message = cause.getMessage();
        observers.finish();
        observers.tell(
                Observation.Kind.CONNECTION_LOST,
                Optional.empty(),
                Optional.empty(),
                (message == null ? cause.reason().name() : message)
                        + (settings.connection().reconnects()
                                ? "; it is got back if that is possible"
                                : "; connect again"));
    }

    @Override
    public void interrupted() {
        session.router().all().forEach(LiveSubscription::interrupted);
    }

    @Override
    public void back(boolean sameStream, int attempts) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("resumed", Boolean.toString(sameStream));
        attributes.put("attempts", Integer.toString(attempts));
        observers.tell(
                Observation.Kind.RECONNECTED,
                Optional.empty(),
                Optional.empty(),
                sameStream ? "the stream was resumed, nothing is lost" : "a new session took the place of the lost one",
                attributes);
        session.measures().count(Metric.RECONNECTS, session.measures().session(), 1);
        session.approvals().askAgain();
    }

    @Override
    public void gaveUp(GridException why) {
        if (settings.connection().reconnects()) {
            observers.tell(
                    Observation.Kind.GIVEN_UP,
                    Optional.empty(),
                    Optional.empty(),
                    "the lost connection is not got back: " + why.getMessage(),
                    Map.of("reason", why.reason().name()));
        }
        present().abandon(why);
        session.router().all().forEach(LiveSubscription::disconnected);
    }
}
