package org.xmppgrid.iodef.internal.check;

import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.xml.sax.helpers.AttributesImpl;

/** What a reader on a start tag says, as SAX has it. */
final class StreamAttributes {
    private StreamAttributes() {}

    static AttributesImpl of(XMLStreamReader reader) {
        AttributesImpl attributes = new AttributesImpl();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = reader.getAttributeLocalName(i);
            attributes.addAttribute(
                    orEmpty(reader.getAttributeNamespace(i)),
                    name,
                    qName(reader.getAttributePrefix(i), name),
                    "CDATA",
                    reader.getAttributeValue(i));
        }
        return attributes;
    }

    static String qName(@Nullable String prefix, String localName) {
        return prefix == null || prefix.isEmpty() ? localName : prefix + ':' + localName;
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
