package org.xmppgrid.iodef.detection;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.confidentiality.DisclosurePolicy;
import org.xmppgrid.iodef.internal.meta.PlacedPart;
import org.xmppgrid.iodef.model.Confidence;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.model.IndicatorExpression;
import org.xmppgrid.iodef.value.Restriction;

/** What the ancestors of a part say about it. */
final class Surroundings {
    private Surroundings() {}

    /** The closest part of a class, the part itself included. */
    static <T> Optional<T> closest(PlacedPart placed, Class<T> type) {
        for (PlacedPart at = placed; at != null; at = at.parent()) {
            if (type.isInstance(at.part())) {
                return Optional.of(type.cast(at.part()));
            }
        }
        return Optional.empty();
    }

    /** As {@link org.xmppgrid.iodef.confidentiality.EffectiveRestrictions} has it, for one part without its document. */
    static Restriction restriction(PlacedPart placed, DisclosurePolicy policy) {
        for (PlacedPart at = placed; at != null; at = at.parent()) {
            Optional<Restriction> stated = policy.stated(at.part());
            if (stated.isPresent()) {
                return stated.get();
            }
            if (at.part() instanceof Incident) {
                return Restriction.PRIVATE;
            }
        }
        return Restriction.PRIVATE;
    }

    /** That of the closest expression or the indicator. */
    static Optional<Confidence> confidence(PlacedPart placed) {
        for (PlacedPart at = placed; at != null; at = at.parent()) {
            if (at.part() instanceof Indicator indicator) {
                return Optional.ofNullable(indicator.getConfidence());
            }
            if (at.part() instanceof IndicatorExpression expression) {
                Confidence only = only(expression.getTerms().stream()
                        .filter(Confidence.class::isInstance)
                        .map(Confidence.class::cast)
                        .toList());
                if (only != null) {
                    return Optional.of(only);
                }
            }
        }
        return Optional.empty();
    }

    /** RFC 7970 §3.29.4 has room for one, its schema for one after each term: several could mean anything. */
    private static @Nullable Confidence only(List<Confidence> stated) {
        return stated.size() == 1 ? stated.get(0) : null;
    }
}
