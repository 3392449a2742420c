package org.xmppgrid.smack.internal.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridObserver;
import org.xmppgrid.sdk.Observation;

/** Tells all observers of a connection, whatever any of them does. */
final class Observers {
    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final List<GridObserver> observers;
    private volatile GridAddress platform;

    Observers(List<GridObserver> observers, GridAddress platform) {
        this.observers = observers;
        this.platform = platform;
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
        Observation observation = new Observation(kind, platform, peer, topic, detail, attributes);
        for (GridObserver observer : observers) {
            try {
                observer.observed(observation);
            } catch (Throwable e) {
                // an Error too: on the reader's thread it would end the connection
                LOG.warn("The observer {} threw on {}", observer.getClass().getName(), kind, e);
            }
        }
    }

    void tell(Observation.Kind kind, String topic, String detail) {
        tell(kind, Optional.empty(), Optional.of(topic), detail);
    }

    /** A user's code threw. Its trace is for debugging only: its message may hold what it was given. */
    void handlerFailed(String topic, String what, Throwable thrown) {
        Optional<StackTraceElement> place = Stream.of(thrown.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java.")
                        && !frame.getClassName().startsWith("jdk.")
                        && !frame.getClassName().startsWith("org.xmppgrid.smack."))
                .findFirst();
        tell(
                Observation.Kind.HANDLER_FAILED,
                topic,
                "the " + what + " threw " + thrown.getClass().getName()
                        + place.map(frame -> " at " + frame).orElse("") + "; the next event goes on");
        LOG.debug("The {} of topic {} threw", what, topic, thrown);
    }
}
