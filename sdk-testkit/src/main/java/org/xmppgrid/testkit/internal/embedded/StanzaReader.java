package org.xmppgrid.testkit.internal.embedded;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * Reads one XML stream (RFC 6120 §4): its header, then element by element. It never reads past the end of an element
 * before that element is handed over, so a stream can be given up for a new one, as after STARTTLS.
 */
public final class StanzaReader {
    private static final int MAX_DEPTH = 2_500;
    /** How far the parser may have read ahead of the element that it is in. */
    private static final int READ_AHEAD = 8_192;

    private final MeteredInput input;
    private final int limit;
    private @Nullable XMLStreamReader2 started;
    private String lastText = "";

    /**
     * Starts reading.
     *
     * @param in the bytes of the stream, from its header on
     * @param limit the largest element to accept, in bytes
     */
    public StanzaReader(InputStream in, int limit) {
        this(in, limit, false);
    }

    /**
     * Starts reading.
     *
     * @param in the bytes of the stream, from its header on
     * @param limit the largest element to accept, in bytes
     * @param keepText whether to keep the bytes of each element for {@link #lastText()}
     */
    public StanzaReader(InputStream in, int limit, boolean keepText) {
        this.limit = limit;
        this.input = new MeteredInput(in, (long) limit + READ_AHEAD, keepText);
    }

    /**
     * Reads the stream's header: an element that stays open.
     *
     * @return the header without content
     * @throws IOException if the connection ended
     * @throws StreamException if it is no header
     */
    public Xml header() throws IOException, StreamException {
        start();
        while (advance() != XMLStreamConstants.START_ELEMENT) {
            refuseRestricted();
        }
        Xml header = startTag().build();
        input.restart();
        return header;
    }

