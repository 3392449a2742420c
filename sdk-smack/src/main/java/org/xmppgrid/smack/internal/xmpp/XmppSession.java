package org.xmppgrid.smack.internal.xmpp;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.xmppgrid.sdk.CredentialsProvider;
import org.xmppgrid.sdk.Decision;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridClosedException;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.GridSettings;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SessionSecurity;
import org.xmppgrid.sdk.SubscriptionRequest;
import org.xmppgrid.smack.internal.wire.ReplyReader;
import org.xmppgrid.smack.internal.wire.Wire;
import org.xmppgrid.smack.internal.wire.WireException;
import org.xmppgrid.smack.internal.wire.WireSettings;
import org.xmppgrid.smack.internal.xmpp.Operation.Kind;

/** A session with a controller in terms of topics: requests out, events in, no XML above this floor. */
public final class XmppSession implements AutoCloseable {

    /** Is told what comes in. Called on the network reader's thread, which waits while it does. */
    public interface Listener {

        /** Whether this is the broker whose events are asked for. */
        boolean isBroker(GridAddress from);

        /** The broker says that something happened to a topic; may block for back-pressure. */
        void happened(TopicEvent event);

        /** The broker asks this owner to approve a subscription. */
        void asked(SubscriptionRequest request);

        /** Whether queries of this namespace and name are answered; must not block. */
        default boolean answers(String namespace, String element) {
            return false;
        }

        /** A platform asks one of them; must not block. Returns whether it is or will be answered. */
        default boolean queried(IncomingQuery query) {
            return false;
        }

        /** The broker sent a message of this id back; whether somebody expected that, else it is dropped. */
        boolean returned(String id, boolean notUnderstood);

        /** Something was dropped. */
        void dropped(Observation.Kind kind, Optional<GridAddress> from, Optional<String> topic, String detail);

        /** Something was beyond the component of {@code GridLimits}; may be called before the session stands. */
        default void limitHit(String limit, Optional<GridAddress> from, String detail) {
            // Only an audit log needs it: the one who asked, or all on the loss of the connection, are told too.
        }

        /**
         * The connection was lost, for this reason: nothing comes in any more. Told once for each loss, and perhaps before
         * {@link XmppSession#reopen} of the session has returned. The session knows whether it
         * {@linkplain XmppSession#isResumable may go on}; must not block.
         */
        void lost(GridException cause);
    }

    private final Wire wire;
    private final ArchiveResults archive;

    private XmppSession(Wire wire, ArchiveResults archive) {
        this.wire = wire;
        this.archive = archive;
    }

    /**
     * Connects and authenticates.
     *
     * @throws GridException if it can't; nothing is left running then
     */
    public static XmppSession open(GridSettings settings, SessionKeys keys, Listener listener, OpeningWatch watch) {
        ArchiveResults archive = new ArchiveResults();
        return new XmppSession(
                Wire.open(
                        wire(settings, settings.credentials(), keys),
                        new IncomingStanzas(listener, settings.address(), archive),
                        watch),
                archive);
    }

    /** The settings in the wire's terms. */
    static WireSettings wire(GridSettings settings, CredentialsProvider credentials, SessionKeys keys) {
        return new WireSettings(
                settings.address().bare(),
                credentials,
                settings.address().resource(),
                settings.endpoints(),
                settings.tls(),
                settings.authentication(),
                keys.keys(),
                settings.limits(),
                settings.connectTimeout(),
                settings.requestTimeout(),
                settings.connection());
    }

