package org.xmppgrid.smack.internal.xmpp;

import java.util.Optional;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.GridTimeoutException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.wire.StanzaFault;
import org.xmppgrid.smack.internal.wire.WireException;

/**
 * What a request is for, so that its failure can say what, where and what to do next.
 *
 * @param kind what is asked
 * @param at whom
 * @param topic the topic, or empty
 * @param item the item's id, or empty
 */
public record Operation(Kind kind, GridAddress at, String topic, String item) implements Question {

    /** What can be asked of a controller or broker. */
    public enum Kind {
        /** The names of topics, or of a controller's services. */
        LIST("list", false),
        /** A description. */
        DESCRIBE("read the description of", false),
        /** A new topic. */
        CREATE("create", true),
        /** A new topic whose name the broker chooses. */
        CREATE_INSTANT("create a topic at", true),
        /** A topic's configuration. */
        READ_CONFIG("read the configuration of", false),
        /** The configuration of a topic for which nothing is asked. */
        READ_DEFAULT("read the default configuration of", false),
        /** A change of a topic's configuration. */
        CONFIGURE("configure", true),
        /** The end of all items. */
        PURGE("remove all items of", true),
        /** A topic's end. */
        DELETE("delete", true),
        /** A subscription. */
        SUBSCRIBE("subscribe to", true),
        /** A subscription's end. */
        UNSUBSCRIBE("unsubscribe from", true),
        /** The options of a subscription. */
        READ_OPTIONS("read the options of the subscription to", false),
        /** A change of them. */
        CHANGE_OPTIONS("change the options of the subscription to", true),
        /** An item's publication. */
        PUBLISH("publish to", true),
        /** An item's withdrawal. */
        RETRACT("withdraw an item of", true),
        /** Items that the broker keeps. */
        RETRIEVE("retrieve items of", false),
        /** Who may do what at a topic. */
        READ_MEMBERS("read the members of", false),
        /** A change of who may do what. */
        CHANGE_MEMBERS("change the members of", true),
        /** Who is subscribed to a topic. */
        READ_SUBSCRIBERS("read the subscribers of", false),
        /** A change of who is subscribed. */
        CHANGE_SUBSCRIBERS("change the subscribers of", true),
        /** The requests that await an owner. */
        READ_PENDING("read the pending requests of", false),
        /** What an account may do. */
        OWN_AFFILIATIONS("read this account's affiliations at", false),
        /** What an account is subscribed to. */
        OWN_SUBSCRIPTIONS("read this account's subscriptions at", false);

        private final String words;
        private final boolean changes;

        Kind(String words, boolean changes) {
            this.words = words;
            this.changes = changes;
        }
    }

