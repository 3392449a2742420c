package org.xmppgrid.iodef.internal.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What text an IODEF document can hold: the characters of XML 1.0, which JSON has more than. */
final class Characters {
    static final String ADVICE =
            "IODEF has no way to hold control characters and lone surrogates; remove it or carry the value as base64.";

    private Characters() {}

    /** The text that bytes are in UTF-8; null if they are no text that a document can hold. */
    static @Nullable String decode(byte[] bytes) {
        try {
            // A decoder of one's own reports what is no UTF-8; the convenient ways put another character there.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return firstUnusable(text) < 0 ? text : null;
        } catch (CharacterCodingException e) {
            return null; // the caller reports it
        }
    }

    /** The index of the first character that is no character of XML (XML 1.0 §2.2); -1 if all are. */
    static int firstUnusable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < Character.MIN_SURROGATE || c == '\t' || c == '\n' || c == '\r') {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c < ' ' || Character.isSurrogate(c) || c > '\uFFFD') {
                return i;
            }
        }
        return -1;
    }
}
