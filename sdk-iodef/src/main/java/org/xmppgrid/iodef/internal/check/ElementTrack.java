package org.xmppgrid.iodef.internal.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.model.IodefDocument;

/** Where in a document its events stand: counts siblings as they start, and makes a path only when one is asked for. */
final class ElementTrack {
    private static final int MAX_NAME = 80;

    private Level[] levels = new Level[16];
    private int depth;
    private int ordinal;

    /** What the model says of a class's children, by local name. */
    private static final class Kind {
        private static final Map<Class<?>, Kind> KNOWN = new ConcurrentHashMap<>();

        private final ModelClass model;
        private final Map<String, Child> children = new HashMap<>();

        private Kind(ModelClass model) {
            this.model = model;
            for (ModelProperty property : model.children()) {
                for (ModelProperty.Element element : property.elements()) {
                    children.put(element.name(), new Child(element, property.isList()));
                }
            }
        }

        static Kind of(Class<?> type) {
            Kind known = KNOWN.get(type);
            if (known == null) {
                known = new Kind(ModelClass.of(type));
                KNOWN.put(type, known);
            }
            return known;
        }

        @Nullable
        Child child(String namespace, String name) {
            Child child = children.get(name);
            return child != null && child.element.namespace().equals(namespace) ? child : null;
        }
    }

    private record Child(ModelProperty.Element element, boolean list) {
        @Nullable
        Kind kind() {
            return element.isPart() ? Kind.of(element.type()) : null;
        }
    }

    /** One open element. */
    private static final class Level {
        private String namespace = "";
        private String name = "";
        private int position;
        private @Nullable Kind kind;
        private @Nullable Kind owner;
        private boolean known;
        private final Map<String, Integer> counts = new HashMap<>();
    }

    /**
     * An element starts.
     *
     * @return whether the model has a place for it
     */
    boolean start(String namespace, String name) {
        if (depth == levels.length) {
            levels = Arrays.copyOf(levels, depth * 2);
        }
        Level level = levels[depth];
        if (level == null) {
            level = new Level();
            levels[depth] = level;
        }
        level.counts.clear();
        level.namespace = namespace;
        level.name = name;
        if (depth == 0) {
            level.known = namespace.equals(SchemaResources.IODEF) && name.equals("IODEF-Document");
            level.kind = level.known ? Kind.of(IodefDocument.class) : null;
            level.owner = level.kind;
            level.position = 0;
        } else {
            Level parent = levels[depth - 1];
            Child child = parent.kind == null ? null : parent.kind.child(namespace, name);
            level.known = child != null;
            level.kind = child == null ? null : child.kind();
            level.owner = level.kind != null ? level.kind : parent.owner;
            int count = child == null || child.list ? parent.counts.merge(key(namespace, name), 1, Integer::sum) : 0;
            level.position = count;
        }
        depth++;
        if (level.known) {
            ordinal++;
        }
        return level.known;
    }

    private static String key(String namespace, String name) {
        return namespace.equals(SchemaResources.IODEF) ? name : '{' + namespace + '}' + name;
    }

    void end() {
        depth--;
    }

    /** Whether the innermost open element has had a child that it may have more than once. */
    boolean has(String name) {
        return depth > 0 && levels[depth - 1].counts.containsKey(name);
    }

    /** The same of the element around it. */
    boolean parentHas(String name) {
        return depth > 1 && levels[depth - 2].counts.containsKey(name);
    }

    int depth() {
        return depth;
    }

    /** How many elements of the model have started, this one included: a place that can be compared. */
    int ordinal() {
        return ordinal;
    }

    /** The local name of the innermost open element, cut where it is longer than any that means something. */
    String name() {
        return depth == 0 ? "" : shortened(levels[depth - 1].name);
    }

    /** The local name of the element around it; empty for the root. */
    String parentName() {
        return depth < 2 ? "" : shortened(levels[depth - 2].name);
    }

    /** Whether the innermost open element is one that the element around it may have somewhere. */
    boolean isKnown() {
        return depth > 0 && levels[depth - 1].known;
    }

    /** The class of the innermost open element, or of the element around it where that holds only a value. */
    @Nullable
    Class<?> type() {
        Kind owner = depth == 0 ? null : levels[depth - 1].owner;
        return owner == null ? null : owner.model.type();
    }

    /** The class of the element around the innermost open one. */
    @Nullable
    Class<?> parentType() {
        Kind owner = depth < 2 ? null : levels[depth - 2].owner;
        return owner == null ? null : owner.model.type();
    }

    /** The path of the innermost open element. */
    PartPath path() {
        PartPath path = PartPath.root(depth == 0 ? "" : shortened(levels[0].name));
        for (int i = 1; i < depth; i++) {
            path = path.child(shortened(levels[i].name), levels[i].namespace, levels[i].position);
        }
        return path;
    }

    static String shortened(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
    }
}
