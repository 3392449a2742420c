package org.xmppgrid.iodef.detection;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.confidentiality.DisclosurePolicy;
import org.xmppgrid.iodef.internal.meta.PlacedPart;
import org.xmppgrid.iodef.model.Confidence;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.model.IodefSystem;
import org.xmppgrid.iodef.value.IodefTime;
import org.xmppgrid.iodef.value.Restriction;

/**
 * One value that can be observed: an address, a name, a digest, one line of a bulk list. Immutable; told apart by
 * identity. What surrounds the value is looked up when it is asked for.
 */
public final class Observed {
    private final PlacedPart placed;
    private final DisclosurePolicy policy;
    private final String path;
    private final ObservableType type;
    private final String raw;
    private final ObservedText text;

    Observed(
            PlacedPart placed,
            DisclosurePolicy policy,
            String path,
            ObservableType type,
            String raw,
            ObservedText text) {
        this.placed = placed;
        this.policy = policy;
        this.path = path;
        this.type = type;
        this.raw = raw;
        this.text = text;
    }

    /**
     * What kind of thing it is.
     *
     * @return the type
     */
    public ObservableType type() {
        return type;
    }

    /**
     * The value, ready to compare. White space around it is gone. In addresses, names of the DNS, URLs, keys of the
     * registry and digests, which documents fold over lines (RFC 8274 B.4), line breaks are gone with the indentation
     * around them. A digest of a known algorithm is in lower-case hexadecimal digits, whichever of the forms that documents
     * use it was given in: base64 (RFC 7970 §3.26.1), hexadecimal digits (RFC 8274 B.3) or base64 of those with
     * {@code 0x} before them (RFC 8274 B.4), told apart by their length. A line with a timestamp is without it. Upper and
     * lower case are otherwise as given.
     *
     * @return the value, never empty
     */
    public String value() {
        return text.value();
    }

    /**
     * The text as it stands in the document, or the line of a bulk list without its line break.
     *
     * @return the text
     */
    public String raw() {
        return raw;
    }

    /**
     * The value in its fields: those between the commas of a bulk line of a type with several, such as
     * {@code ipv4-port} or {@code domain-to-ipv4}, or what {@link ObservableType} tells of a type.
     *
     * @return the fields, at least one
     */
    public List<String> fields() {
        return text.fields();
    }

    /**
     * How a digest was made.
     *
     * @return what follows the {@code #} of the algorithm's identifier, in lower case, such as {@code sha256}; the whole
     *     identifier when it has none; empty for what is no digest, or a digest that does not say
     */
    public Optional<String> algorithm() {
        return Optional.ofNullable(text.algorithm());
    }

    /**
     * When a name was resolved, in the types of bulk lists that say so ({@code domain-to-ipv4-timestamp} and
     * {@code domain-to-ipv6-timestamp}).
     *
     * @return the time; empty for other types, and for a line whose last field is no time
     */
    public Optional<IodefTime> timestamp() {
        return Optional.ofNullable(text.timestamp());
    }

    /**
     * Where the value stands, in the form that findings have. All lines of a bulk list have the path of the list.
     *
     * @return the path
     */
    public String path() {
        return path;
    }

    /**
     * The object that holds the value, such as an Address, an EmailData or a BulkObservable.
     *
     * @return an object of a class of {@code org.xmppgrid.iodef.model}
     */
    public Object part() {
        return placed.part();
    }

    /**
     * The disclosure guideline that holds for the value (RFC 7970 §3.3.1).
     *
     * @return public, partner, need-to-know or private
     */
    public Restriction restriction() {
        return Surroundings.restriction(placed, policy);
    }

    /**
     * The confidence in the indicator, or in the closest expression around the value that has one and only one.
     *
     * @return the confidence; empty outside of indicators, where Confidence is about an assessment and not about data
     */
    public Optional<Confidence> confidence() {
        return Surroundings.confidence(placed);
    }

    /**
     * The indicator that the value stands in.
     *
     * @return the indicator; empty for what an event tells
     */
    public Optional<Indicator> indicator() {
        return Surroundings.closest(placed, Indicator.class);
    }

    /**
     * The identifier of the indicator that the value stands in.
     *
     * @return the identifier without the white space around it; empty outside of indicators
     */
    public Optional<String> indicatorId() {
        return indicator().map(Identifiers::of);
    }

    /**
     * The innermost event that the value stands in.
     *
     * @return the event; empty outside of events
     */
    public Optional<EventData> event() {
        return Surroundings.closest(placed, EventData.class);
    }

    /**
     * The system that the value stands in, whose category says whether it was a source or a target.
     *
     * @return the system; empty outside of systems
     */
    public Optional<IodefSystem> system() {
        return Surroundings.closest(placed, IodefSystem.class);
    }

    /**
     * The innermost incident that the value stands in.
     *
     * @return the incident; empty only where the part that was asked about stands outside of any
     */
    public Optional<Incident> incident() {
        return Surroundings.closest(placed, Incident.class);
    }

    /** Type and path, not the value. */
    @Override
    public String toString() {
        return "Observed[" + type + " at " + path + "]";
    }

    /** What a text was taken apart into. */
    record ObservedText(
            String value,
            List<String> fields,
            @Nullable String algorithm,
            @Nullable IodefTime timestamp) {
        ObservedText(String value) {
            this(value, List.of(value), null, null);
        }
    }
}
