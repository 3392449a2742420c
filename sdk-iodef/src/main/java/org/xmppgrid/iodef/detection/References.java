package org.xmppgrid.iodef.detection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.PartIterator;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.internal.meta.PlacedPart;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.model.IndicatorExpression;
import org.xmppgrid.iodef.model.IndicatorId;
import org.xmppgrid.iodef.model.IndicatorReference;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.model.ObservableReference;
import org.xmppgrid.iodef.value.Finding;

/**
 * What the references of a document mean: parts by their {@code observable-id} (RFC 7970 §3.3.2), indicators by the text
 * of their IndicatorID (§3.29.1), which share one space of names. White space around identifiers does not count, as the
 * RFCs' own examples have it there.
 *
 * <p>An IndicatorID in RelatedActivity or AlternativeIndicatorID names an indicator and is none; one may be of another
 * document. Immutable; safe to share between threads.
 */
public final class References {
    private final Map<String, PlacedPart> targets = new HashMap<>();
    private final List<PlacedPart> indicators = new ArrayList<>();
    private final List<Finding> duplicates = new ArrayList<>();
    private final List<Finding> dangling = new ArrayList<>();
    private final IndicatorGraph graph;

    private References(IodefDocument document) {
        List<PlacedPart> references = new ArrayList<>();
        PartIterator parts = new PartIterator(PlacedPart.root(document, PartPath.root()));
        while (parts.hasNext()) {
            PlacedPart placed = parts.next();
            Object part = placed.part();
            define(Identifiers.observableId(part), placed, placed.path().attribute("observable-id"));
            if (part instanceof Indicator indicator) {
                indicators.add(placed);
                define(Identifiers.of(indicator), placed, placed.path().child("IndicatorID", "", 0));
            } else if (part instanceof ObservableReference || part instanceof IndicatorReference) {
                references.add(placed);
            }
        }
        references.forEach(reference -> problem(reference).ifPresent(dangling::add));
        graph = new IndicatorGraph(indicators, references, this);
    }

    /**
     * The references of a document.
     *
     * @param document the document
     * @return its references
     */
    public static References of(IodefDocument document) {
        Objects.requireNonNull(document, "document");
        return new References(document);
    }

    private void define(@Nullable String id, PlacedPart placed, PartPath path) {
        if (id != null && targets.putIfAbsent(id, placed) != null) {
            duplicates.add(new Finding(
                    Finding.Severity.ERROR,
                    path.toString(),
                    "identifier-duplicate",
                    "RFC 7970 §3.3.2",
                    "Another part before this one has the same identifier, and references mean that one. Give each part its"
                            + " own."));
        }
    }

    /**
     * The part that a reference means.
     *
     * @param uidRef the text of a {@code uid-ref}
     * @return the part with this {@code observable-id}, or the Indicator with this IndicatorID; the first in document
     *     order if several claim it; empty if none does
     */
    public Optional<Object> resolve(String uidRef) {
        return target(uidRef).map(PlacedPart::part);
    }

    /**
     * Where the part stands that a reference means.
     *
     * @param uidRef the text of a {@code uid-ref}
     * @return the path, in the form that findings have
     */
    public Optional<String> pathOf(String uidRef) {
        return target(uidRef).map(placed -> placed.path().toString());
    }

    /**
     * References that mean nothing in the document, or not what their class may refer to.
     *
     * @return the findings in document order. Rules: {@code reference-dangling}, {@code reference-kind} (an
     *     ObservableReference to an indicator, or an IndicatorReference to something else), {@code reference-version} (an
     *     IndicatorReference to another version of the indicator), {@code reference-missing} (neither {@code uid-ref} nor
     *     {@code euid-ref}). An {@code euid-ref} is of another document and never dangling
     */
    public List<Finding> dangling() {
        return List.copyOf(dangling);
    }

    /**
     * Identifiers that more than one part claims, at the second and later ones.
     *
     * @return the findings in document order; rule {@code identifier-duplicate}
     */
    public List<Finding> duplicates() {
        return List.copyOf(duplicates);
    }

