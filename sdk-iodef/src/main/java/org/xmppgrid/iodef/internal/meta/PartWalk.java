package org.xmppgrid.iodef.internal.meta;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Goes through a part of a document and all parts in it, in document order. */
public final class PartWalk {
    private PartWalk() {}

    /** Looks on while a document is walked. */
    public interface Visitor {
        /**
         * A part begins.
         *
         * @param part an object of a class of the model
         * @param path where it stands
         * @return whether to go into it
         */
        boolean enter(Object part, PartPath path);

        /** A part that was gone into ends. */
        default void leave(Object part) {}

        /**
         * A child that holds only a value: a text, a number, a time.
         *
         * @param owner the part that holds it
         * @param property the property it stands in
         */
        default void value(Object owner, ModelProperty property, Object value, PartPath path) {}
    }

    /**
     * @param part an object of a class of the model
     * @param path where it stands
     */
    public static void walk(Object part, PartPath path, Visitor visitor) {
        if (!visitor.enter(part, path)) {
            return;
        }
        for (ModelProperty property : ModelClass.of(part).children()) {
            if (property.elements().isEmpty()) {
                continue; // foreign XML and the text around it
            }
            List<Object> values = property.values(part);
            if (values.isEmpty()) {
                continue;
            }
            Map<String, Integer> positions = new HashMap<>();
            for (Object value : values) {
                ModelProperty.Element element = property.elementOf(value);
                int position = property.isList() ? positions.merge(element.name(), 1, Integer::sum) : 0;
                PartPath child = path.child(element.name(), element.namespace(), position);
                if (element.isPart()) {
                    walk(value, child, visitor);
                } else {
                    visitor.value(part, property, value, child);
                }
            }
        }
        visitor.leave(part);
    }
}
