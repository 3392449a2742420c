package org.xmppgrid.testkit.internal.embedded;

/** The server itself: what its domain answers, and what it answers in the name of an account. */
final class Controller implements Service {
    private final Settings settings;
    private final Router router;
    private final Registration registration;

    Controller(Settings settings, Router router, Registration registration) {
        this.settings = settings;
        this.router = router;
        this.registration = registration;
    }

    @Override
    public void receive(Jid from, Xml stanza) {
        if (!Stanzas.isRequest(stanza)) {
            router.bounce(stanza, StanzaError.of("service-unavailable"));
            return;
        }
        try {
            router.reply(answer(from, stanza));
        } catch (StanzaError.Refused refused) {
            router.bounce(stanza, refused.error());
        }
    }

    private Xml answer(Jid from, Xml iq) {
        Xml request =
                iq.firstChild().orElseThrow(() -> StanzaError.of("bad-request").refused());
        boolean get = iq.attribute("type", "").equals("get");
        if (get && request.is(Ns.PING, "ping")) {
            return Stanzas.result(iq).build();
        }
        if (Registration.isAsked(iq)) {
            return registration.member(from, iq);
        }
        boolean aboutServer = iq.attribute("to", "").equals(settings.domain());
        if (get && aboutServer && request.attribute("node") == null) {
            if (request.is(Ns.DISCO_INFO, "query")) {
                return Stanzas.result(iq).child(info()).build();
            }
            if (request.is(Ns.DISCO_ITEMS, "query")) {
                return Stanzas.result(iq).child(items()).build();
            }
        }
        throw StanzaError.of("service-unavailable").refused();
    }

    private Xml.Builder info() {
        Xml.Builder query = Xml.element(Ns.DISCO_INFO, "query")
                .child(Xml.element(Ns.DISCO_INFO, "identity")
                        .attribute("category", "server")
                        .attribute("type", "im")
                        .attribute("name", "Embedded grid"));
        for (String feature : new String[] {Ns.DISCO_INFO, Ns.DISCO_ITEMS, Ns.PING, "msgoffline"}) {
            query.child(Xml.element(Ns.DISCO_INFO, "feature").attribute("var", feature));
        }
        if (registration.isOffered() || registration.changesPasswords()) {
            query.child(Xml.element(Ns.DISCO_INFO, "feature").attribute("var", Ns.REGISTER));
        }
        return query;
    }

    private Xml.Builder items() {
        return Xml.element(Ns.DISCO_ITEMS, "query")
                .child(Xml.element(Ns.DISCO_ITEMS, "item")
                        .attribute("jid", settings.broker())
                        .attribute("name", "Broker"));
    }
}
