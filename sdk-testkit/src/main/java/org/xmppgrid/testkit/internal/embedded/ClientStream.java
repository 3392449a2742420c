package org.xmppgrid.testkit.internal.embedded;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's stream from the first byte to the last (RFC 6120 §4 to §7): STARTTLS, SASL, binding, then stanzas. */
final class ClientStream implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ClientStream.class);

    private final Wire wire;
    private final Grid grid;
    private final boolean direct;
    private volatile @Nullable Session session;

    /** What a stream needs of the grid that it belongs to. */
    interface Grid {
        Settings settings();

        Accounts accounts();

        SaslFaults saslFaults();

        Registration registration();

        String newId();

        void bound(Session session);

        StreamManagement streamManagement();

        void received(Session session, Wire wire, Xml stanza) throws InterruptedException;

        void gone(ClientStream stream, @Nullable Session session, boolean inOrder);
    }

    /** With {@code direct}, TLS comes before the first stream (XEP-0368). */
    ClientStream(Wire wire, Grid grid, boolean direct) {
        this.wire = wire;
        this.grid = grid;
        this.direct = direct;
    }

    Wire wire() {
        return wire;
    }

    @Override
    public void run() {
        String lastWord = null;
        boolean inOrder = true;
        try {
            if (direct) {
                wire.startTls(grid.settings().tls(), true);
                serve();
            } else if (startTls(open(features ->
                    features.child(Xml.element(Ns.TLS, "starttls").child(Xml.element(Ns.TLS, "required")))))) {
                serve();
            }
        } catch (StreamException fault) {
            LOG.debug("{}: {}: {}", wire.peer(), fault.condition(), fault.getMessage());
            lastWord = StreamException.element(fault.condition(), String.valueOf(fault.getMessage()));
        } catch (IOException gone) {
            LOG.debug("{}: connection gone: {}", wire.peer(), gone.toString());
            inOrder = false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            grid.gone(this, session, inOrder);
            wire.close(lastWord);
            if (lastWord != null) {
                wire.drain();
            }
            wire.closed();
        }
    }

    private interface Features {
        Xml.Builder of(Xml.Builder features);
    }

    /** Answers a stream header with one of ours, and features or an error (RFC 6120 §4.2, §4.3.2). */
    private StanzaReader open(Features offered) throws IOException, StreamException {
        StanzaReader reader = new StanzaReader(wire.input(), grid.settings().stanzaLimit());
        Xml header = null;
        StreamException fault = null;
        try {
            header = reader.header();
            wire.received(header);
            check(header);
        } catch (StreamException broken) {
            fault = broken;
        }
        String to = header == null ? null : header.attribute("from");
        wire.send("<?xml version='1.0'?><stream:stream xmlns='" + Ns.CLIENT + "' xmlns:stream='" + Ns.STREAMS
                + "' version='1.0' xml:lang='en' id='" + grid.newId() + "' from='"
                + grid.settings().domain() + "'"
                + (to == null ? "" : " to='" + XmlText.escape(to) + "'") + ">");
        if (fault != null) {
            throw fault;
        }
        wire.send(offered.of(Xml.element("stream", Ns.STREAMS, "features"))
                .build()
                .toString());
        return reader;
    }

    private void check(Xml header) throws StreamException {
        if (!header.is(Ns.STREAMS, "stream")
                || !Ns.CLIENT.equals(header.declarations().get(""))) {
            throw new StreamException("invalid-namespace", "this is a server for " + Ns.CLIENT);
        }
        if (header.attribute("version") == null) {
            throw new StreamException("unsupported-version", "version 1.0 is needed");
        }
        String to = header.attribute("to");
        if (to == null || !to.equalsIgnoreCase(grid.settings().domain())) {
            throw new StreamException("host-unknown", "there is no " + to + " here");
        }
    }

    /** STARTTLS is mandatory to negotiate (RFC 8600 §8.3.1): nothing else is answered before it. */
    private boolean startTls(StanzaReader reader) throws IOException, StreamException {
        Xml element = reader.next();
        if (element == null) {
            return false;
        }
        wire.received(element);
        if (!element.is(Ns.TLS, "starttls")) {
            throw new StreamException("policy-violation", "use STARTTLS first");
        }
        wire.send(Xml.element(Ns.TLS, "proceed").build().toString());
        wire.startTls(grid.settings().tls(), false);
        return true;
    }

    private void serve() throws IOException, StreamException, InterruptedException {
        SaslOffer offer = SaslOffer.on(wire.secured(), grid.settings().sasl(), grid.saslFaults());
        StanzaReader unauthenticated = open(features -> {
            if (grid.registration().isOffered()) {
                features.child(Xml.element(Ns.REGISTER_FEATURE, "register"));
            }
            return features.children(offer.features());
        });
        String user = new Authentication(wire, grid, offer).run(unauthenticated);
        if (user.isEmpty()) {
            return;
        }
        StreamManagement management = grid.streamManagement();
        StanzaReader reader = open(features -> {
            features.child(Xml.element(Ns.BIND, "bind"));
            return management.isOffered() ? features.child(management.feature()) : features;
        });
        Session bound = bind(reader, user);
        if (bound == null) {
            return;
        }
        Xml stanza = reader.next();
        while (stanza != null) {
            wire.received(stanza);
            if (management.concerns(stanza)) {
                management.received(bound, stanza);
            } else {
                checkStanza(stanza);
                grid.received(bound, wire, stanza);
            }
            stanza = reader.next();
        }
        management.farewell(bound);
    }

    private static void checkStanza(Xml stanza) throws StreamException {
        if (!stanza.namespace().equals(Ns.CLIENT)
                || !List.of("message", "presence", "iq").contains(stanza.name())) {
            throw new StreamException("unsupported-stanza-type", "not a stanza: " + stanza.name());
        }
    }

    /** Resource binding (RFC 6120 §7), or the resumption of a session that has its resource (XEP-0198 §5). */
    private @Nullable Session bind(StanzaReader reader, String user) throws IOException, StreamException {
        Xml iq = reader.next();
        while (iq != null) {
            wire.received(iq);
            if (grid.streamManagement().concerns(iq)) {
                Session resumed = grid.streamManagement()
                        .unbound(Jid.parse(user + "@" + grid.settings().domain()), iq, wire);
                if (resumed != null) {
                    session = resumed;
                    return resumed;
                }
                iq = reader.next();
                continue;
            }
            Xml bind = iq.child(Ns.BIND, "bind").orElse(null);
            if (!iq.is(Ns.CLIENT, "iq")
                    || bind == null
                    || !iq.attribute("type", "").equals("set")) {
                throw new StreamException("not-authorized", "bind a resource first");
            }
            String wish = bind.child(Ns.BIND, "resource").map(Xml::text).orElse("");
            try {
                Jid jid = Jid.parse(user + "@" + grid.settings().domain())
                        .withResource(wish.isEmpty() ? grid.newId() : wish);
                Session bound = new Session(jid, wire);
                session = bound;
                wire.peer(jid.toString());
                wire.startWriter();
                grid.bound(bound);
                wire.send(Xml.element(Ns.CLIENT, "iq")
                        .attribute("type", "result")
                        .attribute("id", iq.attribute("id"))
                        .child(Xml.element(Ns.BIND, "bind")
                                .child(Xml.element(Ns.BIND, "jid").text(jid.toString())))
                        .build()
                        .toString());
                return bound;
            } catch (IllegalArgumentException badResource) {
                wire.send(StanzaError.of("bad-request").inReplyTo(iq).toString());
            }
            iq = reader.next();
        }
        return null;
    }
}
