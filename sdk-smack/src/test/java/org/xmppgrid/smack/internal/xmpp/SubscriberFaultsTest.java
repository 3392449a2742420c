package org.xmppgrid.smack.internal.xmpp;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.wire.StanzaFault;
import org.xmppgrid.smack.internal.wire.WireException;

import static org.assertj.core.api.Assertions.assertThat;

/** Every error of XEP-0060 §6.1 to §6.5, by its clause, and what users are told. */
class SubscriberFaultsTest {

    @ParameterizedTest(name = "{0} {1} {4}")
    @CsvSource({
        "6.1.3.1,  SUBSCRIBE,      modify, bad-request,             invalid-jid,                    REFUSED, address",
        "6.1.3.2,  SUBSCRIBE,      auth,   not-authorized,          presence-subscription-required, CONTACTS_ONLY, presence",
        "6.1.3.3,  SUBSCRIBE,      auth,   not-authorized,          not-in-roster-group,            CONTACTS_ONLY, contacts",
        "6.1.3.4,  SUBSCRIBE,      cancel, not-allowed,             closed-node,                    NOT_ON_WHITELIST, list",
        "6.1.3.5,  SUBSCRIBE,      auth,   payment-required,        '',                             FORBIDDEN, owner",
        "6.1.3.6,  SUBSCRIBE,      cancel, forbidden,               '',                             FORBIDDEN, owner",
        "6.1.3.7,  SUBSCRIBE,      auth,   not-authorized,          pending-subscription,           APPROVAL_PENDING, decided",
        "6.1.3.8,  SUBSCRIBE,      auth,   forbidden,               '',                             FORBIDDEN, owner",
        "6.1.3.9,  SUBSCRIBE,      wait,   policy-violation,        too-many-subscriptions,         TOO_MANY_SUBSCRIPTIONS, End",
        "6.1.3.10, SUBSCRIBE,      cancel, feature-not-implemented, unsupported,                    NOT_SUPPORTED, not support subscribe",
        "6.1.3.11, SUBSCRIBE,      modify, gone,                    '',                             TOPIC_NOT_FOUND, name",
        "6.1.3.12, SUBSCRIBE,      cancel, item-not-found,          '',                             TOPIC_NOT_FOUND, grid.topics()",
        "6.1.5,    SUBSCRIBE,      modify, not-acceptable,          configuration-required,         CONFIGURATION_REQUIRED, SubscribeOptions",
        "6.2.3.1,  UNSUBSCRIBE,    modify, bad-request,             subid-required,                 SUBSCRIPTION_ID_REQUIRED, several",
        "6.2.3.2,  UNSUBSCRIBE,    cancel, unexpected-request,      not-subscribed,                 NOT_SUBSCRIBED, Subscribe",
        "6.2.3.3,  UNSUBSCRIBE,    auth,   forbidden,               '',                             FORBIDDEN, owner",
        "6.2.3.4,  UNSUBSCRIBE,    cancel, item-not-found,          '',                             TOPIC_NOT_FOUND, name",
        "6.2.3.5,  UNSUBSCRIBE,    modify, not-acceptable,          invalid-subid,                  SUBSCRIPTION_ID_UNKNOWN, again",
        "6.3.4.1,  READ_OPTIONS,   auth,   forbidden,               '',                             FORBIDDEN, owner",
        "6.3.4.2,  READ_OPTIONS,   modify, unexpected-request,      not-subscribed,                 NOT_SUBSCRIBED, Subscribe",
        "6.3.4.3,  READ_OPTIONS,   modify, bad-request,             jid-required,                   REFUSED, address",
        "6.3.4.4,  CHANGE_OPTIONS, modify, bad-request,             subid-required,                 SUBSCRIPTION_ID_REQUIRED, several",
        "6.3.4.5,  CHANGE_OPTIONS, modify, not-acceptable,          invalid-subid,                  SUBSCRIPTION_ID_UNKNOWN, again",
        "6.3.4.6,  READ_OPTIONS,   cancel, feature-not-implemented, unsupported,                    NOT_SUPPORTED, options",
        "6.3.4.7,  READ_OPTIONS,   cancel, item-not-found,          '',                             TOPIC_NOT_FOUND, name",
        "6.3.5.2,  CHANGE_OPTIONS, modify, bad-request,             invalid-options,                OPTIONS_REFUSED, leave out",
        "6.3.5.2,  CHANGE_OPTIONS, modify, not-acceptable,          '',                             OPTIONS_REFUSED, leave out",
        "6.5.9.1,  RETRIEVE,       modify, bad-request,             subid-required,                 SUBSCRIPTION_ID_REQUIRED, several",
        "6.5.9.2,  RETRIEVE,       modify, not-acceptable,          invalid-subid,                  SUBSCRIPTION_ID_UNKNOWN, again",
        "6.5.9.3,  RETRIEVE,       auth,   not-authorized,          not-subscribed,                 NOT_SUBSCRIBED, Subscribe",
        "6.5.9.4,  RETRIEVE,       cancel, feature-not-implemented, unsupported,                    NOT_SUPPORTED, no items",
        "6.5.9.6,  RETRIEVE,       auth,   not-authorized,          presence-subscription-required, CONTACTS_ONLY, presence",
        "6.5.9.7,  RETRIEVE,       auth,   not-authorized,          not-in-roster-group,            CONTACTS_ONLY, contacts",
        "6.5.9.8,  RETRIEVE,       cancel, not-allowed,             closed-node,                    NOT_ON_WHITELIST, list",
        "6.5.9.9,  RETRIEVE,       auth,   payment-required,        '',                             FORBIDDEN, owner",
        "6.5.9.10, RETRIEVE,       auth,   forbidden,               '',                             FORBIDDEN, owner",
        "6.5.9.11, RETRIEVE,       cancel, item-not-found,          '',                             TOPIC_NOT_FOUND, name",
        "6.5.7,    RETRIEVE,       cancel, not-allowed,             max-items-exceeded,             REFUSED, smaller pages",
    })
    void failure_whenTheBrokerRefuses_thenIsTypedAndSaysWhatToDo(
            String clause,
            Operation.Kind kind,
            String type,
            String condition,
            String pubsub,
            Reason reason,
            String hint) {
        Operation operation = new Operation(kind, GridAddress.of("broker.grid.example"), "MILEHost", "");

        GridException failure = operation.failure(new WireException(
                WireException.Kind.REFUSED,
                "refused",
                new StanzaFault(type, condition, pubsub, pubsub.equals("unsupported") ? "subscribe" : "", ""),
                true,
                null));

        assertThat(failure.reason()).as(clause).isEqualTo(reason);
        assertThat(failure).hasMessageContainingAll("MILEHost", "broker.grid.example", condition, hint);
    }
}
