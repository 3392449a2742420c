package org.xmppgrid.iodef;

import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.model.Assessment;
import org.xmppgrid.iodef.model.BusinessImpact;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.model.MlString;
import org.xmppgrid.iodef.model.SystemImpact;
import org.xmppgrid.iodef.value.OpenToken;
import org.xmppgrid.iodef.value.Restriction;
import org.xmppgrid.sdk.Criterion;
import org.xmppgrid.sdk.FilterCriteria;

/**
 * What topics of IODEF documents can be filtered by, from what RFC 7970 has tokens or short texts for. A document with
 * several incidents has the values of all of them. Values are the tokens of RFC 7970; where a token is {@code ext-value},
 * the private value.
 */
public final class IodefCriteria {
    private static final String EXT_VALUE = "ext-value";

    /** The purpose of the incident, for example {@code mitigation} (RFC 7970 §3.2): {@code purpose}. */
    public static final Criterion<IodefDocument> PURPOSE = ofIncidents(
            "purpose", incident -> Stream.ofNullable(token(incident.getPurpose(), incident.getExtPurpose())));

    /**
     * How far the incident may be shared, for example {@code green} (RFC 7970 §3.3.1): {@code restriction}. An incident
     * that does not say is {@code private}. Parts of it may be under another one.
     */
    public static final Criterion<IodefDocument> RESTRICTION = ofIncidents(
            "restriction", incident -> Stream.ofNullable(token(restriction(incident), incident.getExtRestriction())));

    /**
     * How bad the incident or one of its events was for a system or the business (RFC 7970 §3.12.1, §3.12.2), for example
     * {@code high}: {@code severity}. What an attacker intended does not count.
     */
    public static final Criterion<IodefDocument> SEVERITY = ofAssessments("severity", IodefCriteria::severities);

    /** What kind of incident it is, in the words of the incident or one of its events (RFC 7970 §3.12): {@code category}. */
    public static final Criterion<IodefDocument> CATEGORY =
            ofAssessments("category", assessment -> assessment.getIncidentCategory().stream()
                    .map(MlString::getValue)
                    .filter(Objects::nonNull)
                    .map(String::strip));

    private IodefCriteria() {}

    /**
     * All of these criteria.
     *
     * @return purpose, restriction, severity and category
     */
    public static FilterCriteria<IodefDocument> all() {
        return FilterCriteria.of(PURPOSE, RESTRICTION, SEVERITY, CATEGORY);
    }

    private static Criterion<IodefDocument> ofIncidents(
            String name, Function<? super Incident, Stream<String>> values) {
        return new Criterion<>(
                name,
                document -> document.getIncident().stream().flatMap(values).collect(Collectors.toSet()));
    }

    private static Criterion<IodefDocument> ofAssessments(
            String name, Function<? super Assessment, Stream<String>> values) {
        return ofIncidents(name, incident -> Stream.concat(
                        incident.getAssessment().stream(),
                        incident.getEventData().stream().flatMap(IodefCriteria::assessments))
                .flatMap(values));
    }

    private static Stream<Assessment> assessments(EventData event) {
        return Stream.concat(
                Stream.ofNullable(event.getAssessment()),
                event.getEventData().stream().flatMap(IodefCriteria::assessments));
    }

    private static Stream<String> severities(Assessment assessment) {
        return assessment.getImpacts().stream().flatMap(impact -> {
            if (impact instanceof SystemImpact system) {
                return Stream.ofNullable(token(system.getSeverity(), null));
            }
            return impact instanceof BusinessImpact business
                    ? Stream.ofNullable(token(business.getSeverity(), business.getExtSeverity()))
                    : Stream.empty();
        });
    }

    private static Restriction restriction(Incident incident) {
        return Objects.requireNonNullElse(incident.getRestriction(), Restriction.PRIVATE);
    }

    private static @Nullable String token(@Nullable OpenToken value, @Nullable String privateValue) {
        if (value == null) {
            return null;
        }
        return value.token().equals(EXT_VALUE) ? privateValue : value.token();
    }
}