    @Override
    public GridException failure(Throwable cause) {
        if (!(cause instanceof WireException wire)) {
            return new GridRequestException(Reason.PROTOCOL_VIOLATION, "Can't " + what() + ": " + cause, null, cause);
        }
        Throwable origin = wire.getCause();
        if (origin instanceof InterruptedException) {
            return new GridException(
                    Reason.INTERRUPTED, "Interrupted before the request to " + what() + " was sent", origin);
        }
        boolean outcomeUnknown = kind.changes && wire.sent();
        return switch (wire.kind()) {
            case REFUSED -> refused(wire);
            case TIMEOUT ->
                new GridTimeoutException(
                        outcomeUnknown ? Reason.OUTCOME_UNKNOWN : Reason.TIMEOUT,
                        wire.sent()
                                ? "The request to " + what() + " was not answered in time (" + wire.getMessage() + "); "
                                        + whatNow()
                                        + ", or raise requestTimeout(..) if the network or the broker's rate limit is slow"
                                : "The request to " + what() + " was not sent: " + wire.getMessage()
                                        + "; try again later",
                        null,
                        origin);
            case LOST ->
                new GridConnectionException(
                        outcomeUnknown ? Reason.OUTCOME_UNKNOWN : Reason.CONNECTION_LOST,
                        wire.sent()
                                ? "The connection was lost before the answer to the request to " + what() + " ("
                                        + wire.getMessage() + "); once it is connected again, " + whatNow()
                                        + policy(wire)
                                : "Can't " + what() + ": not connected (" + wire.getMessage()
                                        + "). Nothing was sent; try again once the grid is connected again",
                        wire.fault().map(StanzaFault::condition).orElse(null),
                        origin);
            case CLOSED ->
                new GridClosedException(
                        outcomeUnknown ? Reason.OUTCOME_UNKNOWN : Reason.CLOSED,
                        outcomeUnknown
                                ? "This grid was closed before the answer to the request to " + what()
                                        + "; connect again and " + whatNow()
                                : "Can't " + what() + ": this grid is closed; connect again",
                        null,
                        origin);
            case GARBLED ->
                new GridRequestException(
                        Reason.PROTOCOL_VIOLATION,
                        "The answer to the request to " + what() + " is not what XEP-0060 and XEP-0030 say it is ("
                                + wire.getMessage() + "); report it to the maker of that server",
                        null,
                        origin);
            case TOO_BIG ->
                outcomeUnknown
                        ? new GridConnectionException(
                                Reason.OUTCOME_UNKNOWN,
                                "The connection was ended before the answer to the request to " + what() + " ("
                                        + wire.getMessage() + "); connect again and " + whatNow(),
                                null,
                                origin)
                        : new GridRequestException(
                                Reason.LIMIT_EXCEEDED,
                                "Can't " + what() + ": " + wire.getMessage() + "; raise that limit if this is normal",
                                null,
                                origin);
        };
    }

    /** A controller ends the stream over a stanza that it finds too large: the same one again would end the next. */
    private String policy(WireException wire) {
        boolean refused = wire.fault()
                .map(fault -> fault.condition().equals("policy-violation"))
                .orElse(false);
        return refused && kind == Kind.PUBLISH
                ? ". If it was this payload that the controller finds too large, don't repeat it: lower"
                        + " GridLimits.payloadBytes() to what the controller takes"
                : "";
    }

    private String whatNow() {
        if (kind == Kind.OWN_SUBSCRIPTIONS) {
            return "try again, though a broker that forgot a subscriber's deleted topic (Prosody) never answers this";
        }
        if (!kind.changes) {
            return "try again";
        }
        return kind == Kind.PUBLISH
                ? "publish again under the same item id '" + item + "', which replaces the item if it did arrive"
                : "look whether it took effect before trying again";
    }

    private GridException refused(WireException wire) {
        Optional<StanzaFault> answered = wire.fault();
        if (answered.isEmpty()) {
            return new GridRequestException(Reason.REFUSED, "Can't " + what() + ": refused", null, wire.getCause());
        }
        StanzaFault fault = answered.get();
        Reason reason = reason(fault);
        String condition = fault.pubsubCondition().isEmpty()
                ? fault.condition()
                : fault.condition() + ' ' + fault.pubsubCondition();
        String said = fault.text().isEmpty() ? "" : " (\"" + shortened(fault.text()) + "\")";
        String message = "Can't " + what() + ": " + condition + said + ". " + hint(reason, fault);
        return reason == Reason.PAYLOAD_TOO_BIG || reason == Reason.PAYLOAD_INVALID
                ? new GridPayloadException(reason, message, condition, wire.getCause())
                : new GridRequestException(reason, message, condition, wire.getCause());
    }

    private Reason reason(StanzaFault fault) {
        return subscribersCondition(fault).map(PubsubCondition::reason).orElseGet(() -> stanzaReason(fault));
    }

    /** To a subscriber it says all; about an owner's change to others, or a name that was not given, it does not. */
    private Optional<PubsubCondition> subscribersCondition(StanzaFault fault) {
        return switch (kind) {
            case CHANGE_MEMBERS, CHANGE_SUBSCRIBERS, CREATE_INSTANT -> Optional.empty();
            default -> PubsubCondition.of(fault.pubsubCondition());
        };
    }