    /**
     * Reads the next element of the stream.
     *
     * @return the element, or {@code null} at the stream's end
     * @throws IOException if the connection ended before the stream
     * @throws StreamException if it is nothing that may be on a stream
     */
    public @Nullable Xml next() throws IOException, StreamException {
        while (true) {
            switch (advance()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    long start = parser().getLocationInfo().getStartingByteOffset();
                    Xml element = element();
                    lastText = input.text(start, end());
                    input.restart();
                    return element;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return null;
                }
                default -> {
                    refuseRestricted();
                    if (parser().isCharacters() && !parser().isWhiteSpace()) {
                        throw new StreamException("bad-format", "text between stanzas");
                    }
                    input.restart();
                }
            }
        }
    }

    /**
     * The bytes of the element that was read last, as they came; only if this was asked for.
     *
     * @return the text of the element
     */
    public String lastText() {
        return lastText;
    }

    private Xml element() throws IOException, StreamException {
        long start = parser().getLocationInfo().getStartingByteOffset();
        Deque<Xml.Builder> open = new ArrayDeque<>();
        open.push(startTag());
        StringBuilder text = new StringBuilder();
        while (true) {
            int event = advance();
            if (parser().getLocationInfo().getStartingByteOffset() - start > limit) {
                throw tooBig();
            }
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    flush(text, open);
                    open.push(startTag());
                    if (open.size() > MAX_DEPTH) {
                        throw new StreamException("policy-violation", "elements nested too deep");
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    flush(text, open);
                    Xml done = open.pop().build();
                    Xml.Builder parent = open.peek();
                    if (parent == null) {
                        return done;
                    }
                    parent.child(done);
                }
                default -> {
                    refuseRestricted();
                    if (parser().isCharacters() || event == XMLStreamConstants.CDATA) {
                        text.append(parser().getText());
                    }
                }
            }
        }
    }

    private static void flush(StringBuilder text, Deque<Xml.Builder> open) {
        Xml.Builder innermost = open.peek();
        if (text.length() > 0 && innermost != null) {
            innermost.text(text.toString());
            text.setLength(0);
        }
    }

    private Xml.Builder startTag() {
        Xml.Builder builder = Xml.element(
                parser().getPrefix() == null ? "" : parser().getPrefix(),
                parser().getNamespaceURI() == null ? "" : parser().getNamespaceURI(),
                parser().getLocalName());
        for (int i = 0; i < parser().getNamespaceCount(); i++) {
            String prefix = parser().getNamespacePrefix(i);
            String uri = parser().getNamespaceURI(i);
            builder.declare(prefix == null ? "" : prefix, uri == null ? "" : uri);
        }
        for (int i = 0; i < parser().getAttributeCount(); i++) {
            String prefix = parser().getAttributePrefix(i);
            String uri = parser().getAttributeNamespace(i);
            builder.attribute(new Xml.Attribute(
                    prefix == null ? "" : prefix,
                    uri == null ? "" : uri,
                    parser().getAttributeLocalName(i),
                    parser().getAttributeValue(i)));
        }
        return builder;
    }

    /** RFC 6120 §11.1 forbids comments, processing instructions, document types and entities. */
    private void refuseRestricted() throws StreamException {
        switch (parser().getEventType()) {
            case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION, XMLStreamConstants.DTD ->
                throw new StreamException(
                        "restricted-xml", "comments, processing instructions and document types are not allowed");
            case XMLStreamConstants.ENTITY_REFERENCE ->
                throw new StreamException("not-well-formed", "undefined entity");
            default -> {
                // An ordinary event.
            }
        }
    }

    private XMLStreamReader2 parser() {
        if (started == null) {
            throw new IllegalStateException("the header comes first");
        }
        return started;
    }

    /** Not at once: starting to parse waits for the first bytes. */
    private void start() throws IOException, StreamException {
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        // Lazily parsed text fails in getText(), with an exception that nobody declares.
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        try {
            started = (XMLStreamReader2) factory.createXMLStreamReader(input);
        } catch (XMLStreamException broken) {
            throw fault(broken);
        }
    }

    private int advance() throws IOException, StreamException {
        try {
            if (!parser().hasNext()) {
                throw new EOFException("the stream ended");
            }
            return parser().next();
        } catch (XMLStreamException broken) {
            throw fault(broken);
        }
    }

    private StreamException fault(XMLStreamException broken) throws IOException {
        if (input.tooMuch) {
            return tooBig();
        }
        if (input.ended || input.failed != null) {
            EOFException end = new EOFException("the connection ended inside the stream");
            end.initCause(broken);
            throw end;
        }
        return new StreamException("not-well-formed", "not well-formed: " + broken.getMessage(), broken);
    }

    private long end() throws IOException, StreamException {
        try {
            return parser().getLocationInfo().getEndingByteOffset();
        } catch (XMLStreamException broken) {
            throw fault(broken);
        }
    }

    private StreamException tooBig() {
        return new StreamException("policy-violation", "stanza larger than " + limit + " bytes");
    }

    /** Counts the bytes since the last element, and remembers how reading ended. */
    private static final class MeteredInput extends FilterInputStream {
        private final long allowance;
        private final @Nullable ByteArrayOutputStream kept;
        private long keptFrom;
        private long count;
        private boolean ended;
        private boolean tooMuch;
        private @Nullable IOException failed;

        MeteredInput(InputStream in, long allowance, boolean keep) {
            super(in);
            this.kept = keep ? new ByteArrayOutputStream() : null;
            this.allowance = allowance;
        }

        void restart() {
            count = 0;
        }

        /** The bytes between two offsets in the stream; those before are forgotten. */
        String text(long from, long to) {
            if (kept == null) {
                return "";
            }
            byte[] bytes = kept.toByteArray();
            int start = (int) (from - keptFrom);
            int end = (int) (to - keptFrom);
            kept.reset();
            kept.write(bytes, end, bytes.length - end);
            keptFrom = to;
            return new String(bytes, start, end - start, StandardCharsets.UTF_8);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (count > allowance) {
                tooMuch = true;
                throw new IOException("too many bytes for one stanza");
            }
            int read;
            try {
                read = super.read(buffer, offset, length);
            } catch (IOException broken) {
                failed = broken;
                throw broken;
            }
            ended = read < 0;
            if (kept != null && read > 0) {
                kept.write(buffer, offset, read);
            }
            count += Math.max(read, 0);
            return read;
        }
    }
}
