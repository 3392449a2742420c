package org.xmppgrid.iodef.internal.check;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.model.BusinessImpactType;
import org.xmppgrid.iodef.model.Confidence;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Expectation;
import org.xmppgrid.iodef.model.HistoryItem;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.MonetaryImpact;
import org.xmppgrid.iodef.model.SystemImpact;
import org.xmppgrid.iodef.value.Action;
import org.xmppgrid.iodef.value.ConfidenceRating;
import org.xmppgrid.iodef.value.IncidentPurpose;
import org.xmppgrid.iodef.value.IodefNumber;

/** What an incident did, how sure that is, and what is asked of whom. */
final class AssessmentRules {
    private static final Rule IMPACT_TYPE = Rule.warning("impact-type-missing", "RFC 7970 §3.12.1");
    private static final Rule CURRENCY = Rule.warning("currency-syntax", "RFC 7970 §3.12.4");
    private static final Rule NOT_EMPTY = Rule.error("confidence-not-empty", "RFC 7970 §3.12.5");
    private static final Rule NO_NUMBER = Rule.warning("confidence-number-missing", "RFC 7970 §3.12.5");
    private static final Rule COA = Rule.error("coa-missing", "RFC 7970 §3.15");
    private static final Rule PURPOSE = Rule.warning("purpose-unexplained", "RFC 7970 §3.2");

    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

    private AssessmentRules() {}

    static void addTo(RuleBook book) {
        book.on(
                IMPACT_TYPE,
                SystemImpact.class,
                (impact, place) -> hasType("RFC 7970 §3.12.1", impact.getType(), place));
        book.on(
                IMPACT_TYPE,
                BusinessImpactType.class,
                (impact, place) -> hasType("RFC 7970 §3.12.2", impact.getType(), place));
        book.on(CURRENCY, MonetaryImpact.class, (impact, place) -> {
            if (impact.getCurrency() != null
                    && !CODE.matcher(impact.getCurrency().strip()).matches()) {
                place.reportAttribute("currency", "@currency must be a code of ISO 4217: three letters such as EUR.");
            }
        });
        book.on(NOT_EMPTY, Confidence.class, AssessmentRules::isEmptyUnlessNumeric);
        book.on(NO_NUMBER, Confidence.class, AssessmentRules::hasNumberIfNumeric);
        book.on(
                COA,
                Expectation.class,
                (expectation, place) -> definesItsCourse(
                        "RFC 7970 §3.15", expectation.getAction(), expectation.getDefinedCoa(), place));
        book.on(
                COA,
                HistoryItem.class,
                (item, place) -> definesItsCourse("RFC 7970 §3.13.1", item.getAction(), item.getDefinedCoa(), place));
        book.on(PURPOSE, Incident.class, AssessmentRules::explainsItsPurpose);
    }

    private static void hasType(String clause, @Nullable Object type, Place place) {
        if (type == null) {
            place.reportAttributeBy(clause, "type", "An impact without @type is read as unknown; set @type.");
        }
    }

    private static void isEmptyUnlessNumeric(Confidence confidence, Place place) {
        if (!ConfidenceRating.NUMERIC.equals(confidence.getRating()) && !Texts.isBlank(confidence.getValue())) {
            place.report("Confidence must be empty unless @rating is numeric; remove the content or change @rating.");
        }
    }

    private static void hasNumberIfNumeric(Confidence confidence, Place place) {
        if (ConfidenceRating.NUMERIC.equals(confidence.getRating())
                && IodefNumber.of(Texts.stripped(confidence.getValue()))
                        .decimal()
                        .isEmpty()) {
            place.report("Confidence must hold a number when @rating is numeric; add it, or choose another @rating.");
        }
    }

    private static void definesItsCourse(String clause, @Nullable Action action, List<String> courses, Place place) {
        if (Action.DEFINED_COA.equals(action) && courses.isEmpty()) {
            place.reportBy(clause, "The action defined-coa says nothing without a DefinedCOA; add one.");
        }
    }

    private static void explainsItsPurpose(Incident incident, Place place) {
        if (IncidentPurpose.OTHER.equals(incident.getPurpose()) && !asks(incident.getEventData())) {
            place.reportAttribute(
                    "purpose",
                    "The purpose other refers to an Expectation, and there is none; add one to an EventData, or choose"
                            + " another purpose.");
        }
    }

    private static boolean asks(List<EventData> events) {
        return events.stream().anyMatch(event -> !event.getExpectation().isEmpty() || asks(event.getEventData()));
    }
}
