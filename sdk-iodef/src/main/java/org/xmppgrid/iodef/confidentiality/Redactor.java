package org.xmppgrid.iodef.confidentiality;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.IncidentId;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.model.IndicatorId;
import org.xmppgrid.iodef.model.IndicatorReference;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.model.ObservableReference;
import org.xmppgrid.iodef.value.Finding;

/**
 * Takes out of a document what is too strict, and then what can't stay without it. What has to go is kept in a queue, so
 * that each part is looked at a few times only, whatever refers to whatever.
 */
final class Redactor {
    private final PartTree tree;
    private final int atMost;
    private final Deque<Removal> due = new ArrayDeque<>();
    private final Map<Integer, Finding> findings = new TreeMap<>();
    /** References by what they name, those to features apart. A list is used up when what it names goes. */
    private final Map<Object, List<PartTree.Node>> toFeatures = new HashMap<>();

    private final Map<Object, List<PartTree.Node>> toOthers = new HashMap<>();

    private record IncidentKey(String name, String id) {}

    private record Removal(PartTree.Node node, Cause cause) {}

    private enum Cause {
        RESTRICTED(
                "restriction",
                "RFC 7970 §3.3.1",
                "is restricted to fewer readers than these. Relax its restriction if they may see it."),
        NEEDED(
                "restricted-content-needed",
                "RFC 7970 §3",
                "can't stand without what was removed from it, or would say something else. Relax the restriction of what is"
                        + " in it, or give it other content."),
        REFERRED(
                "restricted-target",
                "RFC 7970 §3.3.2",
                "refers to what was removed, or is no longer what it was. Relax the restriction of its target.");

        private final String rule;
        private final String clause;
        private final String what;

        Cause(String rule, String clause, String what) {
            this.rule = rule;
            this.clause = clause;
            this.what = what;
        }
    }

    Redactor(PartTree tree, int atMost) {
        this.tree = tree;
        this.atMost = atMost;
    }

    /** What is left of the document; null when nothing may leave. */
    @Nullable
    IodefDocument redact() {
        tree.nodes().forEach(this::addReference);
        for (PartTree.Node node : tree.nodes()) {
            // The document itself states nothing and is only the envelope of its incidents.
            if (node != tree.root() && isTooStrict(node)) {
                due.add(new Removal(node, Cause.RESTRICTED));
            }
        }
        while (!due.isEmpty()) {
            Removal removal = due.remove();
            if (!removal.node().isGone()) {
                remove(removal.node(), removal.cause());
            }
        }
        return tree.root().isGone() ? null : (IodefDocument) copies().get(tree.root());
    }

    /** What was removed and why, in document order. */
    List<Finding> findings() {
        return List.copyOf(findings.values());
    }

    private boolean isTooStrict(PartTree.Node node) {
        return DisclosurePolicy.rank(node.effective()) > atMost;
    }

    private void addReference(PartTree.Node node) {
        Object part = node.part();
        if (part instanceof ObservableReference reference) {
            addReference(toFeatures, id(reference.getUidRef()), node);
        } else if (part instanceof IndicatorReference reference) {
            addReference(toOthers, id(reference.getUidRef()), node);
            addReference(toOthers, id(reference.getEuidRef()), node);
        } else if (part instanceof IndicatorId id && !node.isIn(Indicator.class)) {
            addReference(toOthers, id(id.getValue()), node);
        } else if (part instanceof IncidentId id && !node.isIn(Incident.class)) {
            addReference(toOthers, incident(id), node);
        }
    }

    private static void addReference(
            Map<Object, List<PartTree.Node>> references, @Nullable Object key, PartTree.Node node) {
        if (key != null) {
            references.computeIfAbsent(key, k -> new ArrayList<>(1)).add(node);
        }
    }

    private static @Nullable String id(@Nullable String id) {
        return id == null || id.isBlank() ? null : id.strip();
    }

    private static @Nullable IncidentKey incident(IncidentId id) {
        String value = id(id.getValue());
        return value == null
                ? null
                : new IncidentKey( // A domain name, which ignores case.
                        id.getName() == null ? "" : id.getName().strip().toLowerCase(Locale.ROOT), value);
    }

