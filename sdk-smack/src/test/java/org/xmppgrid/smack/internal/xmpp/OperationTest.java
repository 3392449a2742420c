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
        "PUBLISH,     modify, bad-request,             payload-required,     PAYLOAD_INVALID,       DELIVER_PAYLOADS",
        "RETRACT,     cancel, item-not-found,          '',                   ITEM_NOT_FOUND,        item's id",
        "RETRACT,     auth,   forbidden,               '',                   FORBIDDEN,             published the item",
        "RETRACT,     cancel, feature-not-implemented, persistent-items,     NOT_SUPPORTED,         keeps no items",
        "UNSUBSCRIBE, cancel, unexpected-request,      not-subscribed,       NOT_SUBSCRIBED,        Subscribe",
        "LIST,        wait,   service-unavailable,     '',                   BROKER_BUSY,           later",
        "DESCRIBE,    wait,   remote-server-timeout,   '',                   BROKER_BUSY,           later",
        "PUBLISH,     cancel, conflict,                node-full,            TOPIC_FULL,            Remove items",
        "CONFIGURE,   modify, not-acceptable,          '',                   CONFIGURATION_REFUSED, fields",
        "CONFIGURE,   wait,   resource-constraint,     '',                   CONFIGURATION_REFUSED, access model",
        "CONFIGURE,   auth,   forbidden,               '',                   FORBIDDEN,             owners",
        "CONFIGURE,   cancel, feature-not-implemented, unsupported,          NOT_SUPPORTED,         can't change",
        "CREATE,      modify, not-acceptable,          unsupported-access-model, CONFIGURATION_REFUSED, access model",
        "READ_CONFIG, auth,   forbidden,               '',                   FORBIDDEN,             owners",
        "READ_CONFIG, cancel, not-allowed,             '',                   NOT_SUPPORTED,         does not tell",
        "READ_CONFIG, cancel, item-not-found,          '',                   TOPIC_NOT_FOUND,       create it first",
        "PURGE,       cancel, feature-not-implemented, persistent-items,     NOT_SUPPORTED,         keeps no items",
        "PURGE,       auth,   forbidden,               '',                   FORBIDDEN,             owners",
        "DELETE,      auth,   forbidden,               '',                   FORBIDDEN,             owners",
        "DELETE,      cancel, not-allowed,             '',                   FORBIDDEN,             owners",
        "DELETE,      cancel, undefined-condition,     '',                   REFUSED,               administrator",
        "PUBLISH,     cancel, conflict,                precondition-not-met, REFUSED,               configured",
        "READ_MEMBERS,       auth,   forbidden,               '',             FORBIDDEN,       owner",
        "READ_MEMBERS,       cancel, item-not-found,          '',             TOPIC_NOT_FOUND, grid.topics()",
        "READ_MEMBERS,       cancel, feature-not-implemented, unsupported,    NOT_SUPPORTED,   let owners",
        "CHANGE_MEMBERS,     modify, not-acceptable,          '',             REFUSED,         took effect",
        "CHANGE_MEMBERS,     modify, bad-request,             invalid-jid,    REFUSED,         took effect",
        "CHANGE_MEMBERS,     modify, bad-request,             nodeid-required, REFUSED,        took effect",
        "READ_SUBSCRIBERS,   auth,   forbidden,               '',             FORBIDDEN,       owner",
        "CHANGE_SUBSCRIBERS, auth,   forbidden,               '',             FORBIDDEN,       whitelist",
        "CHANGE_SUBSCRIBERS, modify, not-acceptable,          '',             REFUSED,         took effect",
        "CHANGE_SUBSCRIBERS, modify, bad-request,             not-subscribed, REFUSED,         took effect",
        "READ_PENDING,       auth,   forbidden,               '',             FORBIDDEN,       owner",
        "READ_PENDING,       cancel, service-unavailable,     '',             NOT_SUPPORTED,   let owners",
        "OWN_AFFILIATIONS,   cancel, service-unavailable,     '',             NOT_SUPPORTED,   owners",
        "OWN_SUBSCRIPTIONS,  cancel, feature-not-implemented, unsupported,    NOT_SUPPORTED,   broker(..)",
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
        "CREATE_INSTANT, modify, not-acceptable, nodeid-required, NOT_SUPPORTED,         give the topic a name",
        "CREATE_INSTANT, modify, not-acceptable, '',              CONFIGURATION_REFUSED, fields",
        "CREATE_INSTANT, auth,   forbidden,      '',              FORBIDDEN,             administrator",
        "READ_DEFAULT,   cancel, feature-not-implemented, unsupported, NOT_SUPPORTED,    does not tell",
        "READ_DEFAULT,   auth,   forbidden,      '',              FORBIDDEN,             administrator",
    })
    void failure_whenNoTopicIsNamed_thenSaysWhatWhereAndWhatToDo(
            Operation.Kind kind, String type, String condition, String pubsub, Reason reason, String hint) {
        GridException failure = new Operation(kind, GridAddress.of("broker.grid.example"), "", "")
                .failure(new WireException(
                        WireException.Kind.REFUSED,
                        "refused",
                        new StanzaFault(type, condition, pubsub, "", ""),
                        true,
                        null));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageContaining("broker.grid.example").hasMessageContaining(hint);
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
        "CHANGE_MEMBERS,     TIMEOUT, true, OUTCOME_UNKNOWN",
        "CHANGE_SUBSCRIBERS, LOST,    true, OUTCOME_UNKNOWN",
        "READ_MEMBERS,       GARBLED, true, PROTOCOL_VIOLATION",
        "READ_SUBSCRIBERS,   TOO_BIG, true, LIMIT_EXCEEDED",
        "OWN_SUBSCRIPTIONS,  TIMEOUT, true, TIMEOUT",
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
