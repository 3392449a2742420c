package org.xmppgrid.iodef.internal.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.internal.meta.PartWalk;
import org.xmppgrid.iodef.internal.xml.ReadLimits;
import org.xmppgrid.iodef.value.ForeignElement;
import org.xmppgrid.iodef.value.OpenToken;

/** What a builder made: whether it is whole, and what to call it where its content must not stand. */
public final class BuiltPart {
    /** As many as a message can hold and still be read. */
    private static final int MAX_NAMED = 10;

    private BuiltPart() {}

    /**
     * Refuses a part that lacks something mandatory, or that no reader would take.
     *
     * @throws IllegalStateException with all that is missing, not only the first
     */
    public static void check(Object part) {
        Check check = checkPartial(part);
        if (!check.missing.isEmpty()) {
            String more = check.count > MAX_NAMED ? "; and " + (check.count - MAX_NAMED) + " more parts" : "";
            throw new IllegalStateException("Not built, something mandatory is missing: "
                    + String.join("; ", check.missing) + more + ". Set it before build().");
        }
    }

    /**
     * Refuses a part that no reader would take, whatever it lacks.
     *
     * @return what it lacks
     * @throws IllegalStateException if it is too deep, or holds what can't stand there
     */
    public static Check checkPartial(Object part) {
        Check check = new Check();
        PartWalk.walk(part, PartPath.root(part.getClass().getSimpleName()), check);
        return check;
    }

    /** The class with its tokens and the number of its children: enough to tell parts apart, nothing confidential. */
    public static String describe(Object part) {
        ModelClass type = ModelClass.of(part);
        List<String> facts = new ArrayList<>();
        for (ModelProperty attribute : type.attributes()) {
            if (attribute.get(part) instanceof OpenToken token && token.isKnown()) {
                facts.add(attribute.name() + "=" + token);
            }
        }
        for (ModelProperty child : type.children()) {
            int count = child.values(part).size();
            if (count > 0) {
                facts.add(
                        (child.name().isEmpty() ? "content" : child.javaName()) + (child.isList() ? ":" + count : ""));
            }
        }
        type.text()
                .map(text -> text.get(part))
                .map(Object::toString)
                .ifPresent(text -> facts.add(text.length() + " characters"));
        return facts.stream().collect(Collectors.joining(", ", type + "[", "]"));
    }

    /** What a part lacks. */
    public static final class Check implements PartWalk.Visitor {
        private static final Set<Class<?>> MIXED = Set.of(String.class, ForeignElement.class);

        private final List<String> missing = new ArrayList<>();
        private int count;

        @Override
        public boolean enter(Object part, PartPath path) {
            if (path.depth() > ReadLimits.MAX_DEPTH) {
                throw new IllegalStateException("Not built: parts are nested more than " + ReadLimits.MAX_DEPTH
                        + " deep, which no reader would accept. Flatten the report.");
            }
            ModelClass type = ModelClass.of(part);
            List<String> names = new ArrayList<>();
            for (ModelProperty property : type.attributes()) {
                if (property.isRequired() && property.get(part) == null) {
                    names.add("@" + property.name());
                }
            }
            for (ModelProperty property : type.children()) {
                List<Object> values = property.values(part);
                if (property.isRequired() && values.isEmpty()) {
                    names.add(property.name());
                }
                checkContent(property, values, path);
            }
            if (!names.isEmpty() && count++ < MAX_NAMED) {
                missing.add(path + " lacks " + String.join(", ", names));
            }
            return true;
        }

        /** Lists of several kinds of things are lists of objects: here is where the wrong kind is met. */
        private static void checkContent(ModelProperty property, List<Object> values, PartPath path) {
            for (Object value : values) {
                boolean right =
                        switch (property.kind()) {
                            case MIXED -> MIXED.contains(value.getClass());
                            case ANY -> value instanceof ForeignElement;
                            case CHOICE ->
                                property.elements().stream().anyMatch(element -> element.type() == value.getClass());
                            default -> true;
                        };
                if (!right) {
                    throw new IllegalStateException("Not built: " + path + " can't hold a "
                            + value.getClass().getName() + " as " + property.javaName()
                            + ". Foreign XML is a ForeignElement, text a String.");
                }
            }
        }
    }
}
