package org.xmppgrid.iodef.detection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.PlacedPart;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.model.IndicatorReference;
import org.xmppgrid.iodef.value.Finding;

/**
 * Which indicators are defined by which. Indicators that refer to each other in a circle are found as strongly connected
 * components (Tarjan 1972), so that what counts as a cycle does not depend on where one begins to look; with a stack of
 * its own, as a chain of references may be as long as a document has indicators.
 */
final class IndicatorGraph {
    private final Map<PlacedPart, Node> nodes = new IdentityHashMap<>();
    private final List<PlacedPart> order = new ArrayList<>();
    private final List<Finding> cycles = new ArrayList<>();
    private int visited;

    private static final class Node {
        private final PlacedPart indicator;
        private final List<Node> targets = new ArrayList<>(0);
        private int index = -1;
        private int low;
        private int next;
        private int component = -1;

        Node(PlacedPart indicator) {
            this.indicator = indicator;
        }
    }

    IndicatorGraph(List<PlacedPart> indicators, List<PlacedPart> references, References index) {
        indicators.forEach(indicator -> nodes.put(indicator, new Node(indicator)));
        for (PlacedPart reference : references) {
            Node from = References.definedIndicator(reference).map(nodes::get).orElse(null);
            Node to = target(reference, index);
            if (from != null && to != null) {
                from.targets.add(to);
            }
        }
        Deque<Node> component = new ArrayDeque<>();
        for (PlacedPart indicator : indicators) {
            Node node = nodes.get(indicator);
            if (node.index < 0) {
                connect(node, component);
            }
        }
        for (PlacedPart reference : references) {
            if (isCycle(reference, index)) {
                cycles.add(cycle(reference));
            }
        }
    }

    private @Nullable Node target(PlacedPart reference, References index) {
        return reference.part() instanceof IndicatorReference by
                ? index.target(by.getUidRef())
                        .filter(target -> target.part() instanceof Indicator)
                        .map(nodes::get)
                        .orElse(null)
                : null;
    }

    private void connect(Node start, Deque<Node> component) {
        Deque<Node> open = new ArrayDeque<>();
        enter(start, open, component);
        while (!open.isEmpty()) {
            Node node = open.element();
            if (node.next < node.targets.size()) {
                Node target = node.targets.get(node.next++);
                if (target.index < 0) {
                    enter(target, open, component);
                } else if (target.component < 0) {
                    node.low = Math.min(node.low, target.index);
                }
                continue;
            }
            open.pop();
            if (!open.isEmpty()) {
                open.element().low = Math.min(open.element().low, node.low);
            }
            if (node.low == node.index) {
                Node member;
                do {
                    member = component.pop();
                    member.component = node.index;
                    order.add(member.indicator);
                } while (member != node);
            }
        }
    }

    private void enter(Node node, Deque<Node> open, Deque<Node> component) {
        node.index = visited++;
        node.low = node.index;
        open.push(node);
        component.push(node);
    }

    /** Whether a reference leads back to the indicator that it is a part of. */
    boolean isCycle(PlacedPart reference, References index) {
        Node from = References.definedIndicator(reference).map(nodes::get).orElse(null);
        Node to = target(reference, index);
        return from != null && to != null && from.component == to.component;
    }

    static Finding cycle(PlacedPart reference) {
        return new Finding(
                Finding.Severity.ERROR,
                reference.path().attribute("uid-ref").toString(),
                "reference-cycle",
                "RFC 7970 §3.29.5",
                "The indicator is defined by itself, by way of this reference. Define one of those on the way without it.");
    }

    List<Finding> cycles() {
        return List.copyOf(cycles);
    }

    /** All indicators, each after those that it refers to, circles aside. */
    List<PlacedPart> order() {
        return order;
    }
}
