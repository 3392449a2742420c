package org.xmppgrid.iodef.internal.v1;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.codec.DocumentCodec;
import org.xmppgrid.iodef.internal.codec.DocumentFindings;
import org.xmppgrid.iodef.internal.codec.ReadSettings;
import org.xmppgrid.iodef.internal.codec.RefusedException;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.internal.v1.UpgradeFindings.Rule;
import org.xmppgrid.iodef.internal.xml.DocumentException;
import org.xmppgrid.iodef.internal.xml.ForeignXmlBuilder;
import org.xmppgrid.iodef.internal.xml.Parsers;
import org.xmppgrid.iodef.internal.xml.ReadLimits;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;

/**
 * Makes version 2 of a version 1 document. What is the same in both is carried over as the model of version 2 has room
 * for it; {@link ClassRules} knows what is not. What is left of an element then is kept as AdditionalData of the nearest
 * class that may have some, and reported: nothing can be forgotten by a rule that does not exist.
 */
public final class Upgrade {
    private static final String EXTENSIONS = "RFC 7970 §5.2";

    private final UpgradeFindings findings = new UpgradeFindings();
    private final ClassRules rules = new ClassRules(this);
    private long foreignLength;
    private int kept;

    private Upgrade() {}

    /** Reads a version 1 document from its start to its end and upgrades it. */
    public static IodefDocument read(XMLStreamReader reader, ReadSettings settings) throws XMLStreamException {
        return new Upgrade().upgrade(V1Reader.read(reader, settings.limits()), settings);
    }

    private IodefDocument upgrade(V1Reader.V1Document source, ReadSettings settings) throws XMLStreamException {
        PartPath root = source.root().path();
        if (source.remarks() > 0) {
            report(
                    Rule.DROPPED_COMMENT,
                    root,
                    "The document has comments or processing instructions, " + source.remarks()
                            + " in all. They are no part of a document and were not kept; read them in the original.");
        }
        V2Element document = V2Element.document();
        rules.document(source.root(), document);
        ForeignXmlBuilder xml = new ForeignXmlBuilder();
        document.write(xml);
        IodefDocument upgraded = parse(xml.build().text(), settings);
        List<Finding> all = new ArrayList<>(findings.all());
        all.addAll(upgraded.findings());
        if (settings.strict()) {
            RefusedException.ifErrors(all);
        }
        DocumentFindings.attach(upgraded, all);
        return upgraded;
    }

    private static IodefDocument parse(String xml, ReadSettings settings) throws XMLStreamException {
        XMLStreamReader reader = Parsers.reader(new StringReader(xml));
        try {
            return DocumentCodec.readWhole(reader, new ReadSettings(settings.limits(), false, settings.watches()));
        } finally {
            reader.close();
        }
    }

    void report(Rule rule, PartPath path, String message) {
        findings.add(rule, path, message);
    }

    void report(Rule rule, PartPath path, String clause, String message) {
        findings.add(rule, path, clause, message);
    }

    /** Brings everything that is left of an element to its counterpart, or keeps and reports it. */
    void map(V1Element from, V2Element to) throws XMLStreamException {
        for (String attribute : from.attributes()) {
            mapAttribute(from, to, attribute);
        }
        mapContent(from, to);
    }

    private void mapAttribute(V1Element from, V2Element to, String attribute) throws XMLStreamException {
        PartPath path = from.path().attribute(V1Reader.shortened(attribute));
        String value = String.valueOf(from.take(attribute));
        if (attribute.startsWith("xsi:")) {
            report(
                    Rule.DROPPED_ATTRIBUTE,
                    path,
                    "RFC 7970 §5.2",
                    "The attribute speaks of the schema of version 1. It was dropped; nothing needs to be done.");
            return;
        }
        String name = rules.attributeName(to, attribute);
        if (to.hasRoomForAttribute(name)) {
            rules.setAttribute(to, name, value, path);
            return;
        }
        additionalData(to)
                .set("name", attribute)
                .set("dtype", "string")
                .set("meaning", meaning(path))
                .text(value);
        reportKept(path);
    }

