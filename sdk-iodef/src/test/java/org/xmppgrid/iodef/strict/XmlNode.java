package org.xmppgrid.iodef.strict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;

/** An element that was grown: the other half of every comparison, written by other code than ours. */
final class XmlNode {
    final QName name;
    final Map<QName, String> attributes = new LinkedHashMap<>();

    /** Texts, elements of the schema, and foreign elements, in order; no text is empty or beside another. */
    final List<Object> content = new ArrayList<>();

    /** An element that no schema knows, as its text. */
    record Foreign(String xml) {}

    XmlNode(QName name) {
        this.name = name;
    }

    List<XmlNode> children() {
        return content.stream()
                .filter(XmlNode.class::isInstance)
                .map(XmlNode.class::cast)
                .toList();
    }

    /** The text of an element that holds nothing else. */
    String text() {
        return content.isEmpty() ? "" : (String) content.get(0);
    }

    Stream<XmlNode> all() {
        return Stream.concat(Stream.of(this), children().stream().flatMap(XmlNode::all));
    }

    String toXml() {
        StringBuilder xml = new StringBuilder();
        write(xml, "");
        return xml.toString();
    }

    private void write(StringBuilder xml, String around) {
        String namespace = name.getNamespaceURI();
        xml.append('<').append(name.getLocalPart());
        if (!namespace.equals(around)) {
            xml.append(" xmlns=\"").append(namespace).append('"');
        }
        attributes.forEach((attribute, value) -> {
            boolean ofXml = attribute.getNamespaceURI().equals(XMLConstants.XML_NS_URI);
            xml.append(ofXml ? " xml:" : " ").append(attribute.getLocalPart()).append("=\"");
            escape(value, xml);
            xml.append('"');
        });
        xml.append('>');
        for (Object part : content) {
            if (part instanceof XmlNode child) {
                child.write(xml, namespace);
            } else if (part instanceof Foreign foreign) {
                xml.append(foreign.xml);
            } else {
                escape((String) part, xml);
            }
        }
        xml.append("</").append(name.getLocalPart()).append('>');
    }

    /** The same for texts and attributes: more is escaped than must be, which no reader may notice. */
    static void escape(String text, StringBuilder xml) {
        text.codePoints().forEach(c -> {
            if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\n' || c == '\r' || c == '\t') {
                xml.append("&#").append(c).append(';');
            } else {
                xml.appendCodePoint(c);
            }
        });
    }

    @Override
    public String toString() {
        return toXml();
    }
}
