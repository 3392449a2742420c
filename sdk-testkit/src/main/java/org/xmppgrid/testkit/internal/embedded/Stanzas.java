package org.xmppgrid.testkit.internal.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How stanzas are read from text and answered (RFC 6120 §8). */
final class Stanzas {

    private Stanzas() {}

    /** The stanzas that a client reads in a piece of its stream, up to where it stops being XML. */
    static List<String> in(String xml) {
        return parsed(xml).stream()
                .filter(element -> element.namespace().equals(Ns.CLIENT))
                .map(Xml::toString)
                .toList();
    }

    /** The elements in a piece of a client's stream, up to where it stops being XML. */
    static List<Xml> parsed(String xml) {
        String stream = "<stream:stream xmlns='" + Ns.CLIENT + "' xmlns:stream='" + Ns.STREAMS + "'>" + xml
                + "</stream:stream>";
        List<Xml> elements = new ArrayList<>();
        try {
            StanzaReader reader = new StanzaReader(
                    new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), Integer.MAX_VALUE);
            reader.header();
            for (Xml element = reader.next(); element != null; element = reader.next()) {
                elements.add(element);
            }
        } catch (IOException | StreamException brokenOnPurpose) {
            // Whoever reads this stream gets no further either.
            return elements;
        }
        return elements;
    }

    /** An answer of the same kind: same id, addresses swapped. */
    static Xml.Builder reply(Xml stanza, String type) {
        return Xml.element(Ns.CLIENT, stanza.name())
                .attribute("type", type)
                .attribute("from", stanza.attribute("to"))
                .attribute("to", stanza.attribute("from"))
                .attribute("id", stanza.attribute("id"));
    }

    static Xml.Builder result(Xml iq) {
        return reply(iq, "result");
    }

    static boolean isRequest(Xml stanza) {
        return stanza.name().equals("iq")
                && (stanza.attribute("type", "").equals("get")
                        || stanza.attribute("type", "").equals("set"));
    }
}
