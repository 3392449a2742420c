package org.xmppgrid.iodef.strict;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;

/**
 * Decides so that a document has everything: the first element of each name is complete, later ones have what they must
 * have. What a choice leaves out is taken by the next one, in the same document or in the one after it.
 */
final class CoveringDecisions implements Decisions {
    private static final int MAX_DEPTH = 20;

    /** Every fourth has an Observable, which has the longest choice. */
    private static final int INDICATORS = 8;

    private final Tokens tokens;
    private final Map<Grammar.Group, Integer> turns;
    private final Set<QName> begun = new HashSet<>();
    private final Map<XmlNode, Boolean> complete = new IdentityHashMap<>();
    private final Map<Grammar.Text, Integer> used = new HashMap<>();
    private int unknown;

    /** What stands in an attribute with a list of values. */
    enum Tokens {
        LISTED,
        /** {@code ext-value}, with the partner attribute beside it. */
        EXTENDED,
        UNKNOWN
    }

    /**
     * @param turns how often each choice was made in the documents before, to be counted on
     */
    CoveringDecisions(Tokens tokens, Map<Grammar.Group, Integer> turns) {
        this.tokens = tokens;
        this.turns = turns;
    }

    @Override
    public void begin(XmlNode node, int depth) {
        complete.put(node, begun.add(node.name));
    }

    private boolean isComplete(XmlNode node) {
        return complete.getOrDefault(node, false);
    }

    @Override
    public int times(Grammar.Particle particle, XmlNode parent, int depth, boolean chosen) {
        if (!isComplete(parent)) {
            return Math.max(particle.min(), chosen ? 1 : 0);
        }
        if (particle instanceof Grammar.Group group && group.choice()) {
            return Math.min(particle.max(), group.particles().size());
        }
        boolean indicators = particle instanceof Grammar.Child child
                && child.name().getLocalPart().equals("Indicator");
        return Math.min(particle.max(), indicators ? INDICATORS : 2);
    }

    @Override
    public int alternative(Grammar.Group choice, XmlNode parent, int depth) {
        int alternatives = choice.particles().size();
        // the last of an expression's alternatives does not hold another expression
        return depth > MAX_DEPTH ? alternatives - 1 : (turns.merge(choice, 1, Integer::sum) - 1) % alternatives;
    }

    @Override
    public boolean has(Grammar.Attribute attribute, XmlNode owner) {
        if (DocumentGrower.isExtension(attribute.name())
                && !attribute.name().getLocalPart().equals("ext-SpecID")) {
            String partner = attribute.name().getLocalPart().substring("ext-".length());
            return "ext-value".equals(owner.attributes.get(new QName(partner)))
                    || tokens == Tokens.EXTENDED && isComplete(owner);
        }
        return isComplete(owner);
    }

    @Override
    public String text(Grammar.Text type, QName place, XmlNode owner) {
        boolean list = !type.tokens().isEmpty();
        if (list && tokens == Tokens.UNKNOWN) {
            return "x-new." + ++unknown;
        }
        if (list && tokens == Tokens.EXTENDED && type.tokens().contains("ext-value")) {
            return "ext-value";
        }
        List<String> samples = Lexical.samples(type).stream()
                .filter(sample -> !sample.equals("ext-value"))
                .toList();
        int turn = used.merge(type, 1, Integer::sum) - 1;
        return samples.isEmpty()
                ? place.getLocalPart() + " " + turn + ": \u00FC \uD83D\uDE00 & <b>"
                : samples.get(turn % samples.size());
    }

    @Override
    public List<Object> open(Grammar.Any any, boolean texts) {
        if (texts && !any.strict()) {
            return List.of("before ", foreign(any), " after");
        }
        return any.strict() ? List.of("text only") : List.of(foreign(any));
    }

    @Override
    public XmlNode.Foreign foreign(Grammar.Any any) {
        return new XmlNode.Foreign(
                "<f:log xmlns:f=\"urn:foreign\" n=\"1\">a<line xmlns=\"\"/> &amp; b<line xmlns=\"urn:line\"/></f:log>");
    }

    @Override
    public int reference(int bound) {
        return bound / 2;
    }
}
