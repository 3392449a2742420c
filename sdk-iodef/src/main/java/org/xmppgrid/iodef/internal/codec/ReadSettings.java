package org.xmppgrid.iodef.internal.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.xmppgrid.iodef.internal.xml.ReadLimits;

/**
 * How a document is read.
 *
 * @param limits how much of it
 * @param strict whether one with an error is refused
 * @param watches what looks on: made anew for each document
 */
public record ReadSettings(ReadLimits limits, boolean strict, List<Supplier<? extends FindingWatch>> watches) {
    public static final ReadSettings DEFAULT = new ReadSettings(ReadLimits.DEFAULT, false, List.of());

    public ReadSettings {
        watches = List.copyOf(watches);
    }

    public ReadSettings withLimits(ReadLimits other) {
        return new ReadSettings(other, strict, watches);
    }

    public ReadSettings refusingErrors() {
        return new ReadSettings(limits, true, watches);
    }

    /** The same with one more to look on. */
    public ReadSettings watchedBy(Supplier<? extends FindingWatch> watch) {
        List<Supplier<? extends FindingWatch>> more = new ArrayList<>(watches);
        more.add(watch);
        return new ReadSettings(limits, strict, more);
    }

    /** What looks on while one document is read. */
    List<FindingWatch> newWatches() {
        if (watches.isEmpty()) {
            return List.of();
        }
        List<FindingWatch> made = new ArrayList<>(watches.size());
        for (Supplier<? extends FindingWatch> watch : watches) {
            made.add(watch.get());
        }
        return made;
    }
}
