package org.xmppgrid.smack.internal.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridObserver;
import org.xmppgrid.sdk.Observation;

/** Tells all observers of a connection, whatever any of them does, and no more than they can take in. */
final class Observers {
    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final List<GridObserver> observers;
    private final ReportRate rate;
    private volatile GridAddress platform;

    Observers(List<GridObserver> observers, GridAddress platform, ReportRate rate) {
        this.observers = observers;
        this.platform = platform;
        this.rate = rate;
    }

    void platform(GridAddress address) {
        this.platform = address;
    }

    void tell(Observation.Kind kind, Optional<GridAddress> peer, Optional<String> topic, String detail) {
        tell(kind, peer, topic, detail, Map.of());
    }

    /** With attributes for programs. */
    void tell(
            Observation.Kind kind,
            Optional<GridAddress> peer,
            Optional<String> topic,
            String detail,
            Map<String, String> attributes) {
        ReportRate.Verdict verdict = rate.take(kind);
        verdict.before().ifPresent(this::tellHeldBack);
        if (verdict.told()) {
            tellAll(new Observation(kind, platform, peer, topic, detail, attributes));
        }
    }

    /** Tells how many reports were held back and not told of yet: nothing comes any more. */
    void finish() {
        rate.rest().forEach(this::tellHeldBack);
    }

    private void tellHeldBack(ReportRate.HeldBack heldBack) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("kind", heldBack.kind().name());
        attributes.put("count", Long.toString(heldBack.count()));
        tellAll(new Observation(
                Observation.Kind.SUPPRESSED,
                platform,
                Optional.empty(),
                Optional.empty(),
                heldBack.count() + " more " + heldBack.kind()
                        + " were not told one by one (GridLimits.reportsPerMinute)",
                attributes));
    }

    private void tellAll(Observation observation) {
        for (GridObserver observer : observers) {
            try {
                observer.observed(observation);
            } catch (Throwable e) {
                // an Error too: on the reader's thread it would end the connection
                LOG.warn(
                        "The observer {} threw on {}",
                        observer.getClass().getName(),
                        observation.kind(),
                        Unquoted.of(e));
            }
        }
    }

    void tell(Observation.Kind kind, String topic, String detail) {
        tell(kind, Optional.empty(), Optional.of(topic), detail);
    }

    /** A user's code threw: its message may hold what it was given, and is in no log. */
    void handlerFailed(String topic, String what, Throwable thrown) {
        tell(Observation.Kind.HANDLER_FAILED, topic, threw(what, thrown) + "; the next event goes on");
        LOG.debug("The {} of topic {} threw", what, topic, Unquoted.of(thrown));
    }

    /** A binding to a metrics system threw; it is told once, and called on. */
    void metricsFailed(Throwable thrown) {
        tell(
                Observation.Kind.HANDLER_FAILED,
                Optional.empty(),
                Optional.empty(),
                threw("metrics binding", thrown) + "; it is called on, and what else it throws is not told");
        LOG.debug("The metrics binding threw", Unquoted.of(thrown));
    }

    /** A user's code that deals with another platform's query threw. */
    void answererFailed(GridAddress peer, String what, Throwable thrown) {
        tell(
                Observation.Kind.HANDLER_FAILED,
                Optional.of(peer),
                Optional.empty(),
                threw(what, thrown) + "; the next query is answered");
        LOG.debug("The {} threw", what, Unquoted.of(thrown));
    }

    private static String threw(String what, Throwable thrown) {
        Optional<StackTraceElement> place = Stream.of(thrown.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java.")
                        && !frame.getClassName().startsWith("jdk.")
                        && !frame.getClassName().startsWith("org.xmppgrid.smack."))
                .findFirst();
        return "the " + what + " threw " + thrown.getClass().getName()
                + place.map(frame -> " at " + frame).orElse("");
    }
}
