package org.xmppgrid.smack.internal.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.GridAddress;

/**
 * Where each incoming stanza goes: an answer to the request that it answers, a message to the floor above, a request
 * to it too, if it takes it, everything else nowhere. A stanza is never judged by its id alone (CVE-2024-46957). Runs on the reader thread only, but for answers.
 */
final class Dispatch {
    private static final String CLIENT = "jabber:client";
    private static final int KNOWN_ADDRESSES = 256;

    /** Nobody makes longer ones, and who does wants them sent back. */
    private static final int LONGEST_ID = 1024;

    private static final String UNKNOWN = "a request, which is answered with service-unavailable";

    private final StreamState state;
    private final GridAddress account;
    private final Supplier<GridAddress> own;
    private final Consumer<String> send;
    private final Consumer<String> trySend;
    private final PerMinute replies;

    /** Stanzas come from few senders; an address costs more to parse than to look up. */
    private final Map<String, Optional<GridAddress>> addresses = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<GridAddress>> eldest) {
            return size() > KNOWN_ADDRESSES;
        }
    };

    /**
     * A dispatch for one stream.
     *
     * @param state the stream's state
     * @param account the own account
     * @param own the own full address, once it is bound
     * @param send sends an answer, and waits for room
     * @param trySend sends an answer, or nothing if there is no room for it
     * @param repliesPerMinute how many requests of strangers are answered in a minute
     * @param nanoTime the time
     */
    Dispatch(
            StreamState state,
            GridAddress account,
            Supplier<GridAddress> own,
            Consumer<String> send,
            Consumer<String> trySend,
            int repliesPerMinute,
            LongSupplier nanoTime) {
        this.state = state;
        this.account = account;
        this.own = own;
        this.send = send;
        this.trySend = trySend;
        this.replies = new PerMinute(repliesPerMinute, nanoTime);
    }

    /**
     * Takes one stanza.
     *
     * @param parser on its start tag; afterwards on its end tag
     * @return whether it was handled, which is all but what comes too late
     * @throws InterruptedException if the floor above was interrupted while it held the stream up
     * @throws WireException if the stream is broken
     */
    boolean stanza(GridXmlPullParser parser) throws InterruptedException {
        StanzaHead head = head(parser);
        boolean ours = parser.getNamespace().equals(CLIENT);
        if (ours && head.element().equals("message")) {
            return message(head, parser);
        } else if (ours && head.element().equals("iq")) {
            iq(head, parser);
        } else {
            drop("a " + head.element() + " that was not asked for", head, parser);
        }
        return true;
    }

    /** Takes a stanza that comes before the controller has proven itself. */
    void tooEarly(GridXmlPullParser parser) {
        drop("a stanza before the login was complete", head(parser), parser);
    }

    /** Takes a stanza on a stream that nobody logs in to: there is nobody whom anything but an answer could be for. */
    void answerOnly(GridXmlPullParser parser) {
        StanzaHead head = head(parser);
        boolean isAnswer = head.type().equals("result") || head.type().equals("error");
        if (parser.getNamespace().equals(CLIENT) && head.element().equals("iq") && isAnswer) {
            answer(head, parser);
        } else {
            drop("a stanza on a stream that nobody logged in to", head, parser);
        }
    }

    private void drop(String what, StanzaHead head, GridXmlPullParser parser) {
        parser.endStanza();
        state.strayed(what, head);
    }

    private boolean message(StanzaHead head, GridXmlPullParser parser) throws InterruptedException {
        Exception failure = null;
        boolean taken = true;
        try {
            taken = state.message(head, parser);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            failure = e;
        }
        StanzaRefusedException refused = parser.refused();
        parser.endStanza();
        if (refused != null) {
            state.limitHit(refused.limit(), "a message was not read: " + refused.getMessage(), head.from());
            state.strayed("a message that was not read: " + refused.getMessage(), head);
        } else if (failure != null) {
            state.strayed("a message that can't be read (" + failure.getClass().getSimpleName() + ")", head);
        }
        return taken;
    }

    private void iq(StanzaHead head, GridXmlPullParser parser) {
        switch (head.type()) {
            case "result", "error" -> answer(head, parser);
            case "get" -> request(head, parser);
            case "set" -> refuse(head, parser);
            default -> drop("an iq of no known type", head, parser);
        }
    }

    private void request(StanzaHead head, GridXmlPullParser parser) {
        Optional<GridAddress> platform = head.from().filter(from -> isAnswerable(head));
        if (platform.isEmpty() || !isTaken(head, platform.get(), parser)) {
            refuse(head, parser);
        } else {
            parser.endStanza();
        }
    }

    private boolean isTaken(StanzaHead head, GridAddress from, GridXmlPullParser parser) {
        boolean taken;
        try {
            taken = state.request(
                    new ForeignRequest(head.id(), from, send, trySend, () -> {
                        refuse(head);
                        state.strayed(UNKNOWN, head);
                    }),
                    parser);
        } catch (Exception e) {
            // What is wrong with it is nothing to tell a stranger; it is reported as every other that is not known.
            taken = false;
        }
        StanzaRefusedException refused = parser.refused();
        if (refused != null) {
            state.limitHit(refused.limit(), "a request was not read: " + refused.getMessage(), head.from());
        }
        return taken;
    }

    private void refuse(StanzaHead head, GridXmlPullParser parser) {
        refuse(head);
        drop(UNKNOWN, head, parser);
    }

    private static boolean isAnswerable(StanzaHead head) {
        return !head.id().isEmpty()
                && head.id().length() <= LONGEST_ID
                && (head.from().isPresent() || head.fromAbsent());
    }

    /** RFC 6120 §8.2.3: every request gets an answer. This one says nothing about who is here, and echoes nothing. */
    private void refuse(StanzaHead head) {
        if (!isAnswerable(head)) {
            return;
        }
        boolean byStranger = head.from()
                .filter(from -> !from.equals(account) && !PendingRequest.isController(from, account))
                .isPresent();
        if (byStranger && !replies.allow()) {
            // Whoever asks that often knows the answer; the controller, which may look whether we live, always gets it.
            return;
        }
        StringBuilder error = new StringBuilder("<iq type='error' id='")
                .append(OutgoingStanza.attribute(head.id()))
                .append('\'');
        head.from().ifPresent(from -> error.append(" to='")
                .append(OutgoingStanza.attribute(from.toString()))
                .append('\''));
        trySend.accept(error.append("><error type='cancel'><service-unavailable"
                        + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")
                .toString());
    }

    private void answer(StanzaHead head, GridXmlPullParser parser) {
        PendingRequest<?> request = state.exchange().pending(head.id());
        if (request == null) {
            drop("an answer that nobody waits for", head, parser);
        } else if (!request.mayBeAnsweredBy(head, own.get())) {
            drop("an answer from somebody else than " + request.to(), head, parser);
        } else if (!state.exchange().take(head.id(), request)) {
            drop("an answer that nobody waits for any more", head, parser);
        } else {
            settle(request, head, parser);
        }
    }

    private void settle(PendingRequest<?> request, StanzaHead head, GridXmlPullParser parser) {
        Runnable outcome;
        try {
            outcome = head.type().equals("error") ? refused(request, parser) : read(request, parser);
        } catch (Exception e) {
            outcome = () -> request.fail(unreadable(request, parser.refused(), e));
        } catch (Error e) {
            request.fail(unreadable(request, null, e));
            throw e;
        }
        StanzaRefusedException refusal = parser.refused();
        try {
            parser.endStanza();
        } catch (WireException e) {
            request.fail(e);
            throw e;
        }
        if (refusal == null) {
            outcome.run();
        } else {
            state.limitHit(refusal.limit(), "an answer was not read: " + refusal.getMessage(), head.from());
            request.fail(unreadable(request, refusal, null));
        }
    }

    private static Runnable refused(PendingRequest<?> request, GridXmlPullParser parser) throws Exception {
        StanzaFault fault = StanzaFault.read(parser);
        return () -> request.fail(new WireException(
                WireException.Kind.REFUSED,
                request.to() + " answered with " + fault.condition()
                        + (fault.pubsubCondition().isEmpty() ? "" : " " + fault.pubsubCondition())
                        + (fault.text().isEmpty() ? "" : " (" + fault.text() + ")"),
                fault,
                true,
                null));
    }

    private static Runnable read(PendingRequest<?> request, GridXmlPullParser parser) throws Exception {
        int stanza = parser.getDepth();
        while (true) {
            XmlPullParser.Event event = parser.next();
            if (event == XmlPullParser.Event.START_ELEMENT) {
                return request.read(parser, true);
            }
            if (event == XmlPullParser.Event.END_ELEMENT && parser.getDepth() == stanza) {
                return request.read(parser, false);
            }
        }
    }

    private static WireException unreadable(
            PendingRequest<?> request, @Nullable StanzaRefusedException refusal, @Nullable Throwable cause) {
        return refusal != null
                ? new WireException(
                        WireException.Kind.TOO_BIG,
                        "The answer of " + request.to() + " was not read: " + refusal.getMessage(),
                        null,
                        true,
                        refusal)
                : new WireException(
                        WireException.Kind.GARBLED,
                        "The answer of " + request.to() + " can't be read",
                        null,
                        true,
                        cause);
    }

    private StanzaHead head(XmlPullParser parser) {
        String from = parser.getAttributeValue("", "from");
        return new StanzaHead(
                parser.getName(),
                orEmpty(parser.getAttributeValue("", "type")),
                orEmpty(parser.getAttributeValue("", "id")),
                from == null ? Optional.empty() : address(from),
                from == null);
    }

    private Optional<GridAddress> address(String text) {
        if (text.length() > GridAddress.MAX_PART_BYTES * 3 + 2) {
            // No address is that long (RFC 7622 §3.1); kept, some hundred of them would fill the heap.
            return Optional.empty();
        }
        Optional<GridAddress> known = addresses.get(text);
        if (known != null) {
            return known;
        }
        Optional<GridAddress> parsed = parse(text);
        addresses.put(text, parsed);
        return parsed;
    }

    private static Optional<GridAddress> parse(String text) {
        try {
            return Optional.of(GridAddress.of(text));
        } catch (IllegalArgumentException e) {
            // Not swallowed: such a sender is a stranger, and what it sends is reported as that.
            return Optional.empty();
        }
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
