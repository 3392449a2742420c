package org.xmppgrid.smack.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names in a certificate's subjectAltName for which RFC 5280 §4.2.1.6 has no kind of its own. Read from the extension
 * itself, because Java runtimes differ in what they make of an {@code otherName}. Never throws: what is not DER as RFC
 * 5280 has it is no name.
 */
final class OtherNames {
    private static final String SUBJECT_ALT_NAME = "2.5.29.17";
    /** id-on-xmppAddr, 1.3.6.1.5.5.7.8.5 (RFC 6120 §13.7.1.4). */
    private static final byte[] XMPP_ADDR = {0x2b, 6, 1, 5, 5, 7, 8, 5};
    /** id-on-dnsSRV, 1.3.6.1.5.5.7.8.7 (RFC 4985 §2). */
    private static final byte[] DNS_SRV = {0x2b, 6, 1, 5, 5, 7, 8, 7};

    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int IA5_STRING = 0x16;
    private static final int SEQUENCE = 0x30;
    /** {@code [0]} with content: the otherName among the general names, and the value in it. */
    private static final int CONTEXT_0 = 0xa0;

    private OtherNames() {}

    /** The XMPP addresses that a certificate is for, as they are written in it. */
    static List<String> xmppAddresses(X509Certificate certificate) {
        return names(certificate, XMPP_ADDR, UTF8_STRING, StandardCharsets.UTF_8);
    }

    /** The services that a certificate is for, as they are written in it, for example {@code _xmpp-client.grid.example}. */
    static List<String> srvNames(X509Certificate certificate) {
        return names(certificate, DNS_SRV, IA5_STRING, StandardCharsets.US_ASCII);
    }

    private static List<String> names(X509Certificate certificate, byte[] type, int stringTag, Charset charset) {
        byte[] extension = certificate.getExtensionValue(SUBJECT_ALT_NAME);
        List<String> names = new ArrayList<>();
        if (extension == null) {
            return names;
        }
        Der alternatives = new Der(extension).open(OCTET_STRING).open(SEQUENCE);
        while (alternatives.hasMore()) {
            if (alternatives.tag() != CONTEXT_0) {
                alternatives.skip();
                continue;
            }
            Der name = alternatives.open(CONTEXT_0);
            if (Arrays.equals(name.content(OBJECT_IDENTIFIER), type)) {
                String text = text(name.open(CONTEXT_0).content(stringTag), charset);
                if (text != null) {
                    names.add(text);
                }
            }
        }
        // Half-read names must not count: another reader might see others.
        return alternatives.isSound() ? List.copyOf(names) : List.of();
    }

    private static @Nullable String text(byte[] bytes, Charset charset) {
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.isEmpty() || text.chars().anyMatch(Character::isISOControl) ? null : text;
        } catch (CharacterCodingException e) {
            // Not a name in its charset, so it names nobody.
            return null;
        }
    }

    /** A cursor over DER. After something that is not DER there is nothing more, and it is not sound. */
    private static final class Der {
        private final byte[] bytes;
        private int at;
        private boolean sound = true;

        Der(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean hasMore() {
            return sound && at < bytes.length;
        }

        boolean isSound() {
            return sound;
        }

        /** The next element's tag, -1 if there is none. */
        int tag() {
            return hasMore() ? bytes[at] & 0xff : -1;
        }

        void skip() {
            content(tag());
        }

        Der open(int tag) {
            Der inner = new Der(content(tag));
            inner.sound = sound;
            return inner;
        }

        /** The next element's content if it has the tag; otherwise none, and nothing after it. */
        byte[] content(int tag) {
            boolean multiByteTag = (tag & 0x1f) == 0x1f;
            if (tag < 0 || tag() != tag || multiByteTag) {
                return broken();
            }
            int start = at + 1;
            if (start >= bytes.length) {
                return broken();
            }
            int length = bytes[start++] & 0xff;
            if (length >= 0x80) {
                int lengthBytes = length & 0x7f;
                if (lengthBytes == 0 || lengthBytes > 3 || lengthBytes > bytes.length - start) {
                    return broken();
                }
                length = 0;
                for (int i = 0; i < lengthBytes; i++) {
                    length = length << 8 | bytes[start++] & 0xff;
                }
            }
            if (length > bytes.length - start) {
                return broken();
            }
            at = start + length;
            return Arrays.copyOfRange(bytes, start, at);
        }

        private byte[] broken() {
            sound = false;
            return new byte[0];
        }
    }
}
