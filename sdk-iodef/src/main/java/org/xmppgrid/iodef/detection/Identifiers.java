package org.xmppgrid.iodef.detection;

import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.model.Indicator;

/** Identifiers as they are compared: without the white space that documents put around them. */
final class Identifiers {
    private Identifiers() {}

    static @Nullable String of(Indicator indicator) {
        return indicator.getIndicatorId() == null
                ? null
                : stripped(indicator.getIndicatorId().getValue());
    }

    /** The observable-id of a part that has one. */
    static @Nullable String observableId(Object part) {
        return ModelClass.of(part)
                .property("observableId")
                .map(property -> stripped((String) property.get(part)))
                .orElse(null);
    }

    static @Nullable String stripped(@Nullable String id) {
        return id == null || id.isBlank() ? null : id.strip();
    }
}
