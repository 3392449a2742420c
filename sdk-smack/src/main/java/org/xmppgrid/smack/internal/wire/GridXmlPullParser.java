package org.xmppgrid.smack.internal.wire;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.util.Objects;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;

/**
 * A pull parser for one XML stream, over Aalto.
 *
 * <ul>
 *   <li>A DTD, an entity reference, a comment or a processing instruction ends the stream (RFC 6120 §11.1). Text between
 *       stanzas is not shown.
 *   <li>{@linkplain #beginStanza() Between its tags} a stanza is fenced: whoever reads it can't read the next one.
 *   <li>What any stranger can send must not end the stream: a stanza with elements too deep, too many attributes or too
 *       many names is refused to its reader, and the rest of it skipped without Aalto, which would keep something of it.
 *   <li>The elements of stream management are shown to nobody but who the reader names: Smack acts on their names.
 *   <li>Aalto keeps every name that it has ever seen. The underlying reader is replaced between two stanzas now and
 *       then, so that a stream of ever new names stays bounded.
 * </ul>
 */
final class GridXmlPullParser implements XmlPullParser {
    /** Often enough for what else Aalto keeps, the namespaces for example. */
    static final int RENEW_AFTER_CHARS = 1024 * 1024;

    private static final int STANZA_DEPTH = 2;
    private static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";

    private final StanzaReader source;
    private XMLStreamReader2 xml;
    private Event event = Event.START_DOCUMENT;
    private int depth;
    private boolean leaving;
    private int fence;
    private String streamTag = "";
    private final Names names = new Names();
    private @Nullable StanzaRefusedException refused;
    private boolean withinTag;
    private @Nullable Exception broken;

    GridXmlPullParser(StanzaReader source) throws XmlPullParserException {
        this.source = source;
        // The reader may still be half-way through what was pushed back for another parser.
        source.restart(new char[0]);
        this.xml = reader(source);
    }

    private static XMLStreamReader2 reader(StanzaReader source) throws XmlPullParserException {
        // A factory of its own for each reader: names are shared within a factory.
        InputFactoryImpl factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        // Everything that can fail fails in next(), never in getText().
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        try {
            return (XMLStreamReader2) factory.createXMLStreamReader(source);
        } catch (XMLStreamException e) {
            throw new XmlPullParserException(e);
        }
    }

    /** The present element is a stanza: from here on nothing beyond its end tag can be read. */
    void beginStanza() {
        fence = depth;
    }

    /**
     * Skips to the end tag of the stanza, wherever its reader has left off.
     *
     * @throws WireException if the stream is broken
     */
    void endStanza() {
        try {
            while (refused == null && !isAtEndOfStanza()) {
                if (advance() == Event.END_DOCUMENT) {
                    throw breaks(new XmlPullParserException("The stream ended within a stanza"));
                }
            }
            if (refused == null) {
                renew();
            } else {
                skip();
            }
            fence = 0;
            refused = null;
        } catch (XmlPullParserException | IOException e) {
            throw StreamEnd.of(e);
        }
    }

    /** Not where the stream broke behind the end tag of a child: the last event is an end there, too. */
    private boolean isAtEndOfStanza() {
        return leaving && depth == fence;
    }

    /** Why the present stanza was refused to its reader, or null. */
    @Nullable
    StanzaRefusedException refused() {
        return refused;
    }

    /** Whether the stream can't be read any more. */
    boolean isBroken() {
        return broken != null;
    }

    @Override
    public Event next() throws IOException, XmlPullParserException {
        throwRefusal();
        if (fence > 0 && isAtEndOfStanza()) {
            throw new XmlPullParserException("The stanza ends here");
        }
        advance();
        while (fence == 0
                && event == Event.START_ELEMENT
                && depth == STANZA_DEPTH
                && StreamManagement.isOurs(this)
                && source.takes(this)) {
            advance();
        }
        // A stanza's own start tag is shown all the same: it says whose stanza is refused.
        if (withinTag || depth > STANZA_DEPTH) {
            throwRefusal();
        }
        return event;
    }

