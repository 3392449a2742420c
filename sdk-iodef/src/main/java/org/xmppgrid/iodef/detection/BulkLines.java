package org.xmppgrid.iodef.detection;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.confidentiality.DisclosurePolicy;
import org.xmppgrid.iodef.internal.meta.PlacedPart;
import org.xmppgrid.iodef.model.BulkObservable;
import org.xmppgrid.iodef.model.Hash;

/** The lines of a BulkObservableList, one at a time: the list is the only thing that is ever large. */
final class BulkLines implements Iterator<Observed> {
    private final PlacedPart placed;
    private final DisclosurePolicy policy;
    private final String path;
    private final ObservableType type;
    private final @Nullable String algorithm;
    private final String list;
    private int from;
    private int to;

    BulkLines(PlacedPart placed, BulkObservable bulk, String list, DisclosurePolicy policy) {
        this.placed = placed;
        this.policy = policy;
        this.path = placed.path().child("BulkObservableList", "", 0).toString();
        this.type = Tokens.type(bulk.getType(), bulk.getExtType(), "ext-value");
        Hash format = bulk.getBulkObservableFormat() == null
                ? null
                : bulk.getBulkObservableFormat().getHash();
        this.algorithm = Tokens.algorithm(format);
        this.list = list;
        this.to = -1;
        skip();
    }

    /** To the next line that is not empty. */
    private void skip() {
        do {
            from = to + 1;
            int end = list.indexOf('\n', from);
            to = end < 0 ? list.length() : end;
        } while (from < list.length() && isBlank());
    }

    private boolean isBlank() {
        for (int i = from; i < to; i++) {
            if (!Character.isWhitespace(list.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean hasNext() {
        return from < list.length();
    }

    @Override
    public Observed next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int end = to > from && list.charAt(to - 1) == '\r' ? to - 1 : to;
        String line = list.substring(from, end);
        skip();
        return new Observed(placed, policy, path, type, line, Texts.line(type, algorithm, line.strip()));
    }
}
