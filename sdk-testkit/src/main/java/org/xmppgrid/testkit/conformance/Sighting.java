package org.xmppgrid.testkit.conformance;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.Payloads;

/**
 * What a vendor would carry over a grid: an element of its own, with a value that is told from others by its number.
 *
 * @param severity a number
 * @param text some text
 */
record Sighting(int severity, String text) {
    static final String NAMESPACE = "urn:example:vendor:1";

    /** The type of its payloads. */
    static final PayloadType<Sighting> TYPE =
            Payloads.of(NAMESPACE, "sighting", Sighting.class, Sighting::read, Sighting::write);

    private static Sighting read(XMLStreamReader xml) throws XMLStreamException {
        int severity = Integer.parseInt(xml.getAttributeValue(null, "severity"));
        return new Sighting(severity, xml.getElementText());
    }

    private static void write(Sighting sighting, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("", "sighting", NAMESPACE);
        xml.writeDefaultNamespace(NAMESPACE);
        xml.writeAttribute("severity", Integer.toString(sighting.severity));
        xml.writeCharacters(sighting.text);
        xml.writeEndElement();
    }
}
