package org.xmppgrid.iodef.detection;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.confidentiality.DisclosurePolicy;
import org.xmppgrid.iodef.internal.meta.PlacedPart;
import org.xmppgrid.iodef.model.Confidence;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.IodefTime;
import org.xmppgrid.iodef.value.Restriction;

/** An indicator as a detector needs it: what it says, for how long, how sure, for whom. Immutable; told apart by identity. */
public final class IndicatorView {
    /** The offsets that xs:dateTime knows. */
    private static final ZoneOffset EARLIEST = ZoneOffset.ofHours(14);

    private static final ZoneOffset LATEST = ZoneOffset.ofHours(-14);

    private final PlacedPart placed;
    private final Indicator indicator;
    private final Restriction restriction;
    private final Expression expression;
    private final List<Finding> problems;

    IndicatorView(PlacedPart placed, DisclosurePolicy policy, Expression expression, List<Finding> problems) {
        this.placed = placed;
        this.indicator = (Indicator) placed.part();
        this.restriction = Surroundings.restriction(placed, policy);
        this.expression = expression;
        List<Finding> all = new ArrayList<>(problems);
        addVague(all, indicator.getStartTime(), "StartTime");
        addVague(all, indicator.getEndTime(), "EndTime");
        this.problems = List.copyOf(all);
    }

    private void addVague(List<Finding> all, @Nullable IodefTime time, String name) {
        if (time != null && time.instant().isEmpty()) {
            String message = time.local().isPresent()
                    ? "It has no time zone and could be any of 28 hours. Add Z or an offset."
                    : "It is no date and time, and bounds nothing. Write it as xs:dateTime.";
            String path = placed.path().child(name, "", 0).toString();
            all.add(new Finding(Finding.Severity.WARNING, path, "indicator-time", "RFC 7970 §3.29", message));
        }
    }

    /**
     * The text of the IndicatorID.
     *
     * @return the identifier without the white space around it; empty if the indicator has none
     */
    public Optional<String> id() {
        return Optional.ofNullable(Identifiers.of(indicator));
    }

    /**
     * Who made the indicator: with {@link #id} and {@link #version} its key in the world (RFC 7970 §3.29.1).
     *
     * @return the name, without the white space around it; empty if there is none
     */
    public Optional<String> name() {
        return Optional.ofNullable(indicator.getIndicatorId()).map(id -> Identifiers.stripped(id.getName()));
    }

    /**
     * The version of the indicator.
     *
     * @return the version, without the white space around it; empty if there is none
     */
    public Optional<String> version() {
        return Optional.ofNullable(indicator.getIndicatorId()).map(id -> Identifiers.stripped(id.getVersion()));
    }

    /**
     * When the indicator begins to be valid.
     *
     * @return the instant of StartTime; empty if there is none, or its text is none or has no zone
     */
    public Optional<Instant> start() {
        return Optional.ofNullable(indicator.getStartTime()).flatMap(IodefTime::instant);
    }

    /**
     * When the indicator ceases to be valid.
     *
     * @return the instant of EndTime; empty if there is none, or its text is none or has no zone
     */
    public Optional<Instant> end() {
        return Optional.ofNullable(indicator.getEndTime()).flatMap(IodefTime::instant);
    }

    /**
     * Whether the indicator is valid at a time: from StartTime to EndTime, both included, where an absent one does not
     * bound (RFC 7970 §3.29). A time without zone bounds as late or as early as any zone allows, and a text that is no time
     * not at all: {@link #problems} has both.
     *
     * @param time the time
     * @return whether it is valid then
     */
    public boolean isValidAt(Instant time) {
        Optional<Instant> from = bound(indicator.getStartTime(), EARLIEST);
        Optional<Instant> to = bound(indicator.getEndTime(), LATEST);
        return from.map(start -> !time.isBefore(start)).orElse(true)
                && to.map(end -> !time.isAfter(end)).orElse(true);
    }

    private static Optional<Instant> bound(@Nullable IodefTime time, ZoneOffset vague) {
        if (time == null) {
            return Optional.empty();
        }
        return time.instant().or(() -> time.local().map(local -> local.toInstant(vague)));
    }

    /**
     * The confidence in the indicator.
     *
     * @return the confidence; empty if none is stated
     */
    public Optional<Confidence> confidence() {
        return Optional.ofNullable(indicator.getConfidence());
    }

    /**
     * The disclosure guideline that holds for the indicator (RFC 7970 §3.3.1).
     *
     * @return public, partner, need-to-know or private
     */
    public Restriction restriction() {
        return restriction;
    }

    /**
     * What the indicator says.
     *
     * @return the expression
     */
    public Expression expression() {
        return expression;
    }

    /**
     * What can't be understood in the indicator itself; indicators that it refers to have their own.
     *
     * @return the findings. Rules: {@code indicator-term}, {@code expression-empty}, {@code expression-depth}, {@code
     *     operator-unknown}, {@code operator-arity}, {@code reference-external}, {@code indicator-time}, and those of
     *     {@link References}. Empty when all of it can be evaluated
     */
    public List<Finding> problems() {
        return problems;
    }

    /**
     * The indicator as it is in the document.
     *
     * @return the indicator
     */
    public Indicator indicator() {
        return indicator;
    }

    /**
     * Where it stands.
     *
     * @return the path, in the form that findings have
     */
    public String path() {
        return placed.path().toString();
    }

    /** The path. */
    @Override
    public String toString() {
        return "IndicatorView[" + path() + "]";
    }
}
