package org.xmppgrid.iodef.internal.xml;

import java.io.IOException;
import java.util.Arrays;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import org.jspecify.annotations.Nullable;

/**
 * Holds a reader to the {@linkplain ReadLimits limits} and refuses DOCTYPE and entities, whoever made the reader and
 * however it is set. All of it in the one pass that the binding makes.
 */
public final class GuardedReader extends StreamReaderDelegate {
    private static final String ADVICE_LIMIT =
            "This is a protection against hostile documents; split the report, or carry bulk data by reference.";
    private static final String ADVICE_DTD =
            "IODEF has no use for them and a stanza forbids them (RFC 6120 section 11.1); remove it.";

    private static final String XSI = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;
    private static final String HIDDEN_NAMESPACE = "urn:xmppgrid:ignored";

    private final ReadLimits limits;
    private final ReadWatch watch;
    private String[] names = new String[16];
    private int depth;
    private int elements;
    private int textLength;
    private long totalLength;
    private boolean typeHidden;

    public GuardedReader(XMLStreamReader reader, ReadWatch watch) throws XMLStreamException {
        this(reader, watch, ReadLimits.DEFAULT);
    }

    public GuardedReader(XMLStreamReader reader, ReadWatch watch, ReadLimits limits) throws XMLStreamException {
        super(reader);
        this.watch = watch;
        this.limits = limits;
        if (reader.getEventType() == START_ELEMENT) {
            check(START_ELEMENT);
        }
    }

    @Override
    public int next() throws XMLStreamException {
        try {
            int event = super.next();
            check(event);
            return event;
        } catch (DocumentException e) {
            throw e;
        } catch (XMLStreamException e) {
            throw unreadable(e);
        } catch (RuntimeException e) {
            // A parser that reads lazily finds some faults when the text is asked for, where it may not throw the
            // other.
            if (e.getCause() instanceof XMLStreamException fault) {
                throw unreadable(fault);
            }
            throw e;
        }
    }

    /** JAXB calls this between elements; it must meet the same checks as {@link #next}. */
    @Override
    public int nextTag() throws XMLStreamException {
        int event;
        do {
            event = next();
        } while (event != START_ELEMENT && event != END_ELEMENT);
        return event;
    }

    /** The names of the open elements, as a path. */
    public String path() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            path.append('/').append(names[i]);
        }
        return path.toString();
    }

    private void check(int event) throws XMLStreamException {
        switch (event) {
            case START_ELEMENT -> start();
            case END_ELEMENT -> {
                depth--;
                textLength = 0;
                watch.end();
            }
            case CHARACTERS, CDATA, SPACE -> {
                int length = getTextLength();
                textLength += length; // one text may come in many pieces
                if (textLength > limits.textLength()) {
                    throw beyond("one text of more than " + limits.textLength() + " characters");
                }
                count(length);
                if (depth > 0) {
                    watch.text(this);
                }
            }
            case DTD -> throw refused("The document has a DOCTYPE");
            case ENTITY_REFERENCE -> throw refused("The document refers to the entity " + getLocalName());
            default -> {
                // Comments and processing instructions are skipped by the binding and held by nobody.
            }
        }
    }

    private void start() throws XMLStreamException {
        if (depth == limits.depth()) {
            throw beyond("elements nested more than " + limits.depth() + " deep");
        }
        if (depth == names.length) {
            names = Arrays.copyOf(names, depth * 2);
        }
        String name = getLocalName();
        names[depth++] = name;
        textLength = 0;
        if (++elements > limits.elements()) {
            throw beyond("more than " + limits.elements() + " elements");
        }
        int attributes = getAttributeCount();
        if (attributes + getNamespaceCount() > limits.attributes()) {
            throw beyond("more than " + limits.attributes() + " attributes on one element");
        }
        boolean typed = false;
        long length = name.length();
        for (int i = 0; i < attributes; i++) {
            int value = getAttributeValue(i).length();
            if (value > limits.textLength()) {
                throw beyond("an attribute value of more than " + limits.textLength() + " characters");
            }
            String attribute = getAttributeLocalName(i);
            length += value + attribute.length();
            typed |= attribute.equals("type") && XSI.equals(super.getAttributeNamespace(i));
        }
        count(length);
        typeHidden = false;
        typeHidden = watch.start(this) && typed;
    }

    /**
     * The namespace of an attribute, except that of {@code xsi:type} on an element of the model: JAXB would follow it
     * and put an object of the named class where another one belongs. The model has no derived types to name.
     */
    @Override
    public @Nullable String getAttributeNamespace(int index) {
        String namespace = super.getAttributeNamespace(index);
        return typeHidden
                        && XSI.equals(namespace)
                        && getAttributeLocalName(index).equals("type")
                ? HIDDEN_NAMESPACE
                : namespace;
    }

    private void count(long length) throws XMLStreamException {
        totalLength += length;
        if (totalLength > limits.totalLength()) {
            throw beyond("more than " + limits.totalLength() + " characters in all");
        }
    }

    private DocumentException beyond(String what) {
        return new DocumentException("The document has " + what, shortPath(), getLocation(), ADVICE_LIMIT, null);
    }

    private DocumentException refused(String what) {
        return new DocumentException(what, path(), getLocation(), ADVICE_DTD, null);
    }

    /** The start of the path: a document that is refused for its depth should not fill the log with it. */
    private String shortPath() {
        String path = path();
        return path.length() <= 200 ? path : path.substring(0, 200) + "…";
    }

    private DocumentException unreadable(XMLStreamException e) {
        Throwable cause = e.getNestedException() != null ? e.getNestedException() : e.getCause();
        if (cause instanceof IOException) {
            return new DocumentException(
                    "The document can't be read to its end: " + cause.getMessage(),
                    shortPath(),
                    e.getLocation(),
                    "See the cause.",
                    e);
        }
        return new DocumentException(
                "The XML is not well-formed: " + fault(e),
                shortPath(),
                e.getLocation(),
                "Ask the sender for well-formed XML.",
                e);
    }

    /** What a parser says is wrong, without the position that it puts before or behind it. */
    private static String fault(XMLStreamException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .filter(line -> !line.startsWith("ParseError at") && !line.startsWith(" at ["))
                .findFirst()
                .map(line -> line.startsWith("Message: ") ? line.substring("Message: ".length()) : line)
                .orElse("no reason given");
    }
}
