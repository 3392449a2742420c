package org.xmppgrid.smack.internal.xmpp;

import java.util.Optional;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.wire.ForeignRequest;
import org.xmppgrid.smack.internal.wire.Inbound;
import org.xmppgrid.smack.internal.wire.StanzaFault;
import org.xmppgrid.smack.internal.wire.StanzaHead;
import org.xmppgrid.smack.internal.wire.StanzaRefusedException;
import org.xmppgrid.smack.internal.wire.WireException;

/** Sorts what comes in: the broker's messages are read, everybody else's are dropped and reported. */
record IncomingStanzas(XmppSession.Listener listener, GridAddress account, ArchiveResults archive) implements Inbound {

    @Override
    public void message(StanzaHead head, XmlPullParser parser) throws Exception {
        Optional<GridAddress> from = head.from();
        if (from.isEmpty() || !listener.isBroker(from.get())) {
            String topic = EventCodec.topicOf(parser);
            listener.dropped(
                    topic.isEmpty()
                            ? Observation.Kind.UNEXPECTED_STANZA_DROPPED
                            : Observation.Kind.FORGED_EVENT_DROPPED,
                    from,
                    Optional.of(topic).filter(name -> !name.isEmpty()),
                    topic.isEmpty()
                            ? "a message from somebody who is not the broker"
                            : "an event from somebody who is not the broker; ask the controller's administrator"
                                    + " who that is");
            return;
        }
        if (head.type().equals("error")) {
            if (listener.returned(head.id(), isNotUnderstood(StanzaFault.read(parser)))) {
                return;
            }
            listener.dropped(
                    Observation.Kind.UNEXPECTED_STANZA_DROPPED,
                    from,
                    Optional.empty(),
                    "the broker refused a message with id '" + head.id() + "'");
            return;
        }
        EventCodec.BrokerMessage message = new EventCodec.BrokerMessage();
        boolean[] archived = {false};
        try {
            EventCodec.read(
                    parser, Prefixes.NONE, message, around -> archived[0] |= archive.take(from, parser, around));
        } catch (StanzaRefusedException e) {
            // What was read before a limit was met will not come again. What was cut off with its stream may: whole.
            tell(message);
            throw e;
        }
        tell(message);
        if (message.events().isEmpty() && message.request().isEmpty() && !archived[0]) {
            listener.dropped(
                    Observation.Kind.UNEXPECTED_STANZA_DROPPED,
                    from,
                    Optional.empty(),
                    "a message of the broker that is neither an event nor a request");
        }
    }

    private void tell(EventCodec.BrokerMessage message) {
        message.events().forEach(listener::happened);
        message.request().ifPresent(listener::asked);
    }

    /** Whether a broker says that it has no use for such a message, and not that the message came too late. */
    private static boolean isNotUnderstood(StanzaFault fault) {
        return switch (fault.condition()) {
            case "service-unavailable", "feature-not-implemented", "not-acceptable", "bad-request" -> true;
            default -> false;
        };
    }

    @Override
    public boolean request(ForeignRequest request, XmlPullParser parser) throws Exception {
        Optional<RawPayload> payload = QueryCodec.readRequest(parser, listener::answers);
        return payload.isPresent() && listener.queried(new IncomingQuery(request, payload.get()));
    }

    @Override
    public void strayed(String what, StanzaHead head) {
        if (head.element().equals("presence")
                && head.from().map(GridAddress::bare).equals(Optional.of(account.bare()))) {
            // the account's own connections are told of each other (RFC 6121 §4.2.2)
            return;
        }
        listener.dropped(Observation.Kind.UNEXPECTED_STANZA_DROPPED, head.from(), Optional.empty(), what);
    }

    @Override
    public void limitHit(String limit, String what, Optional<GridAddress> from) {
        listener.limitHit(limit, from, what);
    }

    @Override
    public void lost(WireException cause) {
        String condition = cause.fault().map(StanzaFault::condition).orElse(null);
        // RFC 6120 §4.9.3.3: another connection with the same address, which connecting again would throw out in turn
        boolean replaced = "conflict".equals(condition);
        boolean tooBig = cause.kind() == WireException.Kind.TOO_BIG;
        listener.lost(new GridConnectionException(
                replaced ? Reason.SESSION_REPLACED : tooBig ? Reason.LIMIT_EXCEEDED : Reason.CONNECTION_LOST,
                replaced
                        ? "Another program connected as " + account + " and took this session's place ("
                                + cause.getMessage() + "); give each program an address with a resource of its own"
                        : "The connection of " + account + " was lost (" + cause.getMessage() + ")",
                condition,
                cause));
    }
}
