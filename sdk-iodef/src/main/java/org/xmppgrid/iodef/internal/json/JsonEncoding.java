package org.xmppgrid.iodef.internal.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.List;

/**
 * Bytes to characters: UTF-8, or UTF-16 and UTF-32 as their first bytes tell. Not Jackson's way, which puts another
 * character where there is none, unless it may keep a table of the sender's names.
 */
final class JsonEncoding {
    private static final int MARKED = 4;

    /**
     * What the first bytes of a text look like that starts with an ASCII character, as JSON does.
     *
     * @param first a byte each; -1 for any other than zero
     * @param mark how many of them are a byte order mark, which is no part of the text
     */
    private record Start(String charset, int mark, int... first) {
        boolean matches(byte[] bytes, int length) {
            if (length < first.length) {
                return false;
            }
            for (int i = 0; i < first.length; i++) {
                int b = bytes[i] & 0xff;
                if (first[i] < 0 ? b == 0 : b != first[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Start> STARTS = List.of(
            new Start("UTF-32BE", 4, 0, 0, 0xFE, 0xFF),
            new Start("UTF-32LE", 4, 0xFF, 0xFE, 0, 0),
            new Start("UTF-16BE", 2, 0xFE, 0xFF),
            new Start("UTF-16LE", 2, 0xFF, 0xFE),
            new Start("UTF-8", 3, 0xEF, 0xBB, 0xBF),
            new Start("UTF-32BE", 0, 0, 0, 0, -1),
            new Start("UTF-32LE", 0, -1, 0, 0, 0),
            new Start("UTF-16BE", 0, 0, -1),
            new Start("UTF-16LE", 0, -1, 0));

    private JsonEncoding() {}

    static Reader reader(InputStream in) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(in, MARKED);
        byte[] bytes = new byte[MARKED];
        int length = stream.readNBytes(bytes, 0, MARKED);
        Start start = STARTS.stream()
                .filter(one -> one.matches(bytes, length))
                .findFirst()
                .orElse(new Start("UTF-8", 0));
        stream.unread(bytes, start.mark(), length - start.mark());
        return new InputStreamReader(
                stream,
                Charset.forName(start.charset())
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }
}
