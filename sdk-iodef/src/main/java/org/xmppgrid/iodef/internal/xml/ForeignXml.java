package org.xmppgrid.iodef.internal.xml;

import java.io.StringReader;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One element as XML text that stands on its own.
 *
 * @param namespace the namespace of the element, empty for none
 * @param localName its name without a prefix
 * @param text the text, in one canonical spelling, so that equal elements have equal texts
 */
public record ForeignXml(String namespace, String localName, String text) {

    /** The text of one element, brought into the spelling that {@link ForeignXmlBuilder} gives. */
    public static ForeignXml parse(String xml) throws XMLStreamException {
        XMLStreamReader reader = new GuardedReader(Parsers.reader(new StringReader(xml)), ReadWatch.NONE);
        try {
            while (reader.getEventType() != XMLStreamConstants.START_ELEMENT) {
                reader.next();
            }
            ForeignXmlBuilder builder = new ForeignXmlBuilder();
            for (int depth = 0; ; reader.next()) {
                switch (reader.getEventType()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        start(builder, reader);
                        depth++;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        builder.characters(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        builder.end();
                        depth--;
                    }
                    default -> {
                        // A comment or processing instruction says nothing to a machine and is not for a stanza.
                    }
                }
                if (depth == 0) {
                    break;
                }
            }
            while (reader.hasNext()) {
                reader.next(); // what follows must be well-formed as well
            }
            return builder.build();
        } finally {
            reader.close();
        }
    }

    private static void start(ForeignXmlBuilder builder, XMLStreamReader reader) {
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            builder.declare(orEmpty(reader.getNamespacePrefix(i)), orEmpty(reader.getNamespaceURI(i)));
        }
        builder.start(orEmpty(reader.getPrefix()), reader.getLocalName(), orEmpty(reader.getNamespaceURI()));
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            builder.attribute(
                    orEmpty(reader.getAttributePrefix(i)),
                    reader.getAttributeLocalName(i),
                    orEmpty(reader.getAttributeNamespace(i)),
                    reader.getAttributeValue(i));
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