    /** What Smack reads is no stanza, and it can't go on without it. */
    private void throwRefusal() throws IOException, XmlPullParserException {
        StanzaRefusedException refusal = refused;
        if (refusal != null && fence == 0) {
            throw breaks(refusal.asEnd());
        } else if (refusal != null) {
            throw refusal;
        }
    }

    /** Moves on. Where it meets a limit, {@link #refused} says so, and the rest of the stanza is not for reading. */
    private Event advance() throws IOException, XmlPullParserException {
        if (broken instanceof IOException e) {
            throw e;
        } else if (broken instanceof XmlPullParserException e) {
            throw e;
        }
        if (leaving) {
            leaving = false;
            depth--;
        }
        while (true) {
            int token;
            try {
                token = token();
            } catch (StanzaReader.TagTooWideException e) {
                StanzaRefusedException refusal =
                        StanzaRefusedException.tooManyAttributes(source.limits().attributes());
                if (depth >= STANZA_DEPTH) {
                    refused = refusal;
                    withinTag = true;
                    return event;
                }
                passOver(refusal);
                continue;
            }
            switch (token) {
                case XMLStreamConstants.START_ELEMENT -> {
                    entering();
                    return event = Event.START_ELEMENT;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    leaving = true;
                    if (depth == 1) {
                        source.streamEnded();
                    }
                    return event = Event.END_ELEMENT;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (depth >= STANZA_DEPTH) {
                        return event = Event.TEXT_CHARACTERS;
                    }
                }
                case XMLStreamConstants.END_DOCUMENT -> {
                    return event = Event.END_DOCUMENT;
                }
                default -> throw breaks(ForbiddenXmlException.restricted());
            }
        }
    }

    private void entering() throws IOException, XmlPullParserException {
        depth++;
        if (depth == 1) {
            streamTag = startTag();
            return;
        }
        if (depth == STANZA_DEPTH) {
            source.stanzaBegins();
            names.stanzaBegins();
            if (getName().equals("proceed") && getNamespace().equals(TLS)) {
                nothingFollows();
            }
        }
        countNames();
        if (depth > source.limits().depth()) {
            refused = StanzaRefusedException.tooDeep(source.limits().depth());
        } else if (names.inStanza() > source.limits().names()) {
            refused = StanzaRefusedException.tooManyNames(source.limits().names());
        }
    }

    /** What stands here in the clear would otherwise be taken for the controller's, or for the handshake. */
    private void nothingFollows() throws IOException, XmlPullParserException {
        char[] unread = unread();
        String rest = unread == null ? "" : new String(unread).strip();
        if (!rest.isEmpty() && !rest.equals("</proceed>") || source.hasMore()) {
            throw breaks(ForbiddenXmlException.injected());
        }
    }

