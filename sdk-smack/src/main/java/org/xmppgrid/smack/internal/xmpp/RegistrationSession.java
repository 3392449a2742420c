package org.xmppgrid.smack.internal.xmpp;

import java.util.Optional;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.xmppgrid.sdk.Credentials;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridSettings;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.smack.internal.wire.Inbound;
import org.xmppgrid.smack.internal.wire.StanzaHead;
import org.xmppgrid.smack.internal.wire.Wire;
import org.xmppgrid.smack.internal.wire.WireException;

/** A connection to a controller that nobody logs in to, for registering an account (XEP-0077 §3.1). */
public final class RegistrationSession implements AutoCloseable {

    /** Is told what was dropped, on the network reader's thread. */
    public interface Listener {
        /** Something was dropped. */
        void dropped(Observation.Kind kind, Optional<GridAddress> from, String detail);
    }

    private final Wire wire;
    private final GridAddress account;
    private final GridAddress controller;

    private RegistrationSession(Wire wire, GridAddress account) {
        this.wire = wire;
        this.account = account;
        this.controller = GridAddress.of(account.domain());
    }

    /**
     * Connects with TLS and every check of the certificate.
     *
     * @throws GridException if it can't; nothing is left running then
     */
    public static RegistrationSession open(GridSettings settings, Listener listener, OpeningWatch watch) {
        // There is nothing to log in with, and no certificate to show.
        return new RegistrationSession(
                Wire.openToRegister(
                        XmppSession.wire(settings, nobody -> Credentials.password(""), new SessionKeys()),
                        new Incoming(listener),
                        watch),
                settings.address().bare());
    }

    /** XEP-0077 §3.1.1. */
    public Reply<RegistrationForm> form() {
        return new Reply<>(
                wire.request(
                        "get",
                        controller,
                        RegistrationCodec.ask(),
                        (parser, hasChild) -> RegistrationCodec.read(XmppSession.content(parser, hasChild))),
                new AccountQuestion(AccountQuestion.Kind.ASK, controller, account));
    }

    /** XEP-0077 §3.1.2. */
    public Reply<Boolean> register(RegistrationForm asked, char[] password) {
        return new Reply<>(
                wire.request(
                        "set",
                        controller,
                        RegistrationCodec.answer(asked, account.local().orElseThrow(), password),
                        (parser, hasChild) -> true),
                new AccountQuestion(AccountQuestion.Kind.REGISTER, controller, account));
    }

    /** Ends the stream in order. */
    @Override
    public void close() {
        wire.close();
    }

    /** There is nothing to come in but answers. */
    private record Incoming(Listener listener) implements Inbound {

        @Override
        public void message(StanzaHead head, XmlPullParser parser) {
            strayed("a message", head);
        }

        @Override
        public void strayed(String what, StanzaHead head) {
            listener.dropped(Observation.Kind.UNEXPECTED_STANZA_DROPPED, head.from(), what);
        }

        @Override
        public void lost(WireException cause) {
            // Whoever waits for an answer is told, and nobody else is there.
        }
    }
}
