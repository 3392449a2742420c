package org.xmppgrid.iodef.internal.v1;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.internal.xml.DocumentException;
import org.xmppgrid.iodef.internal.xml.GuardedReader;
import org.xmppgrid.iodef.internal.xml.Parsers;
import org.xmppgrid.iodef.internal.xml.ReadGuide;
import org.xmppgrid.iodef.internal.xml.ReadLimits;

/** Reads a version 1 document into a tree, within the limits that hold for version 2. One for each document. */
final class V1Reader {
    private static final String NAMESPACE_V2 = "urn:ietf:params:xml:ns:iodef-2.0";
    private static final String NAMESPACE_RID = "urn:ietf:params:xml:ns:iodef-rid-";
    private static final String ROOT = "IODEF-Document";

    /** Every foreign element is searched for the prefixes in scope, so their number must be bounded. */
    private static final int MAX_DECLARATIONS = 128;

    /** In all: a tree of attributes that are kept takes more memory than their text. */
    private static final int MAX_ATTRIBUTES = 5 * ReadLimits.MAX_ELEMENTS;

    private static final int MAX_NAME = 80;

    /** What RFC 5070 §3 allows once, anywhere or in one class: such a step of a path has no position. */
    private static final Set<String> SINGLE = Set.of(
            "AlternativeID",
            "RelatedActivity",
            "DetectTime",
            "StartTime",
            "EndTime",
            "ReportTime",
            "DateTime",
            "History",
            "ContactName",
            "PostalAddress",
            "Fax",
            "Timezone",
            "ReferenceName",
            "Confidence",
            "Record",
            "Node",
            "Location",
            "Port",
            "Portlist",
            "ProtoType",
            "ProtoCode",
            "ProtoField",
            "Application",
            "Incident/IncidentID",
            "HistoryItem/IncidentID",
            "HistoryItem/Contact",
            "Expectation/Contact",
            "EventData/Assessment",
            "Application/URL",
            "OperatingSystem/URL");

    private final GuardedReader reader;
    private final Map<V1Element, Map<String, Integer>> positions = new HashMap<>();
    private int declarations;
    private int attributes;
    private boolean foreign;

    private V1Reader(GuardedReader reader) {
        this.reader = reader;
    }

    /**
     * A document that was read.
     *
     * @param remarks how many comments and processing instructions it had
     */
    record V1Document(V1Element root, int remarks) {}

    /** Reads a document from its start to its end, both of which must be well-formed. */
    static V1Document read(XMLStreamReader stream, ReadLimits limits) throws XMLStreamException {
        boolean familiar = false;
        try {
            Remarks remarks = new Remarks();
            V1Reader reader = new V1Reader(new GuardedReader(stream, remarks, List.of(), limits));
            V1Element root = reader.readRoot();
            familiar = !reader.foreign;
            return new V1Document(root, remarks.count);
        } finally {
            if (!familiar) {
                Parsers.forgetNames();
            }
        }
    }

    private V1Element readRoot() throws XMLStreamException {
        while (reader.getEventType() != XMLStreamConstants.START_ELEMENT) {
            reader.next();
        }
        checkRoot();
        V1Element root = element(null);
        V1Element open = root;
        while (open != null) {
            int event = reader.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    V1Element child = element(open);
                    open.append(child);
                    open = child;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    open.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    declarations -= open.declarations();
                    positions.remove(open);
                    open = open.parent();
                }
                default -> {
                    // Counted by Remarks, which sees those after the document as well.
                }
            }
        }
        reader.toEnd();
        return root;
    }

    private V1Element element(@Nullable V1Element parent) throws XMLStreamException {
        String name = reader.getLocalName();
        String namespace = orEmpty(reader.getNamespaceURI());
        foreign |= !namespace.equals(V1Element.NAMESPACE);
        V1Element element = new V1Element(
                parent, orEmpty(reader.getPrefix()), name, namespace, path(parent, name, namespace), declared());
        attributes += reader.getAttributeCount();
        if (attributes > MAX_ATTRIBUTES) {
            throw beyond("more than " + MAX_ATTRIBUTES + " attributes in all", "split the report.");
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String attribute = reader.getAttributeLocalName(i);
            String attributeNamespace = orEmpty(reader.getAttributeNamespace(i));
            String key =
                    switch (attributeNamespace) {
                        case "" -> attribute;
                        case XMLConstants.XML_NS_URI -> "xml:" + attribute;
                        case XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI -> "xsi:" + attribute;
                        default -> '{' + attributeNamespace + '}' + attribute;
                    };
            element.put(
                    key,
                    new V1Element.Attribute(
                            orEmpty(reader.getAttributePrefix(i)),
                            attributeNamespace,
                            attribute,
                            reader.getAttributeValue(i)));
        }
        return element;
    }

    private Map<String, String> declared() throws DocumentException {
        int count = reader.getNamespaceCount();
        if (count == 0) {
            return Map.of();
        }
        declarations += count;
        if (declarations > MAX_DECLARATIONS) {
            throw beyond(
                    "more than " + MAX_DECLARATIONS + " namespace declarations in force",
                    "declare a namespace once, on the root.");
        }
        Map<String, String> declared = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            declared.put(orEmpty(reader.getNamespacePrefix(i)), orEmpty(reader.getNamespaceURI(i)));
        }
        return declared;
    }

    private DocumentException beyond(String what, String advice) {
        return new DocumentException(
                "The document has " + what,
                "",
                reader.getLocation(),
                "This is a protection against hostile documents; " + advice,
                null);
    }

    private PartPath path(@Nullable V1Element parent, String name, String namespace) {
        if (parent == null) {
            return PartPath.root();
        }
        int position = positions.computeIfAbsent(parent, any -> new HashMap<>()).merge(name, 1, Integer::sum);
        boolean single = namespace.equals(V1Element.NAMESPACE)
                && (SINGLE.contains(name) || SINGLE.contains(parent.name() + '/' + name));
        return parent.path().child(shortened(name), "", single && position == 1 ? 0 : position);
    }

    /** A name as it may stand in a path: a hostile one could be as long as the document. */
    static String shortened(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
    }

    private void checkRoot() throws DocumentException {
        String namespace = orEmpty(reader.getNamespaceURI());
        String element = reader.getLocalName();
        if (namespace.equals(V1Element.NAMESPACE) && element.equals(ROOT)) {
            return;
        }
        String what;
        String advice;
        if (namespace.equals(NAMESPACE_V2)) {
            what = "This is an IODEF version 2 document (RFC 7970, " + NAMESPACE_V2 + ")";
            advice = "Read it with Iodef.read; Iodef.readV1 is for version 1 only.";
        } else if (namespace.startsWith(NAMESPACE_RID)) {
            what = "This is a RID message (RFC 6545), which wraps an IODEF document";
            advice = "Take the IODEF-Document out of its XMLDocument and read that.";
        } else {
            what = "The root is {" + shortened(namespace) + "}" + shortened(element);
            advice = "An IODEF version 1 document starts with {" + V1Element.NAMESPACE + "}" + ROOT + ".";
        }
        throw new DocumentException(what, "", reader.getLocation(), advice, null);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Counts comments and processing instructions; everything else passes. */
    private static final class Remarks implements ReadGuide {
        private int count;

        @Override
        public Fate start(GuardedReader reader) {
            reader.strange(reader.getLocalName());
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                reader.strange(reader.getAttributeLocalName(i));
            }
            return Fate.BIND;
        }

        @Override
        public void text(GuardedReader reader) {}

        @Override
        public void end() {}

        @Override
        public void aside(int event) {
            count++;
        }
    }
}