    private void countNames() {
        names.add(xml.getPrefixedName());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String prefix = xml.getAttributePrefix(i);
            String name = xml.getAttributeLocalName(i);
            names.add(prefix == null || prefix.isEmpty() ? name : prefix + ':' + name);
        }
        for (int i = 0; i < xml.getNamespaceCount(); i++) {
            names.add(Objects.requireNonNullElse(xml.getNamespacePrefix(i), ""));
            names.add(getNamespaceUri(i));
        }
    }

    private int token() throws IOException, XmlPullParserException {
        try {
            return xml.next();
        } catch (XMLStreamException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                Throwable io = cause instanceof XMLStreamException nested ? nested.getNestedException() : cause;
                if (io instanceof StanzaReader.TagTooWideException wide) {
                    throw wide;
                } else if (io instanceof IOException failed) {
                    throw breaks(failed);
                }
            }
            if (source.isForbidden()) {
                // Aalto finds a DTD that is not at the beginning merely misplaced.
                throw breaks(ForbiddenXmlException.restricted());
            }
            // Aalto's own words quote what they are about, and Smack logs them.
            throw breaks(
                    new XmlPullParserException("The stream is not well-formed XML at " + getPositionDescription()));
        }
    }

    private <E extends Exception> E breaks(E why) {
        broken = why;
        return why;
    }

    private void renew() throws IOException, XmlPullParserException {
        boolean due = source.delivered() >= RENEW_AFTER_CHARS
                || names.inAll() > source.limits().names();
        if (!due || depth != STANZA_DEPTH || streamTag.isEmpty()) {
            return;
        }
        char[] unread = unread();
        if (unread != null) {
            restart(unread);
        }
    }

    /** What Aalto was given and has not read, and what comes before the characters of the network. */
    private char @Nullable [] unread() throws XmlPullParserException {
        try {
            return source.tail(source.delivered() - xml.getLocationInfo().getEndingCharOffset());
        } catch (XMLStreamException e) {
            throw breaks(new XmlPullParserException(e));
        }
    }

    /** Leaves the refused stanza to the reader, which keeps nothing of it. */
    private void skip() throws IOException, XmlPullParserException {
        try {
            char[] beyond;
            if (withinTag) {
                beyond = source.skipFromTag(STANZA_DEPTH);
            } else {
                char[] unread = unread();
                if (unread == null) {
                    throw new XmlPullParserException("The place in the stream is not known any more");
                }
                boolean empty = xml.isEmptyElement();
                beyond = empty && depth == STANZA_DEPTH
                        ? unread
                        : source.skip(new Markup(empty ? depth - 1 : depth), STANZA_DEPTH, unread);
            }
            restart(beyond);
        } catch (IOException | XmlPullParserException | XMLStreamException e) {
            if (e instanceof IOException io) {
                throw breaks(io);
            }
            throw breaks(e instanceof XmlPullParserException known ? known : new XmlPullParserException(e));
        }
        withinTag = false;
        depth = STANZA_DEPTH;
        leaving = true;
        event = Event.END_ELEMENT;
    }

    /** Skips what has its own start tag refused, so that nobody can be told what it is. */
    private void passOver(StanzaRefusedException refusal) throws IOException, XmlPullParserException {
        if (depth == 0) {
            throw breaks(refusal.asEnd());
        }
        source.stanzaBegins();
        try {
            restart(source.skipFromTag(STANZA_DEPTH));
        } catch (IOException e) {
            throw breaks(e);
        } catch (XmlPullParserException e) {
            throw breaks(e);
        }
        source.skippedUnseen(refusal);
    }

    private void restart(char[] beyond) throws IOException, XmlPullParserException {
        try {
            xml.close();
        } catch (XMLStreamException e) {
            throw breaks(new XmlPullParserException(e));
        }
        char[] first = new char[streamTag.length() + beyond.length];
        streamTag.getChars(0, streamTag.length(), first, 0);
        System.arraycopy(beyond, 0, first, streamTag.length(), beyond.length);
        source.restart(first);
        names.forget();
        xml = reader(source);
        // The stream's start tag again; for whoever reads we still stand on the end tag of the stanza.
        token();
    }

    private String startTag() {
        StringBuilder tag = new StringBuilder("<").append(xml.getPrefixedName());
        for (int i = 0; i < xml.getNamespaceCount(); i++) {
            String prefix = getNamespacePrefix(i);
            tag.append(prefix == null ? " xmlns" : " xmlns:" + prefix)
                    .append("='")
                    .append(OutgoingStanza.attribute(getNamespaceUri(i)))
                    .append('\'');
        }
        return tag.append('>').toString();
    }

    @Override
    public String nextText() throws IOException, XmlPullParserException {
        if (event != Event.START_ELEMENT) {
            throw new XmlPullParserException("Not on a start tag");
        }
        StringBuilder text = null;
        String first = "";
        while (next() != Event.END_ELEMENT) {
            if (event != Event.TEXT_CHARACTERS) {
                throw new XmlPullParserException("An element stands where only text may be");
            }
            // Nearly always one piece: a comment within text makes it two.
            if (first.isEmpty()) {
                first = getText();
            } else {
                text = text == null ? new StringBuilder(first) : text;
                text.append(getText());
            }
        }
        return text == null ? first : text.toString();
    }

    @Override
    public TagEvent nextTag() throws IOException, XmlPullParserException {
        while (true) {
            switch (next()) {
                case START_ELEMENT -> {
                    return TagEvent.START_ELEMENT;
                }
                case END_ELEMENT -> {
                    return TagEvent.END_ELEMENT;
                }
                case TEXT_CHARACTERS -> {
                    if (!isWhiteSpace()) {
                        throw new XmlPullParserException("Text stands where only elements may be");
                    }
                }
                default -> throw new XmlPullParserException("The stream has ended");
            }
        }
    }

    @Override
    public Event getEventType() {
        return event;
    }

    @Override
    public int getDepth() {
        return depth;
    }

    @Override
    public String getName() {
        return xml.getLocalName();
    }

    @Override
    public String getNamespace() {
        return Objects.requireNonNullElse(xml.getNamespaceURI(), "");
    }

    @Override
    public String getPrefix() {
        return Objects.requireNonNullElse(xml.getPrefix(), "");
    }

    @Override
    public QName getQName() {
        return xml.getName();
    }

    @Override
    public String getText() {
        return xml.getText();
    }

    @Override
    public boolean isWhiteSpace() {
        return xml.isWhiteSpace();
    }

    /** How many namespaces the present element declares, as Smack's own StAX parser counts them. */
    @Override
    public int getNamespaceCount() {
        return xml.getNamespaceCount();
    }

    /** The prefix that the present element declares, null for the default namespace. */
    @Override
    public @Nullable String getNamespacePrefix(int pos) {
        String prefix = xml.getNamespacePrefix(pos);
        return prefix == null || prefix.isEmpty() ? null : prefix;
    }

    @Override
    public String getNamespaceUri(int pos) {
        return Objects.requireNonNullElse(xml.getNamespaceURI(pos), "");
    }

    /** The namespace that a prefix stands for at the present place, the default namespace for null. */
    @Override
    public @Nullable String getNamespace(@Nullable String prefix) {
        return xml.getNamespaceContext().getNamespaceURI(prefix == null ? "" : prefix);
    }

    @Override
    public int getAttributeCount() {
        return xml.getAttributeCount();
    }

    @Override
    public @Nullable String getAttributeName(int index) {
        return isAttribute(index) ? xml.getAttributeLocalName(index) : null;
    }

    @Override
    public @Nullable String getAttributeNamespace(int index) {
        return isAttribute(index) ? Objects.requireNonNullElse(xml.getAttributeNamespace(index), "") : null;
    }

    @Override
    public @Nullable String getAttributePrefix(int index) {
        return isAttribute(index) ? Objects.requireNonNullElse(xml.getAttributePrefix(index), "") : null;
    }

    @Override
    public @Nullable QName getAttributeQName(int index) {
        return isAttribute(index) ? xml.getAttributeName(index) : null;
    }

    @Override
    public @Nullable String getAttributeType(int index) {
        return isAttribute(index) ? xml.getAttributeType(index) : null;
    }

    @Override
    public @Nullable String getAttributeValue(int index) {
        return isAttribute(index) ? xml.getAttributeValue(index) : null;
    }

    /** The value of an attribute, null if it isn't there. Null and empty both mean: without a namespace. */
    @Override
    public @Nullable String getAttributeValue(@Nullable String namespace, String name) {
        return xml.getAttributeValue(namespace == null ? "" : namespace, name);
    }

    private boolean isAttribute(int index) {
        return index >= 0 && index < xml.getAttributeCount();
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return xml.getProperty(name);
    }

    @Override
    public @Nullable String getInputEncoding() {
        return xml.getEncoding();
    }

    @Override
    public String getPositionDescription() {
        return "line " + getLineNumber() + ", column " + getColumnNumber();
    }

    @Override
    public int getLineNumber() {
        return xml.getLocation().getLineNumber();
    }

    @Override
    public int getColumnNumber() {
        return xml.getLocation().getColumnNumber();
    }

    @Override
    public boolean supportsRoundtrip() {
        return false;
    }
}
