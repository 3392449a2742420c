package org.xmppgrid.smack.internal.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridLimits;

/**
 * The characters of one stream, counted: a stanza that is larger than the limit ends it, and a tag with more attributes
 * than the limit does not get to the parser. Smack puts no limit on either. Being of this type is also how the
 * {@linkplain GridXmlPullParserFactory parser factory} knows our streams.
 */
final class StanzaReader extends Reader {
    /**
     * The parser reads this much ahead (Aalto's buffer), so that much of a stanza may have been counted with the one
     * before it, or the other way round. A stanza up to the limit always passes.
     */
    static final int READ_AHEAD = 4000;

    /** The next tag has too many attributes; the parser has had everything before it, or the tag's beginning. */
    static final class TagTooWideException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final Reader in;
    private final GridLimits limits;
    private final Consumer<StanzaRefusedException> unseen;
    private final @Nullable Consumer<GridXmlPullParser> management;
    private long counted;
    private long delivered;
    private Markup markup = new Markup(0);

    private char[] pushedBack = {};
    private int pushedBackAt;

    /** How much is kept of the beginning: enough to see that it is not XMPP, and what else. */
    private static final int BEGINNING = 24;

    private volatile String beginning = "";
    private volatile @Nullable IOException failure;

    private char @Nullable [] last;
    private int lastEnd;
    private int lastLength;

    private volatile long readAt = System.nanoTime();
    private volatile boolean waiting;
    private volatile boolean atEnd;
    private volatile boolean streamEnded;

    /** Characters from a stream without stream management. */
    StanzaReader(Reader in, GridLimits limits, Consumer<StanzaRefusedException> unseen) {
        this(in, limits, unseen, null);
    }

    /**
     * Characters from a stream.
     *
     * @param in the stream
     * @param limits what is accepted from it, also for the parser that reads from this
     * @param unseen is told of stanzas that were skipped because of their very start tag, so that nobody saw them
     * @param management takes the elements of stream management, and leaves the parser on their end tag; or null
     */
    StanzaReader(
            Reader in,
            GridLimits limits,
            Consumer<StanzaRefusedException> unseen,
            @Nullable Consumer<GridXmlPullParser> management) {
        this.in = in;
        this.limits = limits;
        this.unseen = unseen;
        this.management = management;
    }

    /** Has an element of stream management taken. Returns whether it was. */
    boolean takes(GridXmlPullParser parser) {
        if (management != null) {
            management.accept(parser);
        }
        return management != null;
    }

    /** When something was read last, in terms of {@link System#nanoTime}. */
    long readAt() {
        return readAt;
    }

    /** Whether the reader thread waits for the network. */
    boolean isWaiting() {
        return waiting;
    }

    /** The stream's own end was read. */
    void streamEnded() {
        streamEnded = true;
    }

    /** Whether the network ended without the stream's end. */
    boolean isBrokenOff() {
        return atEnd && !streamEnded;
    }

    GridLimits limits() {
        return limits;
    }

    void skippedUnseen(StanzaRefusedException why) {
        unseen.accept(why);
    }

    /** The first characters that came. */
    String beginning() {
        return beginning;
    }

    /** What reading failed with, or null. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** What comes now belongs to the next stanza. */
    void stanzaBegins() {
        counted = 0;
    }

    /** How many characters the present parser was given. */
    long delivered() {
        return delivered;
    }

    /** Begins again for another parser, with some characters that come before those of the stream. */
    void restart(char[] first) {
        pushBack(first);
        markup = new Markup(0);
        delivered = 0;
        last = null;
        lastLength = 0;
    }

    /**
     * The last characters that were given out and what is ready to follow them, or null if they can't be had any more.
     * To be followed by {@link #restart}.
     */
    char @Nullable [] tail(long length) {
        char[] buffer = last;
        if (length > lastLength || length > 0 && buffer == null) {
            return null;
        }
        int given = (int) length;
        char[] tail = new char[given + pushedBack.length - pushedBackAt];
        if (buffer != null) {
            System.arraycopy(buffer, lastEnd - given, tail, 0, given);
        }
        System.arraycopy(pushedBack, pushedBackAt, tail, given, pushedBack.length - pushedBackAt);
        return tail;
    }

    /** Whether what the parser was given last has something that no XMPP stream may have. */
    boolean isForbidden() {
        return markup.depth() > 0 && markup.isForbidden();
    }

