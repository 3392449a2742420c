package org.xmppgrid.iodef.internal.xml;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import org.jspecify.annotations.Nullable;

/**
 * Holds a reader to the {@linkplain ReadLimits limits} and refuses DOCTYPE and entities, whoever made the reader and
 * however it is set. All of it in the one pass that the binding makes. Ends with the element that it began with, and
 * leaves the reader behind it on that element's end tag.
 *
 * <p>Foreign elements reach the binding as one text each: JAXB drops white space inside them, which a signature would
 * not survive, and knows no way to keep what surrounds them.
 */
public final class GuardedReader extends StreamReaderDelegate {
    private static final String ADVICE_LIMIT =
            "This is a protection against hostile documents; split the report, or carry bulk data by reference.";
    private static final String ADVICE_DTD =
            "IODEF has no use for them and a stanza forbids them (RFC 6120 section 11.1); remove it.";

    private static final String XSI = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;
    private static final String HIDDEN_NAMESPACE = "urn:xmppgrid:ignored";
    /** No event of StAX has this number. */
    private static final int NOTHING = 0;

    /** Of element and attribute names, prefixes and targets of instructions; no vocabulary has as many. */
    private static final int MAX_STRANGE_NAMES = 10_000;

    private final XMLStreamReader parser;
    private final ReadLimits limits;
    private final ReadGuide guide;
    private final ReadWatch[] watches;
    private final OpenNamespaces namespaces = new OpenNamespaces();
    private String[] names = new String[16];
    /** The attribute values of the element that the parser stands on, which it would make anew each time. */
    private @Nullable String[] values = new @Nullable String[8];

    private @Nullable Set<String> strangeNames;
    private int depth;
    private int elements;
    private int textLength;
    private long totalLength;
    private long foreignLength;
    private boolean typeHidden;

    /** What the binding is shown instead of the parser's event, while a foreign element is handed over. */
    private int shown = NOTHING;

    private @Nullable String envelope;

    public GuardedReader(XMLStreamReader reader, ReadGuide guide) throws XMLStreamException {
        this(reader, guide, List.of(), ReadLimits.DEFAULT);
    }

    /** A reader that stands at the start of a document or on the start tag of the element to be read. */
    public GuardedReader(XMLStreamReader reader, ReadGuide guide, List<? extends ReadWatch> watches, ReadLimits limits)
            throws XMLStreamException {
        super(reader);
        this.parser = reader;
        this.guide = guide;
        this.watches = watches.toArray(ReadWatch[]::new);
        this.limits = limits;
        if (reader.getEventType() == START_ELEMENT) {
            check(START_ELEMENT);
            guided();
        }
    }

    /** Goes to the start tag of the root, if it does not stand on one. */
    public void toRoot() throws XMLStreamException {
        while (getEventType() != START_ELEMENT) {
            next();
        }
    }

    /** Reads what follows the element to the end of the document, which must be well-formed as well. */
    public void toEnd() throws XMLStreamException {
        while (super.hasNext()) {
            advance();
        }
    }

    @Override
    public int next() throws XMLStreamException {
        switch (shown) {
            case START_ELEMENT -> {
                shown = CHARACTERS;
                return CHARACTERS;
            }
            case CHARACTERS -> {
                shown = END_ELEMENT;
                return END_ELEMENT;
            }
            case END_DOCUMENT -> {
                return END_DOCUMENT;
            }
            default -> {
                shown = NOTHING;
                envelope = null;
            }
        }
        if (depth == 0 && elements > 0) {
            shown = END_DOCUMENT; // what follows the element is not ours to read
            return END_DOCUMENT;
        }
        while (true) {
            int event = advance();
            switch (event) {
                case START_ELEMENT -> {
                    if (!guided()) {
                        continue;
                    }
                }
                case END_ELEMENT -> guide.end();
                case CHARACTERS, CDATA, SPACE -> {
                    if (depth > 0) {
                        guide.text(this);
                    }
                }
                default -> {
                    // Nothing else is the guide's matter.
                }
            }
            return event;
        }
    }

