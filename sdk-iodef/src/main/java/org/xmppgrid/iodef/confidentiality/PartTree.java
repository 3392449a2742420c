package org.xmppgrid.iodef.confidentiality;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.internal.meta.PartIterator;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.internal.meta.PlacedPart;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Restriction;

/** The parts of a document by place, each with the level that holds for it. */
final class PartTree {
    private final List<Node> nodes = new ArrayList<>();

    PartTree(IodefDocument document, DisclosurePolicy policy) {
        PartIterator parts = new PartIterator(PlacedPart.root(document, PartPath.root()));
        Deque<Node> ancestors = new ArrayDeque<>();
        while (parts.hasNext()) {
            PlacedPart placed = parts.next();
            while (!ancestors.isEmpty() && ancestors.peek().placed != placed.parent()) {
                ancestors.pop();
            }
            Node parent = ancestors.peek();
            Node node = new Node(placed, parent, nodes.size(), effective(policy, placed.part(), parent));
            nodes.add(node);
            ancestors.push(node);
        }
    }

    private static Restriction effective(DisclosurePolicy policy, Object part, @Nullable Node parent) {
        return policy.stated(part)
                .orElseGet(() -> part instanceof Incident || parent == null ? Restriction.PRIVATE : parent.effective);
    }

    /** In document order: a part comes before all parts in it. */
    List<Node> nodes() {
        return nodes;
    }

    Node root() {
        return nodes.get(0);
    }

    /** One part at one place. What becomes of it is {@link Redactor}'s to say. */
    static final class Node {
        private final PlacedPart placed;
        private final @Nullable Node parent;
        private final int index;
        private final Restriction effective;
        private final List<Node> children = new ArrayList<>(0);
        private final Map<ModelProperty, Integer> remaining = new IdentityHashMap<>(0);
        private boolean gone;
        private boolean changed;

        private Node(PlacedPart placed, @Nullable Node parent, int index, Restriction effective) {
            this.placed = placed;
            this.parent = parent;
            this.index = index;
            this.effective = effective;
            if (parent != null) {
                parent.children.add(this);
                parent.remaining.merge(property(), 1, Integer::sum);
            }
        }

        Object part() {
            return placed.part();
        }

        PlacedPart placed() {
            return placed;
        }

        @Nullable
        Node parent() {
            return parent;
        }

        int index() {
            return index;
        }

        Restriction effective() {
            return effective;
        }

        List<Node> children() {
            return children;
        }

        boolean isGone() {
            return gone;
        }

        void markGone() {
            gone = true;
            if (parent != null) {
                parent.remaining.merge(property(), -1, Integer::sum);
            }
        }

        /** The property of the parent; only the root has neither. */
        ModelProperty property() {
            return Objects.requireNonNull(placed.property());
        }

        boolean isChanged() {
            return changed;
        }

        void markChanged() {
            changed = true;
        }

        boolean isIn(Class<?> type) {
            return placed.isIn(type);
        }

        /** Whether a property of this part still has something: a value, or a part that is not gone. */
        boolean stillHas(ModelProperty property) {
            Integer parts = remaining.get(property);
            if (parts != null) {
                return parts > 0;
            }
            Object value = property.get(part());
            return value != null && !(value instanceof List<?> values && values.isEmpty());
        }
    }
}
