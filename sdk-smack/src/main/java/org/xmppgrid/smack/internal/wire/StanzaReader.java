package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * The characters of one stream, counted: a stanza that is larger than the limit ends it. Smack puts no limit on stanzas.
 * Being of this type is also how the {@linkplain GridXmlPullParserFactory parser factory} knows our streams.
 */
final class StanzaReader extends Reader {
    /**
     * The parser reads this much ahead (Aalto's buffer), so that much of a stanza may have been counted with the one
     * before it, or the other way round. A stanza up to the limit always passes.
     */
    static final int READ_AHEAD = 4000;

    private final Reader in;
    private final int limit;
    private final int depth;
    private long counted;
    private long delivered;

    private char[] pushedBack = {};
    private int pushedBackAt;

    /** How much is kept of the beginning: enough to see that it is not XMPP, and what else. */
    private static final int BEGINNING = 24;

    private volatile String beginning = "";
    private volatile @Nullable IOException failure;

    private char @Nullable [] last;
    private int lastEnd;
    private int lastLength;

    /**
     * Characters from a stream.
     *
     * @param in the stream
     * @param limit the largest stanza, in characters
     * @param depth the deepest nesting of elements in a stanza, for the parser that reads from this
     */
    StanzaReader(Reader in, int limit, int depth) {
        this.in = in;
        this.limit = limit;
        this.depth = depth;
    }

    int limit() {
        return limit;
    }

    int depth() {
        return depth;
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
        pushedBack = first;
        pushedBackAt = 0;
        delivered = 0;
        last = null;
        lastLength = 0;
    }

    /** The last characters that were given out, or null if they can't be had any more. */
    char @Nullable [] tail(long length) {
        if (length == 0) {
            return new char[0];
        }
        char[] buffer = last;
        if (buffer == null || length > lastLength || pushedBackAt < pushedBack.length) {
            return null;
        }
        char[] tail = new char[(int) length];
        System.arraycopy(buffer, lastEnd - tail.length, tail, 0, tail.length);
        return tail;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read;
        if (pushedBackAt < pushedBack.length) {
            read = Math.min(length, pushedBack.length - pushedBackAt);
            System.arraycopy(pushedBack, pushedBackAt, buffer, offset, read);
            pushedBackAt += read;
        } else {
            try {
                read = in.read(buffer, offset, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
            if (read > 0) {
                counted += read;
                if (beginning.length() < BEGINNING) {
                    beginning += new String(buffer, offset, Math.min(read, BEGINNING - beginning.length()));
                }
            }
        }
        if (counted > (long) limit + READ_AHEAD) {
            throw new StanzaTooBigException("A stanza is larger than the limit of " + limit
                    + " characters (GridLimits.stanzaChars); the stream was ended");
        }
        if (read > 0) {
            delivered += read;
            last = buffer;
            lastEnd = offset + read;
            lastLength = read;
        }
        return read;
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
