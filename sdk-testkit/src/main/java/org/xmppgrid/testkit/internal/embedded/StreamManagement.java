package org.xmppgrid.testkit.internal.embedded;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledgements and resumption (XEP-0198), as Prosody and ejabberd do them; where those differ, as Prosody 13. Sessions
 * whose connection is lost wait here for their client.
 */
final class StreamManagement {
    static final String REQUEST = nonza("r").build().toString();
    /** How many sessions that have ended are remembered with their count. */
    private static final int REMEMBERED = 1_000;

    private final ResumptionSettings settings;
    private final String domain;
    private final Clock clock;
    private final Router router;
    private final Supplier<String> ids;
    private final StreamFaults faults = new StreamFaults();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<Session, ScheduledFuture<?>> expiries = new ConcurrentHashMap<>();
    /** By the id of a session that waited too long: what was taken from its client. */
    private final Map<String, Long> counts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final ScheduledThreadPoolExecutor timer;

    StreamManagement(ResumptionSettings settings, String domain, Clock clock, Router router, Supplier<String> ids) {
        this.settings = settings;
        this.domain = domain;
        this.clock = clock;
        this.router = router;
        this.ids = ids;
        timer = new ScheduledThreadPoolExecutor(
                1,
                work -> {
                    Thread thread = new Thread(work, "grid-broker-resumption");
                    thread.setDaemon(true);
                    return thread;
                },
                // A grid that is closed has no sessions left to end.
                new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
    }

    private static Xml.Builder nonza(String name) {
        return Xml.element(Ns.STREAM_MANAGEMENT, name);
    }

    private static String failed(String condition, @Nullable Long count) {
        return nonza("failed")
                .attribute("h", count)
                .child(Xml.element(Ns.STANZA_ERRORS, condition))
                .build()
                .toString();
    }

    boolean isOffered() {
        return settings.offered();
    }

    Xml.Builder feature() {
        return nonza("sm");
    }

    StreamFaults faults() {
        return faults;
    }

    /** Whether this is for here and not for the router. */
    boolean concerns(Xml element) {
        return settings.offered() && element.namespace().equals(Ns.STREAM_MANAGEMENT);
    }

    /** What a client says on the stream of its session. */
    void received(Session session, Xml element) throws StreamException {
        switch (element.name()) {
            case "enable" -> enable(session, element);
            case "r" -> answer(session);
            case "a" -> {
                if (!session.acknowledge(count(element))) {
                    // XEP-0198 §4
                    throw new StreamException("undefined-condition", "acknowledged more stanzas than were sent");
                }
            }
            case "resume" -> session.say(failed("unexpected-request", null));
            default -> throw new StreamException("unsupported-stanza-type", "not of XEP-0198: " + element.name());
        }
    }

    /** What a client says that has no session yet; returns the one that it goes on with. */
    @Nullable
    Session unbound(Jid account, Xml element, Wire wire) throws StreamException {
        if (element.name().equals("resume")) {
            return resume(account, element, wire);
        }
        wire.send(failed("unexpected-request", null));
        return null;
    }

    private void enable(Session session, Xml enable) {
        String wish = enable.attribute("resume", "");
        String id = wish.equals("true") || wish.equals("1") ? "sm-" + ids.get() : null;
        Xml.Builder enabled = nonza("enabled").attribute("id", id);
        if (id != null) {
            enabled.attribute("resume", "true")
                    .attribute("max", Math.max(1, settings.timeout().toSeconds()));
            sessions.put(id, session);
        }
        Unacknowledged queue = new Unacknowledged(settings.limit(), clock);
        if (!session.manage(queue, id, enabled.build().toString())) {
            if (id != null) {
                sessions.remove(id);
            }
            session.say(failed("unexpected-request", null));
        }
    }

    private static long count(Xml element) throws StreamException {
        try {
            return Long.parseUnsignedLong(element.attribute("h", ""));
        } catch (NumberFormatException notANumber) {
            throw new StreamException("invalid-xml", "h is no count of stanzas", notANumber);
        }
    }

    private void answer(Session session) {
        if (session.isManaged() && faults.next(StreamFaults.NeverAnswer.class).isEmpty()) {
            session.say(nonza("a").attribute("h", told(session)).build().toString());
        }
    }

    /** The client learns what was taken from it before the stream ends in order (XEP-0198 §4). */
    void farewell(Session session) {
        answer(session);
    }

    private long told(Session session) {
        return faults.next(StreamFaults.Miscount.class)
                .map(fault -> Unacknowledged.shifted(session.handled(), fault.by()))
                .orElse(session.handled());
    }

    private @Nullable Session resume(Jid account, Xml resume, Wire wire) throws StreamException {
        String id = resume.attribute("previd", "");
        long count = count(resume);
        Session session = sessions.get(id);
        if (session == null || !session.jid().bare().equals(account)) {
            synchronized (counts) {
                wire.send(failed("item-not-found", counts.remove(id)));
            }
            return null;
        }
        StreamFaults.AtResumption fault =
                faults.next(StreamFaults.AtResumption.class).orElse(null);
        if (fault instanceof StreamFaults.Refuse || fault instanceof StreamFaults.LoseAndRefuse) {
            session.wire().cut();
            router.end(session, fault instanceof StreamFaults.Refuse);
            forget(session, false);
            wire.send(failed("item-not-found", null));
            return null;
        }
        Session.Resumed outcome = session.resume(
                wire,
                count,
                fault instanceof StreamFaults.LoseAndResume,
                resumed -> wire.send(nonza("resumed")
                        .attribute("h", told(resumed))
                        .attribute("previd", id)
                        .build()
                        .toString()),
                domain);
        switch (outcome) {
            case YES -> {
                expect(session, null);
                return session;
            }
            case OVER -> wire.send(failed("item-not-found", null));
            case MISCOUNTED -> wire.send(failed("undefined-condition", null));
            case INCOMPLETE -> wire.send(failed("resource-constraint", null));
        }
        return null;
    }

    /** A connection is gone, after the stream had been ended or not. */
    void gone(Session session, Wire wire, boolean inOrder) {
        int loss = session.lose(wire);
        if (loss == 0) {
            return;
        }
        if (inOrder || session.resumption() == null) {
            end(session, loss, false);
        } else {
            ScheduledFuture<?> expiry = timer.schedule(
                    () -> end(session, loss, true), settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
            expect(session, expiry);
            if (session.loss() != loss || expiry.isDone()) {
                expect(session, null);
            }
        }
    }

    /** When a session's time is up; {@code null} if it isn't waiting any more. */
    private void expect(Session session, @Nullable ScheduledFuture<?> expiry) {
        ScheduledFuture<?> before = expiry == null ? expiries.remove(session) : expiries.put(session, expiry);
        if (before != null) {
            before.cancel(false);
        }
    }

    private boolean end(Session session, int loss, boolean remembered) {
        boolean ended = router.endLost(session, loss);
        if (ended) {
            forget(session, remembered);
        }
        return ended;
    }

    /** Ends a session, whether it has a connection or not; its client may still learn how much was taken from it. */
    void end(Session session, boolean remembered) {
        router.end(session, true);
        forget(session, remembered);
    }

    private void forget(Session session, boolean remembered) {
        expect(session, null);
        String id = session.resumption();
        if (id != null && sessions.remove(id, session) && remembered) {
            synchronized (counts) {
                counts.put(id, session.handled());
            }
        }
    }

    /** Those who wait for their client. */
    List<Session> waiting() {
        return sessions.values().stream()
                .filter(session -> !session.isConnected())
                .toList();
    }

    /** Ends a session that waits, as if its time were up. */
    boolean expire(Session session) {
        int loss = session.loss();
        return loss > 0 && end(session, loss, true);
    }

    /** Forgets also the counts of sessions that have ended. */
    void clear() {
        sessions.clear();
        List.copyOf(expiries.keySet()).forEach(session -> expect(session, null));
        synchronized (counts) {
            counts.clear();
        }
    }

    void close() {
        timer.shutdownNow();
    }
}
