package org.xmppgrid.iodef.strict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;

/** Decides by chance, as a list of numbers has it. */
final class RandomDecisions implements Decisions {
    private static final int MAX_DEPTH = 30;
    private static final int OPEN_PARTS_OF_AN_INCIDENT = 16;

    private static final List<String> NAMESPACES = List.of("urn:foreign:a", "urn:foreign:b", "urn:foreign:&<c");
    private static final List<String> NAMESPACES_OR_NONE = List.of("urn:foreign:a", "");

    private final Choices choices;
    private final int focus;
    private int particles;

    /** A document about one part of an incident, mostly: else the first parts would use up all chance. */
    RandomDecisions(Choices choices) {
        this.choices = choices;
        this.focus = choices.below(OPEN_PARTS_OF_AN_INCIDENT + 1) - 1;
    }

    @Override
    public int times(Grammar.Particle particle, XmlNode parent, int depth, boolean chosen) {
        int least = chosen ? Math.max(1, particle.min()) : particle.min();
        if (particle.max() <= least || depth > MAX_DEPTH) {
            return least;
        }
        if (depth == 1) {
            boolean inFocus = particles++ % OPEN_PARTS_OF_AN_INCIDENT == focus;
            return Math.max(least, inFocus || choices.oneIn(12) ? 1 : 0);
        }
        int more = choices.oneIn(3) ? 1 : 0;
        return more == 1 && particle.max() > least + 1 && choices.oneIn(4) ? least + 2 : least + more;
    }

    @Override
    public int alternative(Grammar.Group choice, XmlNode parent, int depth) {
        // From behind: the last of an expression's alternatives does not hold another expression.
        int last = choice.particles().size() - 1;
        return depth > MAX_DEPTH ? last : last - choices.below(last + 1);
    }

    @Override
    public boolean has(Grammar.Attribute attribute, XmlNode owner) {
        return choices.oneIn(DocumentGrower.isExtension(attribute.name()) ? 6 : 3);
    }

    @Override
    public String text(Grammar.Text type, QName place, XmlNode owner) {
        List<String> samples = Lexical.samples(type);
        return samples.isEmpty() ? string() : choices.of(samples);
    }

    private String string() {
        StringBuilder text = new StringBuilder("a");
        if (choices.oneIn(2)) {
            text.setLength(0);
            for (int i = choices.below(4); i >= 0; i--) {
                text.append(choices.of(Lexical.PIECES));
            }
        }
        return text.toString();
    }

    @Override
    public List<Object> open(Grammar.Any any, boolean texts) {
        List<Object> content = new ArrayList<>();
        int parts = choices.below(4);
        for (int i = 0; i < parts; i++) {
            boolean afterText = !content.isEmpty() && content.get(content.size() - 1) instanceof String;
            if (!any.strict() && (!texts || afterText || choices.oneIn(2))) {
                content.add(foreign(any));
            } else if (texts && !afterText) {
                String text = string();
                if (!text.isEmpty()) {
                    content.add(text);
                }
            }
        }
        return content;
    }

    @Override
    public XmlNode.Foreign foreign(Grammar.Any any) {
        return new XmlNode.Foreign(foreign(0, any.other(), Map.of()));
    }

    /** An element of nobody's schema, with all that makes XML hard to copy: prefixes that change, and names in texts. */
    private String foreign(int depth, boolean named, Map<String, String> around) {
        Map<String, String> declared = new HashMap<>(around);
        StringBuilder xml = new StringBuilder();
        String prefix = choices.of(List.of("", "f", "ds", "ns1"));
        String name = (prefix.isEmpty() ? "" : prefix + ":")
                + choices.of(List.of("log", "\u00C9l\u00E9ment", "_", "Incident"));
        xml.append('<').append(name);
        declare(prefix, choices.of(prefix.isEmpty() && !named ? NAMESPACES_OR_NONE : NAMESPACES), declared, xml);
        if (choices.oneIn(3)) {
            xml.append(" a=\"");
            XmlNode.escape(string(), xml);
            xml.append('"');
        }
        if (choices.oneIn(4)) {
            declare("q", choices.of(NAMESPACES), declared, xml);
            xml.append(" q:b=\"q:c\" xml:lang=\"fr\"");
        }
        xml.append('>');
        if (depth < 4) {
            for (int i = choices.below(3); i > 0; i--) {
                if (choices.oneIn(2)) {
                    xml.append(foreign(depth + 1, false, declared));
                } else {
                    XmlNode.escape(string(), xml);
                }
            }
        }
        return xml.append("</").append(name).append('>').toString();
    }

    private static void declare(String prefix, String namespace, Map<String, String> declared, StringBuilder xml) {
        declared.put(prefix, namespace);
        xml.append(prefix.isEmpty() ? " xmlns=\"" : " xmlns:" + prefix + "=\"");
        XmlNode.escape(namespace, xml);
        xml.append('"');
    }

    @Override
    public int reference(int bound) {
        return choices.below(bound);
    }
}
