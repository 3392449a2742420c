package org.xmppgrid.iodef.confidentiality;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Restriction;

/**
 * The disclosure guideline that holds for each part of a document, stated or inherited (RFC 7970 §3.3.1).
 *
 * <p>A part that states none has that of the closest ancestor that states one; it may be weaker or stricter than those
 * further up. An Incident that states none is private, also one that stands in an Observable; so is what stands outside of
 * every incident and states none. §3.14 gives EventData a default of {@code default}, which neither §3.3.1 nor the schema
 * has; here it inherits. Attributes and texts have the guideline of the part that holds them; foreign XML in an
 * AdditionalData has that of the AdditionalData, whatever it says itself.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class EffectiveRestrictions {
    private final PartTree tree;
    private final Map<Object, Restriction> byPart = new IdentityHashMap<>();

    private EffectiveRestrictions(PartTree tree) {
        this.tree = tree;
        for (PartTree.Node node : tree.nodes()) {
            byPart.merge(node.part(), node.effective(), DisclosurePolicy::strictest);
        }
    }

    /**
     * The guidelines of a document, where {@code default} and unknown values mean private.
     *
     * @param document the document
     * @return the guidelines
     */
    public static EffectiveRestrictions of(IodefDocument document) {
        return of(document, DisclosurePolicy.strict());
    }

    /**
     * The guidelines of a document.
     *
     * @param document the document
     * @param policy what the tokens mean
     * @return the guidelines
     */
    public static EffectiveRestrictions of(IodefDocument document, DisclosurePolicy policy) {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(policy, "policy");
        return new EffectiveRestrictions(new PartTree(document, policy));
    }

    /**
     * The guideline of a part. Parts are told apart by identity, not by {@code equals}; for one object that stands in the
     * document more than once, the strictest of its places counts. {@link #at} tells its places apart.
     *
     * @param part a part of the document, from one of its getters
     * @return public, partner, need-to-know or private
     * @throws IllegalArgumentException if it is no part of this document; an equal part of another one is not
     */
    public Restriction of(Object part) {
        Restriction found = byPart.get(part);
        if (found == null) {
            throw new IllegalArgumentException(
                    "part: not in this document. Take it from a getter of the same document object, or use at(path).");
        }
        return found;
    }

    /**
     * The guideline at a place.
     *
     * @param path the place, in the form that findings have: {@code /IODEF-Document/Incident[1]/EventData[2]}; it may end
     *     in an attribute ({@code @purpose}) or in an element that holds only text
     * @return public, partner, need-to-know or private; empty when there is nothing in this place
     */
    public Optional<Restriction> at(String path) {
        String[] steps = path.split("/", -1);
        PartTree.Node at = tree.root();
        if (steps.length < 2
                || !steps[0].isEmpty()
                || !steps[1].equals(at.placed().path().step())) {
            return Optional.empty();
        }
        for (int i = 2; i < steps.length; i++) {
            String step = steps[i];
            Optional<PartTree.Node> next = at.children().stream()
                    .filter(child -> child.placed().path().step().equals(step))
                    .findFirst();
            if (next.isEmpty()) {
                boolean value = i == steps.length - 1 && holds(at, step);
                return value ? Optional.of(at.effective()) : Optional.empty();
            }
            at = next.get();
        }
        return Optional.of(at.effective());
    }

    private static boolean holds(PartTree.Node node, String step) {
        ModelClass type = ModelClass.of(node.part());
        if (step.startsWith("@")) {
            return type.attributes().stream()
                    .anyMatch(attribute ->
                            attribute.name().equals(step.substring(1)) && attribute.get(node.part()) != null);
        }
        for (ModelProperty child : type.children()) {
            if (child.elements().isEmpty() || child.elements().get(0).isPart()) {
                continue;
            }
            for (int i = 1; i <= child.values(node.part()).size(); i++) {
                if (node.placed().pathOf(child, i).step().equals(step)) {
                    return true;
                }
            }
        }
        return step.equals("text()") && type.text().isPresent();
    }
}