    private Reason stanzaReason(StanzaFault fault) {
        return switch (fault.condition()) {
            case "item-not-found", "gone" -> kind == Kind.RETRACT ? Reason.ITEM_NOT_FOUND : Reason.TOPIC_NOT_FOUND;
            case "conflict" ->
                switch (kind) {
                    case CREATE -> Reason.TOPIC_EXISTS;
                    // XEP-0060 §7.1.3
                    case PUBLISH -> fault.pubsubCondition().equals("node-full") ? Reason.TOPIC_FULL : Reason.REFUSED;
                    default -> Reason.REFUSED;
                };
            case "forbidden", "subscription-required", "registration-required", "payment-required", "not-authorized" ->
                Reason.FORBIDDEN;
            case "not-allowed" -> notAllowed(fault);
            case "not-acceptable", "bad-request" -> malformed(fault);
            case "feature-not-implemented" -> Reason.NOT_SUPPORTED;
            case "service-unavailable" -> isForNow(fault) ? Reason.BROKER_BUSY : Reason.NOT_SUPPORTED;
            case "remote-server-not-found", "remote-server-timeout" ->
                isForNow(fault) ? Reason.BROKER_BUSY : Reason.BROKER_NOT_FOUND;
            // ejabberd says "wait, resource-constraint" of a configuration that it will never accept
            case "resource-constraint" -> isConfiguring() ? Reason.CONFIGURATION_REFUSED : Reason.BROKER_BUSY;
            case "internal-server-error" -> isForNow(fault) ? Reason.BROKER_BUSY : Reason.REFUSED;
            default -> Reason.REFUSED;
        };
    }

    /** Whether a configuration is in the request. */
    private boolean isConfiguring() {
        return kind == Kind.CREATE || kind == Kind.CREATE_INSTANT || kind == Kind.CONFIGURE;
    }

    private Reason notAllowed(StanzaFault fault) {
        if (fault.pubsubCondition().equals("closed-node")) {
            return Reason.NOT_ON_WHITELIST;
        }
        // XEP-0060 §8.2.3.4: the topic has no configuration that could be changed
        return kind == Kind.READ_CONFIG ? Reason.NOT_SUPPORTED : Reason.FORBIDDEN;
    }

    /** Whether the sender says that waiting helps (RFC 6120 §8.3.2). */
    private static boolean isForNow(StanzaFault fault) {
        return fault.type().equals("wait");
    }

    private Reason malformed(StanzaFault fault) {
        return switch (fault.pubsubCondition()) {
            case "payload-too-big" -> Reason.PAYLOAD_TOO_BIG;
            case "invalid-payload", "payload-required", "item-required" -> Reason.PAYLOAD_INVALID;
            // XEP-0060 §8.1.2: it does not choose names
            case "nodeid-required" -> kind == Kind.CREATE_INSTANT ? Reason.NOT_SUPPORTED : Reason.REFUSED;
            default ->
                kind == Kind.CHANGE_OPTIONS
                        ? Reason.OPTIONS_REFUSED
                        : isConfiguring() ? Reason.CONFIGURATION_REFUSED : Reason.REFUSED;
        };
    }

    private String hint(Reason reason, StanzaFault fault) {
        return subscribersCondition(fault).flatMap(PubsubCondition::hint).orElseGet(() -> stanzaHint(reason, fault));
    }

