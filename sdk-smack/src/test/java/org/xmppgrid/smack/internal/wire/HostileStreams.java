package org.xmppgrid.smack.internal.wire;

import java.io.IOException;
import java.io.Reader;
import java.util.function.IntFunction;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.xmppgrid.sdk.GridLimits;

/** Streams that want a parser to keep something of each of their pieces; a program for a JVM with little memory. */
public final class HostileStreams {
    private static final String HEADER = "<s:stream xmlns:s='http://etherx.jabber.org/streams' xmlns='jabber:client'>";

    private HostileStreams() {}

    /** What the pieces are. */
    enum Kind {
        ELEMENTS("<m>", i -> "<n" + i + "/>", "</m>", "names"),
        ATTRIBUTES("<m>", i -> "<n a" + i + "='' b" + i + "=''/>", "</m>", "names"),
        PREFIXES("<m>", i -> "<p" + i + ":n xmlns:p" + i + "='u'/>", "</m>", "names"),
        NAMESPACES("<m>", i -> "<n xmlns='u" + i + "'/>", "</m>", "names"),
        PREFIXED("<m xmlns:a='a'><b xmlns:b='b'>", i -> "<a:n" + i + "/><b:n" + i + "/>", "</b></m>", "names"),
        DEPTH("<m>", i -> "<n>", "</n>", "depth"),
        ONE_TAG("<m><n", i -> " a" + i + "=''", "/></m>", "attributes"),
        DECLARATIONS("<m><n", i -> " xmlns:a" + i + "='u" + i + "'", "/></m>", "attributes");

        final String first;
        final IntFunction<String> piece;
        final String last;
        final String limit;

        Kind(String first, IntFunction<String> piece, String last, String limit) {
            this.first = first;
            this.piece = piece;
            this.last = last;
            this.limit = limit;
        }
    }

    /** Reads one stanza of each kind, with a million pieces; then a million stanzas of ever new names. */
    public static void main(String[] arguments) throws Exception {
        for (Kind kind : Kind.values()) {
            System.out.println(kind + " " + read(kind, 1_000_000));
        }
        System.out.println("STANZAS " + manyStanzas(1_000_000));
    }

    private static String read(Kind kind, int pieces) throws Exception {
        GridXmlPullParser parser = parser(HEADER + kind.first, kind.piece, pieces, last(kind, pieces));
        parser.next();
        parser.next();
        parser.beginStanza();
        String said;
        try {
            while (parser.next() != XmlPullParser.Event.END_DOCUMENT) {
                parser.getName();
            }
            said = "read";
        } catch (StanzaRefusedException e) {
            said = e.limit();
        }
        parser.endStanza();
        parser.next();
        return said + " then " + parser.getName();
    }

    private static IntFunction<String> last(Kind kind, int pieces) {
        return kind == Kind.DEPTH
                ? i -> i < pieces ? kind.last : i == pieces ? "</m>" : i == pieces + 1 ? "<next/>" : ""
                : i -> i == 0 ? kind.last : i == 1 ? "<next/>" : "";
    }

    private static String manyStanzas(int stanzas) throws Exception {
        GridXmlPullParser parser =
                parser(HEADER, i -> "<m><n" + i + " a" + i + "=''/></m>", stanzas, i -> i == 0 ? "<next/>" : "");
        parser.next();
        for (int i = 0; i < stanzas; i++) {
            parser.next();
            parser.beginStanza();
            parser.endStanza();
        }
        parser.next();
        return "then " + parser.getName();
    }

    private static GridXmlPullParser parser(
            String first, IntFunction<String> piece, int pieces, IntFunction<String> last) throws Exception {
        return new GridXmlPullParser(new StanzaReader(
                new Generated(i -> i == 0 ? first : i <= pieces ? piece.apply(i) : last.apply(i - pieces - 1)),
                GridLimits.DEFAULT.withStanzaChars(100_000_000),
                why -> {}));
    }

    /** Characters that are made when they are read. */
    private static final class Generated extends Reader {
        private final IntFunction<String> pieces;
        private int index;
        private String piece = "";
        private int at;

        Generated(IntFunction<String> pieces) {
            this.pieces = pieces;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int read = 0;
            while (read < length) {
                if (at == piece.length()) {
                    piece = pieces.apply(index++);
                    at = 0;
                    if (piece.isEmpty()) {
                        break;
                    }
                }
                int copied = Math.min(length - read, piece.length() - at);
                piece.getChars(at, at + copied, buffer, offset + read);
                at += copied;
                read += copied;
            }
            return read == 0 ? -1 : read;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
