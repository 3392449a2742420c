package org.xmppgrid.iodef;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import org.xmppgrid.iodef.model.BusinessImpact;
import org.xmppgrid.iodef.model.Confidence;
import org.xmppgrid.iodef.model.MonetaryImpact;
import org.xmppgrid.iodef.model.SystemImpact;
import org.xmppgrid.iodef.model.TimeImpact;
import org.xmppgrid.iodef.value.BusinessImpactKind;
import org.xmppgrid.iodef.value.BusinessImpactSeverity;
import org.xmppgrid.iodef.value.ConfidenceRating;
import org.xmppgrid.iodef.value.DurationUnit;
import org.xmppgrid.iodef.value.ImpactCompletion;
import org.xmppgrid.iodef.value.IodefNumber;
import org.xmppgrid.iodef.value.Severity;
import org.xmppgrid.iodef.value.SystemImpactType;
import org.xmppgrid.iodef.value.TimeImpactMetric;

/**
 * The parts of an Assessment (RFC 7970 §3.12), as plain immutable objects of the model. {@link ReportBuilder} has a
 * method of the same name for each of the impacts, which is what a report needs; these are for
 * {@code Assessment.builder()}.
 *
 * <p>Everything here may be called from any thread. A null is answered with {@link NullPointerException}, a value that
 * can't be meant with {@link IllegalArgumentException}; both name the argument.
 */
public final class Impacts {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private Impacts() {}

    /**
     * The technical impact on a system (RFC 7970 §3.12.1).
     *
     * @param type the kind of impact; one that RFC 7970 does not list is written as {@code ext-type}
     * @return the impact, of unsaid severity and completion
     */
    public static SystemImpact systemImpact(SystemImpactType type) {
        return system(type).build();
    }

    /**
     * The technical impact on a system (RFC 7970 §3.12.1).
     *
     * @param type the kind of impact; one that RFC 7970 does not list is written as {@code ext-type}
     * @param severity how bad it is: low, medium or high
     * @return the impact, of unsaid completion
     */
    public static SystemImpact systemImpact(SystemImpactType type, Severity severity) {
        return system(type).withSeverity(Checks.listed(severity, "severity")).build();
    }

    /**
     * The technical impact on a system (RFC 7970 §3.12.1).
     *
     * @param type the kind of impact; one that RFC 7970 does not list is written as {@code ext-type}
     * @param severity how bad it is, or would have been: low, medium or high
     * @param completion whether the attack failed or succeeded
     * @return the impact
     */
    public static SystemImpact systemImpact(SystemImpactType type, Severity severity, ImpactCompletion completion) {
        return system(type)
                .withSeverity(Checks.listed(severity, "severity"))
                .withCompletion(Checks.listed(completion, "completion"))
                .build();
    }

    /**
     * The impact on the business of the organization (RFC 7970 §3.12.2).
     *
     * @param kind the kind of impact; one that RFC 7970 does not list is written as {@code ext-type}
     * @return the impact, of unsaid severity
     */
    public static BusinessImpact businessImpact(BusinessImpactKind kind) {
        return business(kind).build();
    }

    /**
     * The impact on the business of the organization (RFC 7970 §3.12.2).
     *
     * @param kind the kind of impact; one that RFC 7970 does not list is written as {@code ext-type}
     * @param severity how bad it is; one that RFC 7970 does not list is written as {@code ext-severity}
     * @return the impact
     */
    public static BusinessImpact businessImpact(BusinessImpactKind kind, BusinessImpactSeverity severity) {
        BusinessImpact.Builder<Void> impact = business(kind);
        Checks.open(
                severity, BusinessImpactSeverity.EXT_VALUE, "severity", impact::withSeverity, impact::withExtSeverity);
        return impact.build();
    }

