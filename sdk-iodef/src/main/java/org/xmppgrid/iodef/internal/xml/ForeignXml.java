package org.xmppgrid.iodef.internal.xml;

import java.io.StringReader;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

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
        XMLStreamReader parser = Parsers.foreignReader(new StringReader(xml));
        GuardedReader reader = new GuardedReader(parser, ReadGuide.OPEN);
        try {
            reader.toRoot();
            ForeignXmlBuilder builder = new ForeignXmlBuilder();
            builder.declareAll(parser);
            for (int event = XMLStreamConstants.START_ELEMENT;
                    event != XMLStreamConstants.END_DOCUMENT;
                    event = reader.next()) {
                builder.event(event, parser);
            }
            reader.toEnd();
            return builder.build();
        } finally {
            reader.close();
        }
    }

    /** All three in one text, for {@link #unpacked}. */
    String packed() {
        return localName + ' ' + namespace.length() + ' ' + namespace + text;
    }

    /** The element that {@link GuardedReader} has packed. */
    public static ForeignXml unpacked(String packed) {
        int name = packed.indexOf(' ');
        int length = packed.indexOf(' ', name + 1);
        int text = length + 1 + Integer.parseInt(packed, name + 1, length, 10);
        return new ForeignXml(packed.substring(length + 1, text), packed.substring(0, name), packed.substring(text));
    }
}
