package org.xmppgrid.iodef.internal.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;

/** What will be set on a part, collected first: JSON has no order, and one property can come from several members. */
final class Filling {
    private final Map<ModelProperty, List<Object>> values = new LinkedHashMap<>();
    private final Map<ModelProperty, Object> wrappers = new LinkedHashMap<>();

    void add(ModelProperty property, List<Object> more) {
        if (!more.isEmpty()) {
            values.computeIfAbsent(property, any -> new ArrayList<>()).addAll(more);
        }
    }

    /** Adds values to the one wrapper that RFC 8727 leaves out. */
    void addWrapped(ModelProperty property, ModelProperty inner, List<Object> more) {
        if (!more.isEmpty()) {
            Object wrapper = ModelClass.of(property.elements().get(0).type()).newInstance();
            inner.setValues(wrapper, more);
            wrappers.put(property, wrapper);
        }
    }

    void set(Object part) {
        wrappers.forEach((property, wrapper) -> property.setValues(part, List.of(wrapper)));
        values.forEach((property, list) -> {
            if (property.kind() == ModelProperty.Kind.CHOICE && !JsonTable.isTagged(property)) {
                list.sort(Comparator.comparingInt(value -> property.elements().indexOf(property.elementOf(value))));
            }
            property.setValues(part, list);
        });
    }
}
