package org.xmppgrid.iodef.detection;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.xmppgrid.iodef.confidentiality.DisclosurePolicy;
import org.xmppgrid.iodef.internal.meta.PartIterator;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.internal.meta.PlacedPart;
import org.xmppgrid.iodef.model.IodefDocument;

/**
 * All values of a document that can be observed, in document order, wherever they stand: in the systems, records and
 * services of events, in indicators and their expressions, in bulk lists.
 *
 * <p>Counted in are addresses, names of the DNS and their servers, URLs of files and records, addresses and header fields of
 * e-mails, names and digests of files, keys of the Windows registry, ports, subjects, serial numbers and bytes of
 * certificates, User-Agent headers, registry handles that are observables, and the lines of bulk lists. Contacts are not,
 * also not those of a domain; neither are references to literature, and patterns and free text, which no value equals.
 *
 * <p>Values come one at a time, as the document is gone through: a bulk list of any length costs no more than the line at
 * hand. Each {@link #iterator} and {@link #stream} starts anew. Nothing is resolved here: what an ObservableReference names
 * comes where it stands; {@link Indicators} brings them together. Immutable; safe to share between threads.
 */
public final class Observables implements Iterable<Observed> {
    private final PlacedPart start;
    private final DisclosurePolicy policy;

    Observables(PlacedPart start, DisclosurePolicy policy) {
        this.start = start;
        this.policy = policy;
    }

    /**
     * The observables of a document, where {@code default} and unknown restrictions mean private.
     *
     * @param document the document
     * @return its observables
     */
    public static Observables of(IodefDocument document) {
        return of(document, DisclosurePolicy.strict());
    }

    /**
     * The observables of a document.
     *
     * @param document the document
     * @param policy what restrictions mean
     * @return its observables
     */
    public static Observables of(IodefDocument document, DisclosurePolicy policy) {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(policy, "policy");
        return new Observables(PlacedPart.root(document, PartPath.root()), policy);
    }

    /**
     * The observables, one at a time.
     *
     * @return an iterator, for one thread
     */
    @Override
    public Iterator<Observed> iterator() {
        return new Walk(new PartIterator(start), policy);
    }

    /**
     * The observables as a stream.
     *
     * @return a sequential stream in document order, as lazy as the iterator
     */
    public Stream<Observed> stream() {
        int characteristics = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), characteristics), false);
    }

    private static final class Walk implements Iterator<Observed> {
        private final PartIterator parts;
        private final DisclosurePolicy policy;
        private Iterator<Observed> here = Collections.emptyIterator();

        Walk(PartIterator parts, DisclosurePolicy policy) {
            this.parts = parts;
            this.policy = policy;
        }

        @Override
        public boolean hasNext() {
            while (!here.hasNext()) {
                if (!parts.hasNext()) {
                    return false;
                }
                here = ObservableTable.observed(parts.next(), policy);
            }
            return true;
        }

        @Override
        public Observed next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return here.next();
        }
    }
}
