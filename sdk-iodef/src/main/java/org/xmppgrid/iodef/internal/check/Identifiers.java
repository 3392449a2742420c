package org.xmppgrid.iodef.internal.check;

import java.util.HashSet;
import java.util.Set;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.internal.meta.PartWalk;
import org.xmppgrid.iodef.internal.xml.ReadLimits;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.model.IodefDocument;

/**
 * What a document's references may point to.
 *
 * @param observables the values of observable-id
 * @param indicators the identifiers of the indicators
 */
record Identifiers(Set<String> observables, Set<String> indicators) {
    static final Identifiers NONE = new Identifiers(Set.of(), Set.of());

    static Identifiers of(IodefDocument document) {
        Identifiers found = new Identifiers(new HashSet<>(), new HashSet<>());
        PartWalk.walk(document, PartPath.root(), found::enter);
        return found;
    }

    private boolean enter(Object part, PartPath path) {
        ModelClass.of(part)
                .property("observableId")
                .map(property -> property.get(part))
                .ifPresent(id -> observables.add(Texts.stripped(id.toString())));
        if (part instanceof Indicator indicator && indicator.getIndicatorId() != null) {
            indicators.add(Texts.stripped(indicator.getIndicatorId().getValue()));
        }
        return path.depth() < ReadLimits.MAX_DEPTH;
    }
}
