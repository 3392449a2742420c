package org.xmppgrid.iodef.internal.check;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Expectation;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.IodefTime;

/** When things happened, and in which order. */
final class TimeRules {
    private static final Rule ZONE = Rule.warning("time-without-zone", "RFC 7970 §2.7");
    private static final Rule ORDER = Rule.warning("end-before-start", "RFC 7970 §3.2");
    private static final Rule EXPIRED = Rule.warning("expectation-expired", "RFC 7970 §3.15");
    private static final Rule SUPERSEDED =
            new Rule("event-outside-incident", Finding.Severity.INFO, "RFC 7970 §3.14.1");

    private TimeRules() {}

    static void addTo(RuleBook book) {
        book.onTime(ZONE, TimeRules::hasZone);
        book.on(
                ORDER,
                Incident.class,
                (incident, place) -> endsLater("RFC 7970 §3.2", incident.getStartTime(), incident.getEndTime(), place));
        book.on(
                ORDER,
                EventData.class,
                (event, place) -> endsLater("RFC 7970 §3.14", event.getStartTime(), event.getEndTime(), place));
        book.on(
                ORDER,
                Expectation.class,
                (expectation, place) ->
                        endsLater("RFC 7970 §3.15", expectation.getStartTime(), expectation.getEndTime(), place));
        book.on(
                ORDER,
                Indicator.class,
                (indicator, place) ->
                        endsLater("RFC 7970 §3.29", indicator.getStartTime(), indicator.getEndTime(), place));
        book.on(EXPIRED, Expectation.class, TimeRules::canStillBeMet);
        book.on(SUPERSEDED, EventData.class, TimeRules::isInsideIncident);
    }

    private static void hasZone(IodefTime time, Place place) {
        if (time.local().isPresent() && time.instant().isEmpty()) {
            place.report(
                    "A DATETIME is an instant; without a zone it is another one for each reader. Add Z or an offset"
                            + " such as -05:00.");
        }
    }

    private static void endsLater(String clause, @Nullable IodefTime start, @Nullable IodefTime end, Place place) {
        if (isBefore(end, start)) {
            place.reportBy(clause, "EndTime is before StartTime; correct one of them.");
        }
    }

    private static void canStillBeMet(Expectation expectation, Place place) {
        Optional<Incident> incident = place.enclosing(Incident.class);
        if (incident.isPresent()
                && isBefore(expectation.getEndTime(), incident.get().getGenerationTime())) {
            place.report("EndTime was over when the report was generated, and a recipient must not act after it; leave"
                    + " it out or set it later.");
        }
    }

    private static void isInsideIncident(EventData event, Place place) {
        Optional<Incident> incident = place.enclosing(Incident.class);
        if (incident.isPresent()
                && (isBefore(event.getStartTime(), incident.get().getStartTime())
                        || isBefore(incident.get().getEndTime(), event.getEndTime()))) {
            place.report("The event starts before the incident or ends after it; what the event says is what counts.");
        }
    }

    /** False as well when it can't be told: a time is missing, is none, or only one of the two has a zone. */
    private static boolean isBefore(@Nullable IodefTime first, @Nullable IodefTime second) {
        if (first == null || second == null) {
            return false;
        }
        Optional<Instant> firstInstant = first.instant();
        Optional<Instant> secondInstant = second.instant();
        if (firstInstant.isPresent() && secondInstant.isPresent()) {
            return firstInstant.get().isBefore(secondInstant.get());
        }
        Optional<LocalDateTime> firstLocal = first.local();
        Optional<LocalDateTime> secondLocal = second.local();
        return firstInstant.isEmpty()
                && secondInstant.isEmpty()
                && firstLocal.isPresent()
                && secondLocal.isPresent()
                && firstLocal.get().isBefore(secondLocal.get());
    }
}
