package org.xmppgrid.testkit.internal.embedded;

/** What lives at an address of the grid that is not an account: the controller itself, and the broker. */
interface Service {

    /** Serves a stanza that is addressed to this service; {@code from} is the sender's full address, already stamped. */
    void receive(Jid from, Xml stanza);
}