    /** Does with the element at whose start tag the reader stands as the guide says; false if it was skipped. */
    private boolean guided() throws XMLStreamException {
        switch (guide.start(this)) {
            case BIND -> {
                typeHidden = true;
                return true;
            }
            case KEEP_AS_XML -> {
                ForeignXmlBuilder builder = new ForeignXmlBuilder();
                namespaces.declareIn(builder, depth);
                copyElement(builder);
                envelope = builder.build().packed();
                foreignLength += envelope.length();
                if (foreignLength > 2L * limits.totalLength()) {
                    throw beyond("XML of other vocabularies that is longer than " + 2L * limits.totalLength()
                            + " characters once each element stands alone");
                }
                shown = START_ELEMENT;
                return true;
            }
            default -> {
                copyElement(null);
                return false;
            }
        }
    }

    /** Goes to the end tag of the element that the reader stands on. */
    private void copyElement(@Nullable ForeignXmlBuilder target) throws XMLStreamException {
        int outside = depth - 1;
        int event = START_ELEMENT;
        while (true) {
            if (event == START_ELEMENT) {
                strange(parser.getLocalName());
                for (int i = 0; i < parser.getAttributeCount(); i++) {
                    strange(parser.getAttributeLocalName(i));
                }
            }
            if (target != null) {
                target.event(event, parser);
            }
            if (depth == outside) {
                return;
            }
            event = advance();
        }
    }

    /** The parser's next event, checked and told to those who look on. */
    private int advance() throws XMLStreamException {
        typeHidden = false;
        int event;
        try {
            event = parser.next();
        } catch (XMLStreamException e) {
            throw unreadable(e);
        } catch (RuntimeException e) {
            // Some parsers throw one for markup that they did not expect.
            throw unreadable(e.getCause() instanceof XMLStreamException fault ? fault : new XMLStreamException(e));
        }
        try {
            check(event);
        } catch (RuntimeException e) {
            // A parser that reads lazily finds some faults when the text is asked for, where it may not throw the
            // other.
            if (e.getCause() instanceof XMLStreamException fault) {
                throw unreadable(fault);
            }
            throw e;
        }
        if (strangeNames != null && strangeNames.size() > MAX_STRANGE_NAMES) {
            throw beyond("more than " + MAX_STRANGE_NAMES + " different names that RFC 7970 does not have");
        }
        return event;
    }

    /** A name that is none of the model's: the parser keeps them all, and takes the longer the more there are. */
    public void strange(String name) {
        if (strangeNames == null) {
            strangeNames = new HashSet<>();
        }
        strangeNames.add(name);
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
                namespaces.close(depth);
                depth--;
                textLength = 0;
                for (ReadWatch watch : watches) {
                    watch.end();
                }
            }
            case CHARACTERS, CDATA, SPACE -> {
                int length = getTextLength();
                textLength += length; // one text may come in many pieces
                if (textLength > limits.textLength()) {
                    throw beyond("one text of more than " + limits.textLength() + " characters");
                }
                count(length);
                if (depth > 0) {
                    for (ReadWatch watch : watches) {
                        watch.text(this);
                    }
                }
            }
            case COMMENT -> guide.aside(event);
            case PROCESSING_INSTRUCTION -> {
                strange(parser.getPITarget());
                guide.aside(event);
            }
            case DTD -> throw refused("The document has a DOCTYPE");
            case ENTITY_REFERENCE ->
                throw new DocumentException(
                        "The document refers to an entity",
                        shortPath(),
                        getLocation(),
                        "If a text is meant, write & as &amp;; entities of a DOCTYPE are not read (RFC 6120 section 11.1).",
                        null);
            default -> {
                // Nothing else comes with content.
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
        String name = parser.getLocalName();
        names[depth++] = name;
        if (name.isEmpty()) {
            throw nameless();
        }
        textLength = 0;
        if (++elements > limits.elements()) {
            throw beyond("more than " + limits.elements() + " elements");
        }
        int attributes = parser.getAttributeCount();
        int declarations = parser.getNamespaceCount();
        if (attributes + declarations > limits.attributes()) {
            throw beyond("more than " + limits.attributes() + " attributes on one element");
        }
        long length = name.length();
        if (attributes > values.length) {
            values = new @Nullable String[attributes];
        }
        for (int i = 0; i < attributes; i++) {
            String value = parser.getAttributeValue(i);
            values[i] = value;
            if (value.length() > limits.textLength()) {
                throw beyond("an attribute value of more than " + limits.textLength() + " characters");
            }
            if (!parser.isAttributeSpecified(i)) {
                throw refused("The document has an attribute that a DOCTYPE gave it");
            }
            int nameLength = parser.getAttributeLocalName(i).length();
            if (nameLength == 0) {
                throw nameless();
            }
            length += value.length() + nameLength;
        }
        for (int i = 0; i < declarations; i++) {
            String namespace = orEmpty(parser.getNamespaceURI(i));
            String prefix = orEmpty(parser.getNamespacePrefix(i));
            length += namespace.length() + prefix.length();
            if (namespace.indexOf('\uFFFE') >= 0 || namespace.indexOf('\uFFFF') >= 0) {
                throw notACharacter();
            }
            if (!prefix.isEmpty()) {
                strange(prefix);
            }
            namespaces.open(depth, prefix, namespace);
        }
        count(length);
        for (ReadWatch watch : watches) {
            watch.start(this);
        }
    }

