package org.xmppgrid.iodef.internal.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLStreamReader;
import org.xml.sax.SAXException;
import org.xmppgrid.iodef.internal.codec.FindingWatch;
import org.xmppgrid.iodef.internal.xml.GuardedReader;
import org.xmppgrid.iodef.value.Finding;

/**
 * Checks a document against the strict schema while it is read: what was sent, before the model brings it into order
 * and leaves out what it has no room for. One for each document.
 */
public final class SchemaWatch implements FindingWatch {
    private final StrictVerdict verdict = new StrictVerdict();
    private final Deque<Name> open = new ArrayDeque<>();

    private record Name(String namespace, String localName, String qName) {}

    @Override
    public void start(GuardedReader reader) {
        start((XMLStreamReader) reader);
    }

    void start(XMLStreamReader reader) {
        String localName = reader.getLocalName();
        Name name = new Name(
                StreamAttributes.orEmpty(reader.getNamespaceURI()),
                localName,
                StreamAttributes.qName(reader.getPrefix(), localName));
        open.push(name);
        try {
            for (int i = 0; i < reader.getNamespaceCount(); i++) {
                verdict.declare(
                        StreamAttributes.orEmpty(reader.getNamespacePrefix(i)),
                        StreamAttributes.orEmpty(reader.getNamespaceURI(i)));
            }
            verdict.start(name.namespace, name.localName, name.qName, StreamAttributes.of(reader));
        } catch (SAXException e) {
            throw unexpected(e);
        }
    }

    @Override
    public void text(GuardedReader reader) {
        text((XMLStreamReader) reader);
    }

    void text(XMLStreamReader reader) {
        try {
            verdict.text(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        } catch (SAXException e) {
            throw unexpected(e);
        }
    }

    @Override
    public void end() {
        Name name = open.pop();
        try {
            verdict.end(name.namespace, name.localName, name.qName);
        } catch (SAXException e) {
            throw unexpected(e);
        }
    }

    /** What the schema has against the document, in document order; complete after the end of the root. */
    @Override
    public List<Finding> findings() {
        return verdict.found().inOrder();
    }

    /** The validator throws only what its error handler throws, and ours throws nothing. */
    private static IllegalStateException unexpected(SAXException e) {
        return new IllegalStateException(
                "The JDK's validator failed: " + e.getClass().getName(), e);
    }
}