    /**
     * Indicators that are defined by themselves: their expression, or that of an indicator it refers to, refers back.
     *
     * @return a finding for each IndicatorReference on such a way, in document order; rule {@code reference-cycle}
     */
    public List<Finding> cycles() {
        return graph.cycles();
    }

    /**
     * All that is wrong with references: {@link #duplicates}, {@link #dangling}, {@link #cycles}.
     *
     * @return the findings, in this order
     */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(duplicates);
        all.addAll(dangling);
        all.addAll(graph.cycles());
        return List.copyOf(all);
    }

    Optional<PlacedPart> target(@Nullable String uidRef) {
        String id = Identifiers.stripped(uidRef);
        return id == null ? Optional.empty() : Optional.ofNullable(targets.get(id));
    }

    List<PlacedPart> indicators() {
        return indicators;
    }

    IndicatorGraph graph() {
        return graph;
    }

    /** What is wrong with a reference; a cycle is no matter of a reference alone. */
    Optional<Finding> problem(PlacedPart reference) {
        if (reference.part() instanceof ObservableReference observable) {
            if (Identifiers.stripped(observable.getUidRef()) == null) {
                return Optional.of(missing(reference, "3.29.6", "uid-ref"));
            }
            PlacedPart target = target(observable.getUidRef()).orElse(null);
            if (target == null) {
                return Optional.of(nowhere(reference, "3.29.6"));
            }
            return target.part() instanceof Indicator
                    ? Optional.of(error(
                            reference,
                            "uid-ref",
                            "reference-kind",
                            "3.29.6",
                            "The target is an indicator. Use an IndicatorReference."))
                    : Optional.empty();
        }
        IndicatorReference indicator = (IndicatorReference) reference.part();
        if (Identifiers.stripped(indicator.getUidRef()) == null) {
            return Identifiers.stripped(indicator.getEuidRef()) == null
                    ? Optional.of(missing(reference, "3.29.7", "uid-ref or euid-ref"))
                    : Optional.empty();
        }
        PlacedPart target = target(indicator.getUidRef()).orElse(null);
        if (target == null) {
            return Optional.of(nowhere(reference, "3.29.7"));
        }
        if (!(target.part() instanceof Indicator)) {
            return Optional.of(error(
                    reference,
                    "uid-ref",
                    "reference-kind",
                    "3.29.7",
                    "The target is no indicator. Use an ObservableReference."));
        }
        return isOtherVersion(indicator, (Indicator) target.part())
                ? Optional.of(error(
                        reference,
                        "version",
                        "reference-version",
                        "3.29.7",
                        "The document has another version of this indicator. Refer to that version, or use euid-ref."))
                : Optional.empty();
    }

    private static boolean isOtherVersion(IndicatorReference reference, Indicator target) {
        IndicatorId id = target.getIndicatorId();
        String version = Identifiers.stripped(reference.getVersion());
        return version != null && id != null && !version.equals(Identifiers.stripped(id.getVersion()));
    }

    private static Finding missing(PlacedPart reference, String section, String attributes) {
        return new Finding(
                Finding.Severity.ERROR,
                reference.path().toString(),
                "reference-missing",
                "RFC 7970 §" + section,
                "It refers to nothing. Give it " + attributes + ".");
    }

    private static Finding nowhere(PlacedPart reference, String section) {
        return error(
                reference,
                "uid-ref",
                "reference-dangling",
                section,
                "No part of the document has this identifier. Correct it, or add the part.");
    }

    private static Finding error(PlacedPart reference, String attribute, String rule, String section, String message) {
        String path = reference.path().attribute(attribute).toString();
        return new Finding(Finding.Severity.ERROR, path, rule, "RFC 7970 §" + section, message);
    }

    /** The indicator whose meaning a reference is a part of; empty for one that is just another name for it. */
    static Optional<PlacedPart> definedIndicator(PlacedPart reference) {
        PlacedPart at = reference.parent();
        while (at != null && at.part() instanceof IndicatorExpression) {
            at = at.parent();
        }
        return at != null && at.part() instanceof Indicator ? Optional.of(at) : Optional.empty();
    }
}
