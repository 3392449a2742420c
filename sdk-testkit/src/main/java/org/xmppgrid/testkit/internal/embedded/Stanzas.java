package org.xmppgrid.testkit.internal.embedded;

/** How stanzas are answered (RFC 6120 §8). */
final class Stanzas {

    private Stanzas() {}

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
