package org.xmppgrid.smack.internal.xmpp;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.wire.StanzaFault;
import org.xmppgrid.smack.internal.wire.WireException;

import static org.assertj.core.api.Assertions.assertThat;

/** What brokers answer (XEP-0060, and the shapes that Prosody, ejabberd and Openfire give it) and what users are told. */
class OperationTest {

    @ParameterizedTest
    @CsvSource({
        "CREATE,      cancel, conflict,                '',                   TOPIC_EXISTS,          another name",
        "CREATE,      auth,   forbidden,               '',                   FORBIDDEN,             administrator",
        "CREATE,      modify, not-acceptable,          '',                   CONFIGURATION_REFUSED, access model",
        "CREATE,      wait,   resource-constraint,     '',                   CONFIGURATION_REFUSED, fields",
        "PUBLISH,     wait,   resource-constraint,     '',                   BROKER_BUSY,           later",
        "SUBSCRIBE,   cancel, item-not-found,          '',                   TOPIC_NOT_FOUND,       grid.topics()",
        "SUBSCRIBE,   auth,   not-authorized,          pending-subscription, APPROVAL_PENDING,      owner",
        "SUBSCRIBE,   cancel, not-allowed,             closed-node,          NOT_ON_WHITELIST,      list",
        "SUBSCRIBE,   auth,   forbidden,               '',                   FORBIDDEN,             owner",
        "RETRIEVE,    auth,   not-authorized,          not-subscribed,       NOT_SUBSCRIBED,        Subscribe",
        "RETRIEVE,    cancel, feature-not-implemented, persistent-items,     NOT_SUPPORTED,         no items",
        "PUBLISH,     auth,   forbidden,               '',                   FORBIDDEN,             publisher",
        "PUBLISH,     modify, not-acceptable,          payload-too-big,      PAYLOAD_TOO_BIG,       Split",
        "PUBLISH,     modify, bad-request,             invalid-payload,      PAYLOAD_INVALID,       type",
        "LIST,        cancel, service-unavailable,     '',                   NOT_SUPPORTED,         broker(..)",
        "DESCRIBE,    cancel, remote-server-not-found, '',                   BROKER_NOT_FOUND,      address",
        "UNSUBSCRIBE, cancel, unexpected-request,      not-subscribed,       NOT_SUBSCRIBED,        Subscribe",
        "LIST,        wait,   service-unavailable,     '',                   BROKER_BUSY,           later",
        "DESCRIBE,    wait,   remote-server-timeout,   '',                   BROKER_BUSY,           later",
        "DELETE,      cancel, undefined-condition,     '',                   REFUSED,               administrator",
    })
    void failure_whenTheBrokerRefuses_thenSaysWhatWhereAndWhatToDo(
            Operation.Kind kind, String type, String condition, String pubsub, Reason reason, String hint) {
        Operation operation = new Operation(kind, GridAddress.of("broker.grid.example"), "MILEHost", "");

        GridException failure = operation.failure(new WireException(
                WireException.Kind.REFUSED,
                "refused",
                new StanzaFault(type, condition, pubsub, "", "said so"),
                true,
                null));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure)
                .hasMessageContaining("MILEHost")
                .hasMessageContaining("broker.grid.example")
                .hasMessageContaining(hint)
                .hasMessageContaining("said so");
        assertThat(failure.condition()).contains(pubsub.isEmpty() ? condition : condition + " " + pubsub);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLISH,  CLOSED,  true,  OUTCOME_UNKNOWN",
        "PUBLISH,  CLOSED,  false, CLOSED",
        "PUBLISH,  LOST,    true,  OUTCOME_UNKNOWN",
        "PUBLISH,  LOST,    false, CONNECTION_LOST",
        "PUBLISH,  TIMEOUT, true,  OUTCOME_UNKNOWN",
        "PUBLISH,  TIMEOUT, false, TIMEOUT",
        "PUBLISH,  TOO_BIG, true,  OUTCOME_UNKNOWN",
        "DESCRIBE, LOST,    true,  CONNECTION_LOST",
        "DESCRIBE, TIMEOUT, true,  TIMEOUT",
        "RETRIEVE, TOO_BIG, true,  LIMIT_EXCEEDED",
        "LIST,     GARBLED, true,  PROTOCOL_VIOLATION",
    })
    void failure_whenThereIsNoAnswer_thenSaysWhetherItMayHaveTakenEffect(
            Operation.Kind kind, WireException.Kind end, boolean sent, Reason reason) {
        Operation operation = new Operation(kind, GridAddress.of("broker.grid.example"), "MILEHost", "item-7");

        GridException failure = operation.failure(new WireException(end, "why", null, sent, null));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageContaining("MILEHost");
        if (kind == Operation.Kind.PUBLISH && reason == Reason.OUTCOME_UNKNOWN) {
            assertThat(failure.retryable()).isTrue();
            assertThat(failure).hasMessageContaining("same item id 'item-7'");
        }
    }
}
