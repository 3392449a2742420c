package org.xmppgrid.iodef;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.model.Confidence;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.model.IndicatorId;
import org.xmppgrid.iodef.model.MlString;
import org.xmppgrid.iodef.model.Observable;
import org.xmppgrid.iodef.model.Reference;
import org.xmppgrid.iodef.value.ConfidenceRating;
import org.xmppgrid.iodef.value.IodefTime;
import org.xmppgrid.iodef.value.Restriction;

/**
 * What an indicator may have beside its id and observable (RFC 7970 §3.29), as
 * {@link IncidentBuilder#indicator(String, Observable, Consumer)} and {@link IndicatorParts#indicator} hand it out to be
 * filled.
 *
 * <pre>{@code
 * indicator("C2-2025-17", observable(domain("c2.example.net")), i -> i.version("2")
 *         .description("C2 of the campaign")
 *         .confidence(ConfidenceRating.HIGH)
 *         .endTime(Instant.now().plus(30, ChronoUnit.DAYS)))
 * }</pre>
 *
 * <p>What the class has room for once is replaced by the next call, everything else is added. A builder is for one
 * thread. A null is answered with {@link NullPointerException}, a value that can't be meant with
 * {@link IllegalArgumentException}; both name the argument, and neither repeats the value.
 */
public final class IndicatorBuilder {
    /** The version of an indicator that states none: "1", because RFC 7970 §3.29.1 requires one and its example starts there. */
    public static final String DEFAULT_VERSION = "1";

    private final String name;
    private final String id;
    private final Observable observable;
    private final List<MlString> descriptions = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final Indicator.Builder<Void> rest = Indicator.builder();
    private String version = DEFAULT_VERSION;
    private @Nullable IodefTime startTime;
    private @Nullable IodefTime endTime;
    private @Nullable Confidence confidence;
    private @Nullable Restriction restriction;

    IndicatorBuilder(String name, String id, Observable observable) {
        this.name = Checks.csirt(name, "name");
        this.id = Checks.xmlName(id, "id");
        this.observable = Checks.given(observable, "observable");
    }

    /**
     * Which version of the indicator this is.
     *
     * @param value the version
     * @return this builder
     */
    public IndicatorBuilder version(String value) {
        version = Checks.line(value, "value");
        return this;
    }

    /**
     * Adds a description, in the language of the document.
     *
     * @param text for people to read
     * @return this builder
     */
    public IndicatorBuilder description(String text) {
        descriptions.add(Texts.plain(text, "text"));
        return this;
    }

    /**
     * Adds a description in a language of its own.
     *
     * @param text for people to read
     * @param lang the text's language by RFC 5646, such as {@code de}
     * @return this builder
     */
    public IndicatorBuilder description(String text, String lang) {
        descriptions.add(Texts.in(lang, text, "text"));
        return this;
    }

    /**
     * From when on the indicator is valid.
     *
     * @param time the time, written in UTC
     * @return this builder
     */
    public IndicatorBuilder startTime(Instant time) {
        return startTime(Texts.time(time));
    }

    /**
     * From when on the indicator is valid.
     *
     * @param time the time, as it is to be written
     * @return this builder
     */
    public IndicatorBuilder startTime(IodefTime time) {
        startTime = Checks.time(time, "time");
        return this;
    }

    /**
     * Until when the indicator is valid.
     *
     * @param time the time, written in UTC
     * @return this builder
     */
    public IndicatorBuilder endTime(Instant time) {
        return endTime(Texts.time(time));
    }

    /**
     * Until when the indicator is valid.
     *
     * @param time the time, as it is to be written
     * @return this builder
     */
    public IndicatorBuilder endTime(IodefTime time) {
        endTime = Checks.time(time, "time");
        return this;
    }

    /**
     * How sure one is of the indicator; see {@link Impacts#confidence}.
     *
     * @param rating low, medium, high or unknown
     * @return this builder
     */
    public IndicatorBuilder confidence(ConfidenceRating rating) {
        confidence = Impacts.confidence(rating);
        return this;
    }

    /**
     * How far the indicator may be shared, where that differs from the incident.
     *
     * @param value the restriction; one that RFC 7970 does not list is written as {@code ext-restriction}
     * @return this builder
     */
    public IndicatorBuilder restriction(Restriction value) {
        restriction = Checks.open(value, Restriction.EXT_VALUE, "value");
        return this;
    }

    /**
     * Adds where to read on about the indicator.
     *
     * @param reference such as {@link Parts#reference(String)} or {@link Parts#cve}
     * @return this builder
     */
    public IndicatorBuilder reference(Reference reference) {
        references.add(Checks.given(reference, "reference"));
        return this;
    }

    /**
     * Adds whatever has no shortcut, by the generated builder: attack phases, node roles, other ids. Lists get both, what
     * was said here first; where the class has room for one only, a shortcut's value stands.
     *
     * @param parts what is to be added; called once, at once
     * @return this builder
     */
    public IndicatorBuilder more(Consumer<? super Indicator.Builder<Void>> parts) {
        Checks.given(parts, "parts").accept(rest);
        return this;
    }

    Indicator build() {
        Indicator.Builder<Void> indicator = rest.buildPartial()
                .newCopyBuilder()
                .withIndicatorId(IndicatorId.builder()
                        .withName(name)
                        .withVersion(version)
                        .withValue(id)
                        .build())
                .withObservable(observable)
                .addDescription(descriptions)
                .addReference(references);
        if (startTime != null) {
            indicator.withStartTime(startTime);
        }
        if (endTime != null) {
            indicator.withEndTime(endTime);
        }
        if (confidence != null) {
            indicator.withConfidence(confidence);
        }
        if (restriction != null) {
            Checks.open(
                    restriction,
                    Restriction.EXT_VALUE,
                    "restriction",
                    indicator::withRestriction,
                    indicator::withExtRestriction);
        }
        Indicator built = indicator.build();
        ReportBuilder.checkOrder(built.getStartTime(), built.getEndTime());
        return built;
    }
}
