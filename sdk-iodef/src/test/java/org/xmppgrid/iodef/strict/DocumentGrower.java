package org.xmppgrid.iodef.strict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;

/** Grows one document that is valid by the strict schemas, as somebody decides what they leave open. */
final class DocumentGrower {
    private static final List<String> X509 =
            List.of("X509IssuerSerial", "X509SKI", "X509SubjectName", "X509Certificate", "X509CRL");

    /** NCNames of all kinds, which a number makes unique. */
    private static final List<String> ID_STEMS = List.of("id-", "_", "I.", "\u00DC", "\u5927-", "a\u0301");

    /** What the text of RFC 7970 demands of the root beyond its schema (§3.1 and §6). */
    private static final List<QName> MUSTS = List.of(new QName("version"), new QName(XMLConstants.XML_NS_URI, "lang"));

    private final Grammar grammar = Grammar.published();
    private final Decisions decisions;
    private final List<String> ids = new ArrayList<>();
    private final List<Runnable> references = new ArrayList<>();

    private DocumentGrower(Decisions decisions) {
        this.decisions = decisions;
    }

    static XmlNode grow(Decisions decisions) {
        DocumentGrower grower = new DocumentGrower(decisions);
        XmlNode document = grower.grow(grower.grammar.element(new QName(StrictSchemas.IODEF, "IODEF-Document")), 0);
        grower.references.forEach(Runnable::run);
        return document;
    }

    private XmlNode grow(Grammar.Child child, int depth) {
        XmlNode node = new XmlNode(child.name());
        decisions.begin(node, depth);
        Grammar.Type type = grammar.type(child);
        for (Grammar.Attribute attribute : type.attributes()) {
            if (attribute.required()
                    || depth == 0 && MUSTS.contains(attribute.name())
                    || decisions.has(attribute, node)) {
                attribute(node, attribute);
            }
        }
        if (type.text() != null) {
            String text = type.text().base().equals("ID") ? newId() : decisions.text(type.text(), child.name(), node);
            add(node, text);
        } else if (type.particles().size() == 1 && type.particles().get(0) instanceof Grammar.Any any) {
            decisions.open(any, type.mixed()).forEach(part -> add(node, part));
        } else {
            type.particles().forEach(particle -> grow(particle, node, depth, false));
        }
        if (child.name().equals(new QName(StrictSchemas.DSIG, "X509Data"))) {
            // Their order has no meaning (XML Signature §4.4.4), and the model keeps them by kind.
            node.content.sort(Comparator.comparingInt(
                    part -> part instanceof XmlNode known ? X509.indexOf(known.name.getLocalPart()) : X509.size()));
        }
        return node;
    }

    private void attribute(XmlNode node, Grammar.Attribute attribute) {
        if (attribute.fixed() != null) {
            node.attributes.put(attribute.name(), attribute.fixed());
        } else if (attribute.text().base().equals("ID")) {
            node.attributes.put(attribute.name(), newId());
        } else if (attribute.text().base().equals("IDREF")) {
            node.attributes.put(attribute.name(), ""); // its place among the attributes
            references.add(() -> node.attributes.put(attribute.name(), ids.get(decisions.reference(ids.size()))));
        } else {
            node.attributes.put(attribute.name(), decisions.text(attribute.text(), attribute.name(), node));
        }
    }

    private void grow(Grammar.Particle particle, XmlNode parent, int depth, boolean chosen) {
        int times = decisions.times(particle, parent, depth, chosen);
        for (int i = 0; i < times; i++) {
            if (particle instanceof Grammar.Child child) {
                parent.content.add(grow(child, depth + 1));
            } else if (particle instanceof Grammar.Any any) {
                if (!any.strict()) {
                    parent.content.add(decisions.foreign(any));
                }
            } else if (particle instanceof Grammar.Group group && group.choice()) {
                int index = decisions.alternative(group, parent, depth);
                grow(group.particles().get(index), parent, depth, true);
            } else if (particle instanceof Grammar.Group group) {
                group.particles().forEach(part -> grow(part, parent, depth, false));
            }
        }
    }

    private static void add(XmlNode node, Object part) {
        if (!part.equals("")) {
            node.content.add(part);
        }
    }

    private String newId() {
        String id = ID_STEMS.get(ids.size() % ID_STEMS.size()) + ids.size();
        ids.add(id);
        return id;
    }

    /** Whether an attribute is the partner of another one that says {@code ext-value}. */
    static boolean isExtension(QName attribute) {
        return attribute.getNamespaceURI().equals(XMLConstants.NULL_NS_URI)
                && attribute.getLocalPart().startsWith("ext-");
    }
}