    /**
     * Checks that a text can be sent at all.
     *
     * @throws IllegalArgumentException if XML has no way to say it; the message names it and the character
     */
    public static void requireSendable(String what, String text) {
        try {
            new XmlBuilder().text(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The " + what + " can't be sent: " + e.getMessage(), e);
        }
    }

    /** The full address that the controller gave. */
    public GridAddress address() {
        return wire.address();
    }

    /** How the session is secured. */
    public SessionSecurity security() {
        return wire.security();
    }

    /** The largest stanza in bytes that the controller accepts, where it says so (XEP-0478). */
    public OptionalLong maxStanzaBytes() {
        return wire.maxStanzaBytes();
    }

    public boolean isOpen() {
        return wire.isOpen();
    }

    /**
     * Whether this session is lost and may go on where it was, with its requests under way (XEP-0198 §5). False for one
     * that stands, and from when the controller has forgotten the session, as far as is known.
     */
    public boolean isResumable() {
        return wire.isResumable();
    }

    /**
     * Opens this session again after its loss, with the credentials asked for anew and all endpoints. Blocks as
     * {@link #open} does.
     *
     * @return this session, if the controller let it go on; else a new one at the same address, and every request that was
     *     under way here has failed
     * @throws GridException if there is no connection: all is as before, and this can be called again
     * @throws IllegalStateException if this session is not lost, or is being opened again already
     */
    public Reopened reopen(OpeningWatch watch) {
        Wire.Reopened reopened = wire.reopen(watch);
        return new Reopened(reopened.resumed() ? this : new XmppSession(reopened.wire(), archive), reopened.resumed());
    }

    /** Gives this session up after its loss: every request under way fails at once. Does nothing while it stands. */
    public void abandon(GridException cause) {
        wire.abandon(
                new WireException(WireException.Kind.LOST, String.valueOf(cause.getMessage()), null, false, cause));
    }

    /** XEP-0030 §4, one page if {@code max} is positive (XEP-0059). */
    public Reply<ItemsPage> items(GridAddress at, int max, Optional<String> after) {
        return ask(
                "get",
                new Operation(Kind.LIST, at, "", ""),
                DiscoCodec.items(max, after),
                (parser, hasChild) -> DiscoCodec.readItems(content(parser, hasChild)));
    }

    /** How many items there are (XEP-0059 §2.7); from one that doesn't know that, all of them. */
    public Reply<ItemsPage> countItems(GridAddress at) {
        return ask(
                "get",
                new Operation(Kind.LIST, at, "", ""),
                DiscoCodec.count(),
                (parser, hasChild) -> DiscoCodec.readItems(content(parser, hasChild)));
    }

    /** XEP-0030 §3. */
    public Reply<Description> info(GridAddress at, Optional<String> topic) {
        return ask(
                "get",
                new Operation(Kind.DESCRIBE, at, topic.orElse(""), ""),
                DiscoCodec.info(topic),
                (parser, hasChild) -> DiscoCodec.readInfo(content(parser, hasChild)));
    }

    /** XEP-0060 §8.1. */
    public Reply<Boolean> create(GridAddress at, String topic, Map<String, List<String>> config) {
        return tell(new Operation(Kind.CREATE, at, topic, ""), PubsubCodec.create(topic, config));
    }

    /** XEP-0060 §8.4. */
    public Reply<Boolean> delete(GridAddress at, String topic) {
        return tell(new Operation(Kind.DELETE, at, topic, ""), PubsubCodec.delete(topic));
    }

    /** XEP-0060 §8.1.2, with a name that the broker chooses and tells. */
    public Reply<String> createInstant(GridAddress at, Map<String, List<String>> config) {
        return ask(
                "set",
                new Operation(Kind.CREATE_INSTANT, at, "", ""),
                ConfigCodec.createInstant(config),
                (parser, hasChild) -> ConfigCodec.readCreated(content(parser, hasChild)));
    }

    /** XEP-0060 §8.2.1: the fields that the owner is told. */
    public Reply<Map<String, List<String>>> config(GridAddress at, String topic) {
        return ask(
                "get",
                new Operation(Kind.READ_CONFIG, at, topic, ""),
                ConfigCodec.config(topic),
                (parser, hasChild) -> ConfigCodec.readConfig(content(parser, hasChild)));
    }

    /** XEP-0060 §8.2.4. */
    public Reply<Boolean> configure(GridAddress at, String topic, Map<String, List<String>> change) {
        return tell(new Operation(Kind.CONFIGURE, at, topic, ""), ConfigCodec.configure(topic, change));
    }

    /** XEP-0060 §8.4.1, with a redirection. */
    public Reply<Boolean> delete(GridAddress at, String topic, String redirectUri) {
        return tell(new Operation(Kind.DELETE, at, topic, ""), ConfigCodec.delete(topic, redirectUri));
    }

    /** XEP-0060 §8.5. */
    public Reply<Boolean> purge(GridAddress at, String topic) {
        return tell(new Operation(Kind.PURGE, at, topic, ""), ConfigCodec.purge(topic));
    }

    /** XEP-0060 §6.1, with the options of §6.3.7 if there are any. */
    public Reply<SubscriptionAnswer> subscribe(
            GridAddress at, String topic, GridAddress subscriber, Map<String, List<String>> options) {
        return ask(
                "set",
                new Operation(Kind.SUBSCRIBE, at, topic, ""),
                OptionsCodec.subscribe(topic, subscriber, options),
                PubsubCodec::readSubscription);
    }

    /** XEP-0060 §6.2. */
    public Reply<Boolean> unsubscribe(
            GridAddress at, String topic, GridAddress subscriber, Optional<String> subscriptionId) {
        return tell(
                new Operation(Kind.UNSUBSCRIBE, at, topic, ""),
                PubsubCodec.unsubscribe(topic, subscriber, subscriptionId));
    }

    /** XEP-0060 §6.3.2: the fields of a subscription's options. */
    public Reply<Map<String, List<String>>> options(
            GridAddress at, String topic, GridAddress subscriber, Optional<String> subscriptionId) {
        return ask(
                "get",
                new Operation(Kind.READ_OPTIONS, at, topic, ""),
                OptionsCodec.request(topic, subscriber, subscriptionId),
                (parser, hasChild) -> OptionsCodec.read(content(parser, hasChild)));
    }

    /** XEP-0060 §6.3.5. */
    public Reply<Boolean> changeOptions(
            GridAddress at,
            String topic,
            GridAddress subscriber,
            Optional<String> subscriptionId,
            Map<String, List<String>> fields) {
        return tell(
                new Operation(Kind.CHANGE_OPTIONS, at, topic, ""),
                OptionsCodec.submit(topic, subscriber, subscriptionId, fields));
    }

    /** XEP-0060 §6.5.4. */
    public Reply<StoredPage> stored(GridAddress at, String topic, Optional<String> subscriptionId, PageRequest page) {
        return retrieve(at, topic, HistoryCodec.page(topic, subscriptionId, page));
    }

    /** XEP-0060 §6.5.2. */
    public Reply<StoredPage> allStored(GridAddress at, String topic, Optional<String> subscriptionId) {
        return retrieve(at, topic, HistoryCodec.all(topic, subscriptionId));
    }

    /** XEP-0060 §6.5.8. */
    public Reply<StoredPage> storedById(
            GridAddress at, String topic, Optional<String> subscriptionId, List<String> ids) {
        return retrieve(at, topic, HistoryCodec.byId(topic, subscriptionId, ids));
    }

    /** XEP-0060 §6.5.7. */
    public Reply<StoredPage> newest(GridAddress at, String topic, Optional<String> subscriptionId, int count) {
        return retrieve(at, topic, HistoryCodec.newest(topic, subscriptionId, count));
    }

    /** XEP-0313 §4 with XEP-0442: a page of what was published at or after a time, at most so many characters of it. */
    public Reply<StoredPage> archived(GridAddress at, String topic, Instant since, PageRequest page, long maxChars) {
        ArchiveResults.Page results = archive.open(at, page.size(), maxChars);
        return ask(
                        "set",
                        new Operation(Kind.RETRIEVE, at, topic, ""),
                        ArchiveCodec.query(topic, results.queryId(), since, page),
                        (parser, hasChild) -> ArchiveCodec.readEnd(content(parser, hasChild), results.items()))
                .whenDone(() -> archive.close(results))
                .whenAnswered(whole -> results.requireBounded());
    }

    /** XEP-0060 §7.2, with subscribers told whatever the topic is configured to. */
    public Reply<Boolean> retract(GridAddress at, String topic, String itemId) {
        return tell(new Operation(Kind.RETRACT, at, topic, itemId), PubsubCodec.retract(topic, itemId));
    }

    /** XEP-0060 §7.1; with conditions, only if the topic's configuration has these values (§7.1.5). */
    public Reply<Boolean> publish(
            GridAddress at, String topic, String itemId, String payload, Map<String, List<String>> conditions) {
        return tell(
                new Operation(Kind.PUBLISH, at, topic, itemId),
                PubsubCodec.publish(topic, itemId, payload, conditions));
    }

    /** XEP-0060 §8.3: the fields of the configuration that a new topic gets. */
    public Reply<Map<String, List<String>>> defaultConfig(GridAddress at) {
        return ask(
                "get",
                new Operation(Kind.READ_DEFAULT, at, "", ""),
                PubsubCodec.defaultConfig(),
                (parser, hasChild) -> PubsubCodec.readDefaultConfig(content(parser, hasChild)));
    }

    /** XEP-0077 §3.3, at the own controller. */
    public Reply<Boolean> changePassword(char[] newPassword) {
        GridAddress account = address().bare();
        GridAddress controller = GridAddress.of(account.domain());
        return new Reply<>(
                wire.request(
                        "set",
                        controller,
                        RegistrationCodec.namePassword(account.local().orElseThrow(), newPassword),
                        (parser, hasChild) -> true),
                new AccountQuestion(AccountQuestion.Kind.CHANGE_PASSWORD, controller, account));
    }

    /** RFC 8600 §3, flow "C": asks another platform. */
    public Reply<RawPayload> query(GridAddress platform, String name, String payload) {
        return new Reply<>(
                wire.request("get", platform, payload, QueryCodec::readAnswer), new QueryQuestion(platform, name));
    }

    /**
     * XEP-0060 §8.6; there is no answer to wait for. A broker that does not know the form sends it back.
     *
     * @param id by which {@link Listener#returned} names it
     */
    public void decide(GridAddress at, String id, SubscriptionRequest request, Decision decision) {
        send(PubsubCodec.decision(at, id, request, decision));
    }

    /** The requests about who may do what. */
    public OwnerSession owner() {
        return new OwnerSession(this);
    }

    /** RFC 6121 §4.2: from now on the controller delivers, what it stored first. */
    public void announcePresence() {
        send("<presence/>");
    }

    /** RFC 6121 §4.5: from now on the controller stores. */
    public void announceAbsence() {
        send("<presence type='unavailable'/>");
    }

    /** Ends the stream in order; every request under way fails. */
    @Override
    public void close() {
        wire.close();
    }

    private void send(String stanza) {
        try {
            wire.send(stanza);
        } catch (WireException e) {
            throw notSent(e);
        }
    }

    /** What it means that a stanza without an answer was not sent. */
    static GridException notSent(WireException e) {
        return e.kind() == WireException.Kind.CLOSED
                ? new GridClosedException(
                        Reason.CLOSED, "Not sent: this grid is closed; connect again", null, e.getCause())
                : new GridConnectionException(
                        Reason.CONNECTION_LOST,
                        "Not sent (" + e.getMessage() + "); try again once the grid is connected again",
                        null,
                        e.getCause());
    }

    private Reply<StoredPage> retrieve(GridAddress at, String topic, String request) {
        return ask("get", new Operation(Kind.RETRIEVE, at, topic, ""), request, HistoryCodec::read);
    }

    Reply<Boolean> tell(Operation operation, String request) {
        return ask("set", operation, request, (parser, hasChild) -> true);
    }

    <R> Reply<R> ask(String type, Operation operation, String request, ReplyReader<R> reader) {
        return new Reply<>(wire.request(type, operation.at(), request, reader), operation);
    }

    static XmlPullParser content(XmlPullParser parser, boolean hasChild) {
        if (!hasChild) {
            throw new GridRequestException(Reason.PROTOCOL_VIOLATION, "the answer is empty", null, null);
        }
        return parser;
    }
}
