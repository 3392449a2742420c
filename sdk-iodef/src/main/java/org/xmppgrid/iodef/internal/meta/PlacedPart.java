package org.xmppgrid.iodef.internal.meta;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part where it stands: one immutable object may stand in a document more than once. */
public final class PlacedPart {
    private final Object part;
    private final PartPath path;
    private final @Nullable PlacedPart parent;
    private final @Nullable ModelProperty property;

    private PlacedPart(Object part, PartPath path, @Nullable PlacedPart parent, @Nullable ModelProperty property) {
        this.part = part;
        this.path = path;
        this.parent = parent;
        this.property = property;
    }

    /** A part that nothing holds, such as a document. */
    public static PlacedPart root(Object part, PartPath path) {
        return new PlacedPart(part, path, null, null);
    }

    public Object part() {
        return part;
    }

    public PartPath path() {
        return path;
    }

    public @Nullable PlacedPart parent() {
        return parent;
    }

    /** The property of the parent that holds it; null for a root. */
    public @Nullable ModelProperty property() {
        return property;
    }

    /** Whether the part stands in one of a class, directly. */
    public boolean isIn(Class<?> type) {
        return parent != null && type.isInstance(parent.part);
    }

    /** The path of a child that holds only a value. */
    public PartPath pathOf(ModelProperty child, int position) {
        ModelProperty.Element element = child.elements().get(0);
        return path.child(element.name(), element.namespace(), child.isList() ? position : 0);
    }

    /** The parts that stand in this one directly, in document order. */
    public List<PlacedPart> children() {
        List<PlacedPart> found = new ArrayList<>();
        for (ModelProperty child : ModelClass.of(part).children()) {
            if (child.elements().isEmpty()) {
                continue; // foreign XML and the text around it
            }
            List<Object> values = child.values(part);
            if (values.isEmpty()) {
                continue;
            }
            Map<String, Integer> positions = new HashMap<>();
            for (Object value : values) {
                ModelProperty.Element element = child.elementOf(value);
                if (element.isPart()) {
                    int position = child.isList() ? positions.merge(element.name(), 1, Integer::sum) : 0;
                    PartPath place = path.child(element.name(), element.namespace(), position);
                    found.add(new PlacedPart(value, place, this, child));
                }
            }
        }
        return found;
    }

    /** The path. */
    @Override
    public String toString() {
        return path.toString();
    }
}