    private void mapContent(V1Element from, V2Element to) throws XMLStreamException {
        if (to.hasText()) {
            String text = from.takeText();
            if (!text.isEmpty()) { // a rule may have taken and placed it
                to.text(text);
            }
        }
        for (Object part : from.takeContent()) {
            if (part instanceof V1Element child) {
                mapChild(child, to);
            } else if (to.isMixed()) {
                to.text(part.toString());
            } else if (!part.toString().isBlank()) {
                keepText(part.toString(), "string", from.path().text(), to);
            }
        }
    }

    private void mapChild(V1Element child, V2Element to) throws XMLStreamException {
        if (child.isV1() && to.isV2() && rules.map(child, to)) {
            return;
        }
        String namespace = child.isV1() && to.isV2() ? V2Element.NAMESPACE : child.namespace();
        if (to.hasRoom(child.name(), namespace)) {
            map(child, to.add(child.name(), namespace));
        } else if (to.isOpen()) {
            if (child.isV1() || child.holdsV1()) {
                report(
                        Rule.LEFT_AS_IS,
                        child.path(),
                        EXTENSIONS,
                        "XML of another vocabulary holds elements of IODEF version 1. It was kept as it is;"
                                + " check that its readers expect that.");
            }
            to.tighten(child.restrictions());
            to.foreign(xml(child));
        } else {
            keep(child, to);
        }
    }

    /** Keeps an element that version 2 has no place for. */
    void keep(V1Element element, V2Element near) throws XMLStreamException {
        V2Element data = additionalData(near)
                .set("name", V1Reader.shortened(element.name()))
                .set("dtype", "xml")
                .set("meaning", meaning(element.path()));
        data.tighten(element.restrictions());
        data.foreign(xml(element));
        reportKept(element.path());
    }

    /** Keeps text that version 2 has no place for. */
    void keepText(String text, String dtype, PartPath path, V2Element near) throws XMLStreamException {
        additionalData(near)
                .set("name", path.toString().substring(path.toString().lastIndexOf('/') + 1))
                .set("dtype", dtype)
                .set("meaning", meaning(path))
                .text(text);
        reportKept(path);
    }

    /** AdditionalData near an element, as much of it as a document may have. */
    V2Element additionalData(V2Element near) throws XMLStreamException {
        if (++kept > ReadLimits.MAX_ELEMENTS) {
            throw beyond("more than " + ReadLimits.MAX_ELEMENTS + " parts that version 2 has no place for");
        }
        return near.additionalData();
    }

    private static String meaning(PartPath path) {
        return "IODEF version 1: " + path;
    }

    private void reportKept(PartPath path) {
        report(
                Rule.KEPT,
                path,
                EXTENSIONS,
                "Version 2 has no place for this. It was kept as AdditionalData of the nearest class that may have"
                        + " some, whose meaning attribute names this path; check whether it still matters.");
    }

    /** An element as XML. A short element may need long namespace names, so all of them together are bounded. */
    String xml(V1Element element) throws XMLStreamException {
        String xml = element.xml();
        foreignLength += xml.length();
        if (foreignLength > 2L * ReadLimits.MAX_TOTAL_LENGTH) {
            throw beyond("XML of other vocabularies that is longer than " + 2L * ReadLimits.MAX_TOTAL_LENGTH
                    + " characters when each element has its namespaces");
        }
        return xml;
    }

    private static DocumentException beyond(String what) {
        return new DocumentException(
                "The document has " + what,
                "",
                null,
                "This is a protection against hostile documents; split the report.",
                null);
    }

    /** Takes an attribute and reports that it was not mapped exactly; null when there is none. */
    @Nullable
    String take(V1Element from, String attribute, Rule rule, String message) {
        String value = from.take(attribute);
        if (value != null) {
            report(rule, from.path().attribute(attribute), message);
        }
        return value;
    }
}
