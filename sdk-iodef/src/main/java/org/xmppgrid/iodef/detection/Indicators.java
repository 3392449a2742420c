package org.xmppgrid.iodef.detection;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.xmppgrid.iodef.confidentiality.DisclosurePolicy;
import org.xmppgrid.iodef.internal.meta.PlacedPart;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;

/**
 * The indicators of a document, in document order, also those of incidents inside of observables. Their expressions are
 * made at once, in a time that grows with the length of the document. Immutable; safe to share between threads.
 */
public final class Indicators implements Iterable<IndicatorView> {
    private final List<IndicatorView> views;
    private final Map<String, IndicatorView> byId = new HashMap<>();
    private final References references;

    private Indicators(IodefDocument document, DisclosurePolicy policy) {
        references = References.of(document);
        ExpressionReader reader = new ExpressionReader(references, policy);
        views = references.indicators().stream()
                .map(placed -> view(placed, policy, reader))
                .toList();
        views.forEach(view -> view.id().ifPresent(id -> byId.putIfAbsent(id, view)));
    }

    private static IndicatorView view(PlacedPart placed, DisclosurePolicy policy, ExpressionReader reader) {
        return new IndicatorView(placed, policy, reader.expression(placed), reader.problems(placed));
    }

    /**
     * The indicators of a document, where {@code default} and unknown restrictions mean private.
     *
     * @param document the document
     * @return its indicators
     */
    public static Indicators of(IodefDocument document) {
        return of(document, DisclosurePolicy.strict());
    }

    /**
     * The indicators of a document.
     *
     * @param document the document
     * @param policy what restrictions mean
     * @return its indicators
     */
    public static Indicators of(IodefDocument document, DisclosurePolicy policy) {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(policy, "policy");
        return new Indicators(document, policy);
    }

    /** The indicators in document order. */
    @Override
    public Iterator<IndicatorView> iterator() {
        return views.iterator();
    }

    /**
     * The indicators as a stream.
     *
     * @return a sequential stream in document order
     */
    public Stream<IndicatorView> stream() {
        return views.stream();
    }

    /**
     * The indicator with an identifier.
     *
     * @param id the text of its IndicatorID; white space around it does not count
     * @return the first indicator that has it; empty if none has
     */
    public Optional<IndicatorView> byId(String id) {
        return Optional.ofNullable(byId.get(id.strip()));
    }

    /**
     * What can't be understood in any indicator.
     *
     * @return the {@link IndicatorView#problems} of all, in document order
     */
    public List<Finding> problems() {
        return views.stream().flatMap(view -> view.problems().stream()).toList();
    }

    /**
     * What the references of the document mean.
     *
     * @return the references
     */
    public References references() {
        return references;
    }
}
