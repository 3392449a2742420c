package org.xmppgrid.iodef.internal.xml;

import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Passes a document to the parser through a {@link MarkupGate}. */
final class GatedInput {
    private static final Charset UTF_32 = Charset.forName("UTF-32");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

    private GatedInput() {}

    /** A stream in an encoding that writes ASCII as ASCII. */
    static InputStream stream(InputStream in, int maxAttributes) {
        return new Bytes(in, new MarkupGate(maxAttributes));
    }

    static Reader reader(Reader in, int maxAttributes) {
        return new Characters(in, new MarkupGate(maxAttributes));
    }

    /**
     * The characters of a document in UTF-16 or UTF-32, which its first bytes show (XML 1.0 appendix F).
     *
     * @param in a stream that takes four bytes back
     */
    static Optional<Reader> wide(PushbackInputStream in) throws IOException {
        byte[] start = in.readNBytes(4);
        in.unread(start);
        if (start.length < 4) {
            return Optional.empty();
        }
        int first = (start[0] & 0xFF) << 8 | start[1] & 0xFF;
        int second = (start[2] & 0xFF) << 8 | start[3] & 0xFF;
        Charset charset =
                switch (first) {
                    case 0xFEFF -> StandardCharsets.UTF_16;
                    case 0xFFFE -> second == 0 ? UTF_32 : StandardCharsets.UTF_16;
                    case 0 -> second == 0xFEFF ? UTF_32 : second == '<' ? UTF_32BE : null;
                    // Without a mark, only a declaration may say so.
                    case '<' -> second == '?' ? StandardCharsets.UTF_16BE : null;
                    case '<' << 8 -> second == '?' << 8 ? StandardCharsets.UTF_16LE : second == 0 ? UTF_32LE : null;
                    default -> null;
                };
        return Optional.ofNullable(charset)
                .map(known -> new InputStreamReader(
                        in,
                        known.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    private static final class Bytes extends FilterInputStream {
        private final MarkupGate gate;

        Bytes(InputStream in, MarkupGate gate) {
            super(in);
            this.gate = gate;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            gate.checkOpen();
            int n = in.read(bytes, offset, length);
            return n > 0 ? gate.check(bytes, offset, n) : n;
        }
    }

    private static final class Characters extends FilterReader {
        private final MarkupGate gate;

        Characters(Reader in, MarkupGate gate) {
            super(in);
            this.gate = gate;
        }

        @Override
        public int read() throws IOException {
            char[] one = new char[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(char[] characters, int offset, int length) throws IOException {
            gate.checkOpen();
            int n = in.read(characters, offset, length);
            return n > 0 ? gate.check(characters, offset, n) : n;
        }
    }
}