    /**
     * What was lost in time (RFC 7970 §3.12.3). It is written in the largest of days, hours and minutes that holds it
     * as a whole number, and in seconds otherwise.
     *
     * @param metric what the time is: labor, elapsed or downtime; one that RFC 7970 does not list is written as
     *     {@code ext-metric}
     * @param duration how much, more than zero
     * @return the impact
     */
    public static TimeImpact timeImpact(TimeImpactMetric metric, Duration duration) {
        TimeImpact.Builder<Void> impact = TimeImpact.builder();
        Checks.open(metric, TimeImpactMetric.EXT_VALUE, "metric", impact::withMetric, impact::withExtMetric);
        Checks.given(duration, "duration");
        if (duration.isNegative() || duration.isZero()) {
            throw Checks.wrong("duration", "more than zero");
        }
        if (duration.equals(Duration.ofDays(duration.toDays()))) {
            return impact.withDuration(DurationUnit.DAY)
                    .withValue(IodefNumber.of(duration.toDays()))
                    .build();
        }
        if (duration.equals(Duration.ofHours(duration.toHours()))) {
            return impact.withDuration(DurationUnit.HOUR)
                    .withValue(IodefNumber.of(duration.toHours()))
                    .build();
        }
        if (duration.equals(Duration.ofMinutes(duration.toMinutes()))) {
            return impact.withDuration(DurationUnit.MINUTE)
                    .withValue(IodefNumber.of(duration.toMinutes()))
                    .build();
        }
        return impact.withDuration(DurationUnit.SECOND)
                .withValue(plain(seconds(duration)))
                .build();
    }

    /**
     * What was lost in money (RFC 7970 §3.12.4).
     *
     * @param amount how much, more than zero and within the range of a float, which is what the schema has for it
     * @param currency the currency, written by its ISO 4217 code
     * @return the impact
     */
    public static MonetaryImpact monetaryImpact(BigDecimal amount, Currency currency) {
        float value = Checks.given(amount, "amount").floatValue();
        if (value <= 0 || Float.isInfinite(value)) {
            throw Checks.wrong("amount", "more than zero and no more than a float can hold");
        }
        return MonetaryImpact.builder()
                .withValue(plain(amount))
                .withCurrency(Checks.given(currency, "currency").getCurrencyCode())
                .build();
    }

    /**
     * How sure one is (RFC 7970 §3.12.5).
     *
     * <p>A number ({@link ConfidenceRating#NUMERIC}) is refused: the schema of RFC 7970 has no place for it, whatever
     * the text says (erratum 5543), so a receiver that validates would refuse the document. Whoever needs it all the
     * same makes it by {@code Confidence.builder()}.
     *
     * @param rating low, medium, high or unknown; one that RFC 7970 does not list is written as {@code ext-rating}
     * @return the confidence
     */
    public static Confidence confidence(ConfidenceRating rating) {
        if (ConfidenceRating.NUMERIC.equals(rating)) {
            throw Checks.wrong("rating", "low, medium, high or unknown: the schema has no place for the number");
        }
        // Empty rather than absent, as it is read: the element has text by the errata, and this one says nothing.
        Confidence.Builder<Void> confidence = Confidence.builder().withValue("");
        Checks.open(rating, ConfidenceRating.EXT_VALUE, "rating", confidence::withRating, confidence::withExtRating);
        return confidence.build();
    }

    private static SystemImpact.Builder<Void> system(SystemImpactType type) {
        SystemImpact.Builder<Void> impact = SystemImpact.builder();
        Checks.open(type, SystemImpactType.EXT_VALUE, "type", impact::withType, impact::withExtType);
        return impact;
    }

    private static BusinessImpact.Builder<Void> business(BusinessImpactKind kind) {
        BusinessImpact.Builder<Void> impact = BusinessImpact.builder();
        Checks.open(kind, BusinessImpactKind.EXT_VALUE, "kind", impact::withType, impact::withExtType);
        return impact;
    }

    /** "100" rather than "1E+2": valid both, but read by people. */
    private static IodefNumber plain(BigDecimal value) {
        return IodefNumber.of(value.toPlainString());
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano()).divide(NANOS))
                .stripTrailingZeros();
    }
}