    /** Whether anything has come that no parser was given yet. */
    boolean hasMore() throws IOException {
        return ready();
    }

    /**
     * Reads on behind a {@link TagTooWideException} until an element that is open has ended.
     *
     * @return what was read beyond it
     */
    char[] skipFromTag(int elementDepth) throws IOException, XmlPullParserException {
        return skip(new Markup(markup), elementDepth, Arrays.copyOfRange(pushedBack, pushedBackAt, pushedBack.length));
    }

    /**
     * Reads until an element has ended, without showing it to a parser. Only the size of the stanza is bounded: no
     * more is kept of it than where it ends.
     *
     * @param at where the first of the characters stands
     * @param elementDepth the depth of the element's own tags
     * @param first the characters that come before those of the stream
     * @return what was read beyond it
     */
    char[] skip(Markup at, int elementDepth, char[] first) throws IOException, XmlPullParserException {
        char[] chunk = first;
        int length = first.length;
        while (true) {
            for (int i = at.pass(chunk, 0, length); i < length; i = at.pass(chunk, i + 1, length)) {
                at.next(chunk[i]);
                if (at.isForbidden()) {
                    throw ForbiddenXmlException.restricted();
                }
                if (at.depth() < elementDepth && at.isText()) {
                    return Arrays.copyOfRange(chunk, i + 1, length);
                }
            }
            chunk = chunk.length == READ_AHEAD ? chunk : new char[READ_AHEAD];
            length = fromNetwork(chunk, 0, READ_AHEAD);
            if (length < 0) {
                throw new EOFException("The stream ended within a stanza");
            }
            count(length);
        }
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read;
        if (pushedBackAt < pushedBack.length) {
            read = Math.min(length, pushedBack.length - pushedBackAt);
            System.arraycopy(pushedBack, pushedBackAt, buffer, offset, read);
            pushedBackAt += read;
        } else {
            read = fromNetwork(buffer, offset, length);
            if (read > 0) {
                count(read);
                if (beginning.length() < BEGINNING) {
                    beginning += new String(buffer, offset, Math.min(read, BEGINNING - beginning.length()));
                }
            }
        }
        if (read > 0) {
            read = beforeWideTag(buffer, offset, read);
            delivered += read;
            last = buffer;
            lastEnd = offset + read;
            lastLength = read;
        }
        return read;
    }

    private int fromNetwork(char[] buffer, int offset, int length) throws IOException {
        int read;
        waiting = true;
        try {
            read = in.read(buffer, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        } finally {
            waiting = false;
        }
        readAt = System.nanoTime();
        atEnd = read < 0;
        return read;
    }

    /** How many of the characters the parser may have: those before a tag that is too wide. */
    private int beforeWideTag(char[] buffer, int offset, int length) throws TagTooWideException {
        Markup before = new Markup(markup);
        int tag = -1;
        int end = offset + length;
        for (int at = markup.pass(buffer, offset, end); at < end; at = markup.pass(buffer, at + 1, end)) {
            char c = buffer[at];
            if (c == '<' && markup.isText()) {
                tag = at - offset;
            }
            markup.next(c);
            if (markup.attributes() > limits.attributes()) {
                markup = tag < 0 ? before : new Markup(markup.depth());
                int allowed = Math.max(tag, 0);
                int pending = pushedBack.length - pushedBackAt;
                char[] held = new char[length - allowed + pending];
                System.arraycopy(buffer, offset + allowed, held, 0, length - allowed);
                System.arraycopy(pushedBack, pushedBackAt, held, length - allowed, pending);
                pushBack(held);
                if (allowed == 0) {
                    throw new TagTooWideException();
                }
                return allowed;
            }
        }
        return length;
    }

    private void pushBack(char[] characters) {
        pushedBack = characters;
        pushedBackAt = 0;
    }

    private void count(int read) throws StanzaTooBigException {
        counted += read;
        if (counted > (long) limits.stanzaChars() + READ_AHEAD) {
            throw new StanzaTooBigException(
                    "stanzaChars",
                    "A stanza is larger than the limit of " + limits.stanzaChars()
                            + " characters (GridLimits.stanzaChars); the stream was ended");
        }
    }

    @Override
    public boolean ready() throws IOException {
        return pushedBackAt < pushedBack.length || in.ready();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
