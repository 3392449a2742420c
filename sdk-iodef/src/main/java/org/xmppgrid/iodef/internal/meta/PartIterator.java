package org.xmppgrid.iodef.internal.meta;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * A part and all parts in it, in document order, each with its place: what {@link PartWalk} is to a visitor, for those
 * who go on when they like. It needs no stack of calls, however deep the document is.
 */
public final class PartIterator implements Iterator<PlacedPart> {
    private final Deque<Iterator<PlacedPart>> open = new ArrayDeque<>();

    public PartIterator(PlacedPart start) {
        open.push(List.of(start).iterator());
    }

    @Override
    public boolean hasNext() {
        while (!open.isEmpty() && !open.peek().hasNext()) {
            open.pop();
        }
        return !open.isEmpty();
    }

    @Override
    public PlacedPart next() {
        hasNext();
        PlacedPart next = open.element().next();
        List<PlacedPart> children = next.children();
        if (!children.isEmpty()) {
            open.push(children.iterator());
        }
        return next;
    }
}
