package org.xmppgrid.testkit.internal.embedded;

/** Accounts that clients make, and passwords that they change, by themselves (XEP-0077), with the manners of Prosody. */
final class Registration {
    private final RegistrationSettings settings;
    private final Accounts accounts;

    Registration(RegistrationSettings settings, Accounts accounts) {
        this.settings = settings;
        this.accounts = accounts;
    }

    static boolean isAsked(Xml stanza) {
        return stanza.is(Ns.CLIENT, "iq")
                && Stanzas.isRequest(stanza)
                && stanza.child(Ns.REGISTER, "query").isPresent();
    }

    boolean isOffered() {
        return settings.open();
    }

    boolean changesPasswords() {
        return settings.passwordChange();
    }

    /** The answer to somebody who has not logged in (XEP-0077 §3.1). */
    Xml stranger(Xml iq) {
        try {
            return register(iq);
        } catch (StanzaError.Refused refused) {
            return refused.error().inReplyTo(iq);
        }
    }

    private Xml register(Xml iq) {
        if (!settings.open()) {
            throw StanzaError.of("service-unavailable").refused();
        }
        Xml query = query(iq);
        if (iq.attribute("type", "").equals("get")) {
            return Stanzas.result(iq)
                    .child(Xml.element(Ns.REGISTER, "query")
                            .child(Xml.element(Ns.REGISTER, "instructions")
                                    .text("Choose a username and password for use with this service."))
                            .child(Xml.element(Ns.REGISTER, "username"))
                            .child(Xml.element(Ns.REGISTER, "password")))
                    .build();
        }
        if (query.child(Ns.REGISTER, "remove").isPresent()) {
            throw StanzaError.of("registration-required").refused();
        }
        String user = field(query, "username");
        String password = field(query, "password");
        if (password.isEmpty() || !isUser(user)) {
            throw StanzaError.of("not-acceptable").refused();
        }
        if (!accounts.register(user, password, settings.approvalNeeded())) {
            throw StanzaError.of("conflict")
                    .withText("The requested username already exists.")
                    .refused();
        }
        return Stanzas.result(iq).build();
    }

    /** The answer to somebody who has (XEP-0077 §3.3). */
    Xml member(Jid from, Xml iq) {
        if (!settings.passwordChange()) {
            throw StanzaError.of("service-unavailable").refused();
        }
        Xml query = query(iq);
        if (iq.attribute("type", "").equals("get")) {
            return Stanzas.result(iq)
                    .child(Xml.element(Ns.REGISTER, "query")
                            .child(Xml.element(Ns.REGISTER, "registered"))
                            .child(Xml.element(Ns.REGISTER, "username").text(from.local()))
                            .child(Xml.element(Ns.REGISTER, "password")))
                    .build();
        }
        if (query.child(Ns.REGISTER, "remove").isPresent()) {
            throw StanzaError.of("not-allowed").refused();
        }
        String password = field(query, "password");
        if (password.isEmpty() || !field(query, "username").equalsIgnoreCase(from.local())) {
            throw StanzaError.of("bad-request").refused();
        }
        accounts.put(from.local(), password);
        return Stanzas.result(iq).build();
    }

    private static Xml query(Xml iq) {
        return iq.child(Ns.REGISTER, "query")
                .orElseThrow(() -> StanzaError.of("bad-request").refused());
    }

    private static String field(Xml query, String name) {
        return query.child(Ns.REGISTER, name).map(Xml::text).orElse("");
    }

    private static boolean isUser(String text) {
        try {
            Jid jid = Jid.parse(text + "@localhost");
            return jid.isBare() && !jid.isDomain();
        } catch (IllegalArgumentException noName) {
            return false;
        }
    }
}