    private static @Nullable String observableId(PartTree.Node node) {
        return ModelClass.of(node.part())
                .property("observableId")
                .map(property -> id((String) property.get(node.part())))
                .orElse(null);
    }

    private void remove(PartTree.Node node, Cause cause) {
        int parts = 0;
        int open = 0;
        Deque<PartTree.Node> subtree = new ArrayDeque<>(List.of(node));
        while (!subtree.isEmpty()) {
            PartTree.Node gone = subtree.pop();
            if (!gone.isGone()) {
                gone.markGone();
                parts++;
                open += isTooStrict(gone) ? 0 : 1;
                refuseReferencesTo(gone);
                gone.children().forEach(subtree::push);
            }
        }
        findings.put(node.index(), finding(node, cause, parts, open));
        for (PartTree.Node child = node, part = node.parent(); part != null; child = part, part = part.parent()) {
            if (Necessities.isBroken(part, child)) {
                due.add(new Removal(part, Cause.NEEDED));
                return;
            }
            if (part.isChanged()) {
                return; // and those above know
            }
            part.markChanged();
            // An indicator may lose its contact and stay the same; a feature that lost something is another feature.
            refuse(toFeatures, observableId(part));
        }
    }

    private void refuseReferencesTo(PartTree.Node gone) {
        refuseAll(observableId(gone));
        if (gone.part() instanceof Indicator indicator && indicator.getIndicatorId() != null) {
            refuseAll(id(indicator.getIndicatorId().getValue()));
        } else if (gone.part() instanceof Incident incident && incident.getIncidentId() != null) {
            refuseAll(incident(incident.getIncidentId()));
        }
    }

    private void refuseAll(@Nullable Object key) {
        refuse(toFeatures, key);
        refuse(toOthers, key);
    }

    private void refuse(Map<Object, List<PartTree.Node>> references, @Nullable Object key) {
        List<PartTree.Node> named = key == null ? null : references.remove(key);
        if (named != null) {
            named.forEach(reference -> due.add(new Removal(reference, Cause.REFERRED)));
        }
    }

    private Finding finding(PartTree.Node node, Cause cause, int parts, int open) {
        String name = node.placed().path().step().replaceFirst("\\[.*", "");
        String more = parts == 1 ? "" : ", with the " + (parts - 1) + " parts in it";
        String lost = open == 0 || cause != Cause.RESTRICTED
                ? ""
                : " " + open + " of them allow more, but can't stand alone.";
        return new Finding(
                Finding.Severity.INFO,
                node.placed().path().toString(),
                cause.rule,
                cause.clause,
                name + " was removed" + more + ": it " + cause.what + lost);
    }

    /** From the last to the first, so that what is in a part is ready when the part is made. Nothing that stayed is copied. */
    private Map<PartTree.Node, Object> copies() {
        Map<PartTree.Node, Object> copies = new IdentityHashMap<>();
        List<PartTree.Node> nodes = tree.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            PartTree.Node node = nodes.get(i);
            if (!node.isGone()) {
                copies.put(node, node.isChanged() ? copy(node, copies) : node.part());
            }
        }
        return copies;
    }

    private static Object copy(PartTree.Node node, Map<PartTree.Node, Object> copies) {
        ModelClass type = ModelClass.of(node.part());
        Object copy = type.newInstance();
        type.attributes().forEach(attribute -> attribute.set(copy, attribute.get(node.part())));
        type.text().ifPresent(text -> text.set(copy, text.get(node.part())));
        Iterator<PartTree.Node> parts = node.children().iterator();
        for (ModelProperty child : type.children()) {
            List<Object> kept = new ArrayList<>();
            for (Object value : child.values(node.part())) {
                Object left = ModelClass.isPart(value) ? copies.get(parts.next()) : value;
                if (left != null) {
                    kept.add(left);
                }
            }
            child.setValues(copy, kept);
        }
        return copy;
    }
}