    private String stanzaHint(Reason reason, StanzaFault fault) {
        return switch (reason) {
            case TOPIC_NOT_FOUND ->
                topic.isEmpty()
                        ? "Check the address"
                        : "Check the topic's name against grid.topics(), or create it first";
            case ITEM_NOT_FOUND ->
                "Check the item's id and the topic's name; if both are right, it is withdrawn already";
            case TOPIC_EXISTS -> "A topic of this name is there already: use it, or choose another name";
            case FORBIDDEN ->
                switch (kind) {
                    case CREATE, CREATE_INSTANT -> "Ask the broker's administrator to let this account create topics";
                    case PUBLISH ->
                        "Ask the topic's owner to make this account a publisher, and check the topic's name:"
                                + " some brokers say this of a topic that does not exist";
                    case RETRACT ->
                        "Only an owner of the topic may, or who published the item; and check the topic's name: some"
                                + " brokers say this of a topic that does not exist";
                    case CONFIGURE, READ_CONFIG, DELETE, PURGE ->
                        "Only the topic's owners may: ask one of them, and check the topic's name: some brokers say this of a"
                                + " topic that does not exist";
                    case READ_DEFAULT -> "Ask the broker's administrator";
                    case CHANGE_SUBSCRIBERS ->
                        "Only an owner of the topic may do this, and on some brokers only for accounts that are on the"
                                + " topic's whitelist";
                    case READ_MEMBERS, CHANGE_MEMBERS, READ_SUBSCRIBERS, READ_PENDING ->
                        "Only an owner of the topic may do this: ask one, or ask one to make this account an owner";
                    default -> "Ask the topic's owner for access for this account";
                };
            case OPTIONS_REFUSED -> "Change or leave out the options that the broker does not know";
            case CONFIGURATION_REFUSED ->
                "The broker does not accept this configuration: change or leave out the fields"
                        + " that it does not know, or ask for another access model";
            case TOPIC_FULL -> "Remove items, or ask the topic's owner to let it keep more or drop the oldest";
            case PAYLOAD_TOO_BIG ->
                "Split the report or send a reference to it, or ask for a larger limit of the topic";
            case PAYLOAD_INVALID ->
                fault.pubsubCondition().equals("payload-required")
                        ? "The topic delivers payloads: publish one, or have it configured with"
                                + " TopicField.DELIVER_PAYLOADS false, which some brokers don't heed"
                        : "The broker does not take this payload for this topic: check the topic's type";
            case NOT_SUPPORTED ->
                switch (kind) {
                    case RETRIEVE -> "The broker keeps no items of this topic, or can't hand them out";
                    case RETRACT -> "The broker keeps no items of this topic, or can't withdraw them";
                    case PURGE -> "The broker keeps no items of this topic, or can't remove them all at once";
                    case CONFIGURE, READ_CONFIG, READ_DEFAULT ->
                        "The broker does not tell, or can't change, what it is";
                    case CREATE_INSTANT -> "The broker chooses no names, or is none: give the topic a name";
                    case OWN_AFFILIATIONS ->
                        "The broker does not tell accounts what they may do; ask the topics' owners";
                    case READ_MEMBERS, CHANGE_MEMBERS, READ_SUBSCRIBERS, CHANGE_SUBSCRIBERS, READ_PENDING ->
                        "The broker does not let owners do this; ask its administrator to";
                    case READ_OPTIONS, CHANGE_OPTIONS -> "The broker has no options of subscriptions";
                    default ->
                        fault.unsupportedFeature().isEmpty()
                                ? "Check that " + at + " is the address of the broker: broker(..) chooses it"
                                : "The broker or this topic does not support " + fault.unsupportedFeature();
                };
            case BROKER_NOT_FOUND -> "The controller knows no " + at + ": check the broker's address";
            case BROKER_BUSY -> "Try again later";
            default ->
                fault.pubsubCondition().equals("precondition-not-met")
                        ? "The topic is not configured as the publisher expects: nothing was published there; look at"
                                + " its access model"
                        : kind == Kind.CHANGE_MEMBERS || kind == Kind.CHANGE_SUBSCRIBERS
                                ? "The broker does not allow one of these changes: read the list to see which of them took effect"
                                : fault.unsupportedFeature().isEmpty()
                                        ? "Ask the broker's administrator what this means there"
                                        : "The broker does not support " + fault.unsupportedFeature();
        };
    }

    private String what() {
        return kind.words
                + (topic.isEmpty() ? "" : " the topic '" + topic + "' at")
                + ' '
                + at
                + (item.isEmpty() ? "" : " (item '" + item + "')");
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
