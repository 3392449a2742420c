package org.xmppgrid.iodef.internal.check;

import java.io.StringReader;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;
import org.xmppgrid.iodef.internal.xml.LeanWriter;
import org.xmppgrid.iodef.internal.xml.Parsers;
import org.xmppgrid.iodef.internal.xml.ReadLimits;

/** Hands what JAXB makes of a document to the verdict; foreign XML, which the model keeps as text, is taken apart. */
final class ModelEvents extends DefaultHandler {
    private final StrictVerdict verdict;
    private final StringBuilder envelope = new StringBuilder();
    private boolean inEnvelope;
    private int depth;

    ModelEvents(StrictVerdict verdict) {
        this.verdict = verdict;
    }

    @Override
    public void startPrefixMapping(String prefix, String namespace) throws SAXException {
        if (!namespace.equals(LeanWriter.ENVELOPE_NAMESPACE)) {
            verdict.declare(prefix, namespace);
        }
    }

    @Override
    public void startElement(String namespace, String localName, String qName, Attributes attributes)
            throws SAXException {
        if (namespace.equals(LeanWriter.ENVELOPE_NAMESPACE)) {
            inEnvelope = true;
            envelope.setLength(0);
            return;
        }
        begin(namespace, localName, qName, attributes);
    }

    private void begin(String namespace, String localName, String qName, Attributes attributes) throws SAXException {
        if (++depth > ReadLimits.MAX_DEPTH) {
            throw new SAXException("Elements nested more than " + ReadLimits.MAX_DEPTH + " deep");
        }
        verdict.start(namespace, localName, qName, attributes);
    }

    @Override
    public void characters(char[] text, int start, int length) throws SAXException {
        if (inEnvelope) {
            envelope.append(text, start, length);
        } else {
            verdict.text(text, start, length);
        }
    }

    @Override
    public void endElement(String namespace, String localName, String qName) throws SAXException {
        if (inEnvelope) {
            inEnvelope = false;
            foreign(envelope.toString());
            return;
        }
        finish(namespace, localName, qName);
    }

    private void finish(String namespace, String localName, String qName) throws SAXException {
        depth--;
        verdict.end(namespace, localName, qName);
    }

    private void foreign(String xml) throws SAXException {
        try {
            XMLStreamReader reader = Parsers.reader(new StringReader(xml));
            try {
                while (reader.hasNext()) {
                    switch (reader.next()) {
                        case XMLStreamConstants.START_ELEMENT -> {
                            for (int i = 0; i < reader.getNamespaceCount(); i++) {
                                verdict.declare(
                                        StreamAttributes.orEmpty(reader.getNamespacePrefix(i)),
                                        StreamAttributes.orEmpty(reader.getNamespaceURI(i)));
                            }
                            begin(
                                    StreamAttributes.orEmpty(reader.getNamespaceURI()),
                                    reader.getLocalName(),
                                    StreamAttributes.qName(reader.getPrefix(), reader.getLocalName()),
                                    StreamAttributes.of(reader));
                        }
                        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                            verdict.text(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                        case XMLStreamConstants.END_ELEMENT ->
                            finish(
                                    StreamAttributes.orEmpty(reader.getNamespaceURI()),
                                    reader.getLocalName(),
                                    StreamAttributes.qName(reader.getPrefix(), reader.getLocalName()));
                        default -> {
                            // Nothing else is in a text that ForeignXml has made.
                        }
                    }
                }
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new SAXException(e);
        }
    }
}
