package org.xmppgrid.smack.internal.xmpp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.RawPayload;

/**
 * What a payload says, as a hash: the same whatever prefixes, order of attributes and needless declarations a broker
 * writes it with. Prosody renames prefixes and ejabberd adds declarations, and neither promises to send an item twice in
 * the same letters.
 */
public final class ContentHash {
    private static final char ELEMENT = 1;
    private static final char ATTRIBUTE = 2;
    private static final char TEXT = 3;
    private static final char END = 4;
    /** No part of XML, so that nobody can put it into a name or a text. */
    private static final char STOP = 0;

    private ContentHash() {}

    /** The hash; SHA-256, because who publishes may not be able to make two reports look like one. */
    public static byte[] of(RawPayload payload) {
        StringBuilder said = new StringBuilder(payload.xml().length() + 64);
        if (payload.xml().isEmpty()) {
            name(said, ELEMENT, payload.namespace(), payload.element());
        } else {
            try {
                say(said, CheckedXml.reader(payload.xml()));
            } catch (XMLStreamException e) {
                // what can't be read is the same only if its letters are
                said.setLength(0);
                said.append(payload.xml());
            }
        }
        return digest().digest(said.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void say(StringBuilder said, XMLStreamReader reader) throws XMLStreamException {
        CheckedXml.toRoot(reader);
        boolean inText = false;
        int depth = 0;
        do {
            switch (reader.getEventType()) {
                case XMLStreamReader.START_ELEMENT -> {
                    inText = stopText(said, inText);
                    depth++;
                    name(said, ELEMENT, reader.getNamespaceURI(), reader.getLocalName());
                    attributes(said, reader);
                }
                case XMLStreamReader.END_ELEMENT -> {
                    inText = stopText(said, inText);
                    depth--;
                    said.append(END);
                }
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE -> {
                    if (!inText) {
                        said.append(TEXT);
                    }
                    inText = true;
                    said.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                }
                default -> {
                    // comments and the like say nothing
                }
            }
        } while (depth > 0 && reader.next() >= 0);
    }

    private static boolean stopText(StringBuilder said, boolean inText) {
        if (inText) {
            said.append(STOP);
        }
        return false;
    }

    private static void attributes(StringBuilder said, XMLStreamReader reader) {
        TreeMap<String, String> sorted = new TreeMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String namespace = reader.getAttributeNamespace(i);
            sorted.put(
                    (namespace == null ? "" : namespace) + STOP + reader.getAttributeLocalName(i),
                    reader.getAttributeValue(i));
        }
        sorted.forEach((name, value) ->
                said.append(ATTRIBUTE).append(name).append(STOP).append(value).append(STOP));
    }

    private static void name(StringBuilder said, char kind, @Nullable String namespace, String local) {
        said.append(kind)
                .append(namespace == null ? "" : namespace)
                .append(STOP)
                .append(local)
                .append(STOP);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
