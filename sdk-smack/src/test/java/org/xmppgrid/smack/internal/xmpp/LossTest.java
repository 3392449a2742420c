package org.xmppgrid.smack.internal.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SubscriptionRequest;
import org.xmppgrid.smack.internal.wire.StanzaFault;
import org.xmppgrid.smack.internal.wire.StanzaHead;
import org.xmppgrid.smack.internal.wire.WireException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the engine is told of a stream's end. */
class LossTest {

    @ParameterizedTest
    @CsvSource({
        "conflict,         SESSION_REPLACED, false",
        "not-authorized,   CONNECTION_LOST,  true",
        "host-gone,        CONNECTION_LOST,  true",
        "policy-violation, CONNECTION_LOST,  true",
        "system-shutdown,  CONNECTION_LOST,  true"
    })
    void lost_whenTheControllerSaysWhy_hasItsConditionAndOnlyAConflictIsFinal(
            String condition, Reason reason, boolean retryable) {
        Told told = new Told();
        new IncomingStanzas(told, GridAddress.of("sensor@grid.example/r1"), new ArchiveResults())
                .lost(new WireException(
                        WireException.Kind.LOST,
                        "The controller ended the stream: " + condition,
                        new StanzaFault("cancel", condition, "", "", ""),
                        false,
                        null));
        assertThat(told.losses).singleElement().satisfies(loss -> {
            assertThat(loss.reason()).isEqualTo(reason);
            assertThat(loss.retryable()).isEqualTo(retryable);
            assertThat(loss.condition()).contains(condition);
        });
    }

    /** Resumed, the stream brings the whole message again: a part of it now would be an item that nobody published. */
    @Test
    void message_whenItsStreamBreaksOffAnywhere_tellsNothingOfIt() throws Exception {
        String message = "<message from='broker.grid.example' id='e1'><event"
                + " xmlns='http://jabber.org/protocol/pubsub#event'><items node='t'><item id='1'>"
                + "<a xmlns='urn:example'><b c='d'>text</b></a></item><item id='2'><a xmlns='urn:example'/></item>"
                + "</items></event></message>";
        GridAddress broker = GridAddress.of("broker.grid.example");
        int start = message.indexOf('>') + 1;
        for (int end = start; end < message.length(); end++) {
            Told told = new Told();
            IncomingStanzas incoming =
                    new IncomingStanzas(told, GridAddress.of("sensor@grid.example/r1"), new ArchiveResults());
            XmlPullParser parser = Parsers.broken(message.substring(0, end));

            assertThatThrownBy(() ->
                            incoming.message(new StanzaHead("message", "", "e1", Optional.of(broker), false), parser))
                    .as(message.substring(0, end))
                    .isInstanceOf(Exception.class);
            assertThat(told.events).as(message.substring(0, end)).isEmpty();
        }
    }

    private static final class Told implements XmppSession.Listener {
        final List<GridException> losses = new ArrayList<>();
        final List<TopicEvent> events = new ArrayList<>();

        @Override
        public boolean isBroker(GridAddress from) {
            return true;
        }

        @Override
        public void happened(TopicEvent event) {
            events.add(event);
        }

        @Override
        public void asked(SubscriptionRequest request) {
            throw new AssertionError(request);
        }

        @Override
        public boolean returned(String id, boolean notUnderstood) {
            return false;
        }

        @Override
        public void dropped(Observation.Kind kind, Optional<GridAddress> from, Optional<String> topic, String detail) {
            throw new AssertionError(detail);
        }

        @Override
        public void lost(GridException cause) {
            losses.add(cause);
        }
    }
}