    private void count(long length) throws XMLStreamException {
        totalLength += length;
        if (totalLength > limits.totalLength()) {
            throw beyond("more than " + limits.totalLength() + " characters in all");
        }
    }

    @Override
    public int getEventType() {
        return shown == NOTHING ? super.getEventType() : shown;
    }

    @Override
    public boolean hasNext() throws XMLStreamException {
        return shown != END_DOCUMENT && super.hasNext();
    }

    @Override
    public String getLocalName() {
        return envelope == null ? super.getLocalName() : LeanWriter.ENVELOPE_NAME;
    }

    @Override
    public @Nullable String getNamespaceURI() {
        return envelope == null ? super.getNamespaceURI() : LeanWriter.ENVELOPE_NAMESPACE;
    }

    @Override
    public @Nullable String getPrefix() {
        return envelope == null ? super.getPrefix() : LeanWriter.ENVELOPE_NAME;
    }

    @Override
    public int getAttributeCount() {
        return envelope == null ? super.getAttributeCount() : 0;
    }

    /** The value of an attribute of the start tag that the parser stands on. */
    @Override
    public @Nullable String getAttributeValue(int index) {
        return values[index];
    }

    @Override
    public int getNamespaceCount() {
        return envelope == null ? super.getNamespaceCount() : 0;
    }

    @Override
    public String getText() {
        return envelope == null ? super.getText() : envelope;
    }

    @Override
    public char[] getTextCharacters() {
        return envelope == null ? super.getTextCharacters() : envelope.toCharArray();
    }

    @Override
    public int getTextStart() {
        return envelope == null ? super.getTextStart() : 0;
    }

    @Override
    public int getTextLength() {
        return envelope == null ? super.getTextLength() : envelope.length();
    }

    /**
     * The namespace of an attribute, except that of {@code xsi:type} on an element of the model: JAXB would follow it
     * and put an object of the named class where another one belongs. The model has no derived types to name.
     */
    @Override
    public @Nullable String getAttributeNamespace(int index) {
        String namespace = super.getAttributeNamespace(index);
        return typeHidden
                        && namespace != null
                        && !namespace.isEmpty()
                        && XSI.equals(namespace)
                        && getAttributeLocalName(index).equals("type")
                ? HIDDEN_NAMESPACE
                : namespace;
    }

    private DocumentException nameless() {
        return new DocumentException(
                "The XML is not well-formed: a name ends with its prefix",
                shortPath(),
                getLocation(),
                "Ask the sender for well-formed XML.",
                null);
    }

    /** XML 1.0 §2.2; Aalto lets them pass in a namespace's name, and only there. */
    private DocumentException notACharacter() {
        return new DocumentException(
                "The XML is not well-formed: a namespace's name has U+FFFE or U+FFFF, which are no characters",
                shortPath(),
                getLocation(),
                "Ask the sender for well-formed XML.",
                null);
    }

    private DocumentException beyond(String what) {
        return new DocumentException("The document has " + what, shortPath(), getLocation(), ADVICE_LIMIT, null);
    }

    private DocumentException refused(String what) {
        return new DocumentException(what, shortPath(), getLocation(), ADVICE_DTD, null);
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
                    "Check that it is complete, and in the encoding that it says.",
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

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
