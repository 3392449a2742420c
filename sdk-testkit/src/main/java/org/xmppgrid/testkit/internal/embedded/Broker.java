package org.xmppgrid.testkit.internal.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker (XEP-0060): finds out what is asked and has it answered. One lock for all topics keeps the order of what
 * one publisher sends, and that of an answer before what follows from it; nothing under it waits for a socket.
 */
public final class Broker implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

    private final Settings settings;
    private final Router router;
    private final ReentrantLock lock = new ReentrantLock();
    private final Topics topics;
    private final BrokerDisco disco;
    private final SubscriberRequests subscriber;
    private final SubscriptionRequests subscriptions;
    private final ArchiveRequests archive;
    private final PublisherRequests publisher;
    private final OwnerRequests owner;
    private final Notifier notifier;
    private final PendingCommand pending;
    private volatile boolean rsm = true;

    Broker(Settings settings, Router router, Supplier<String> ids) {
        this.settings = settings;
        this.router = router;
        notifier = new Notifier(settings.broker(), router, ids);
        topics = new Topics(settings.clock());
        disco = new BrokerDisco(settings, topics);
        subscriber = new SubscriberRequests(settings, topics, notifier, ids);
        subscriptions = new SubscriptionRequests(settings, topics, notifier);
        archive = new ArchiveRequests(settings, topics, router, ids);
        publisher = new PublisherRequests(topics, notifier, ids, settings.clock());
        owner = new OwnerRequests(settings, topics, notifier, ids);
        pending = new PendingCommand(topics, notifier, ids);
    }

    @Override
    public void receive(Jid from, Xml stanza) {
        if (stanza.name().equals("message")) {
            receiveMessage(from, stanza);
        } else if (Stanzas.isRequest(stanza)) {
            receiveRequest(from, stanza);
        } else if (stanza.name().equals("iq")) {
            router.bounce(stanza, StanzaError.of("bad-request"));
        }
    }

    private void receiveMessage(Jid from, Xml message) {
        DataForm form = DataForm.in(message).orElse(null);
        if (message.attribute("type", "").equals("error")) {
            LOG.debug("{} could not take an event: {}", from, message);
        } else if (form == null || !form.isA(Ns.SUBSCRIBE_AUTHORIZATION)) {
            router.bounce(message, StanzaError.of("service-unavailable"));
        } else if (form.type().equals("submit")) {
            lock.lock();
            try {
                owner.decide(from, form);
            } catch (StanzaError.Refused refused) {
                router.bounce(message, refused.error());
            } finally {
                lock.unlock();
            }
        }
    }

    private void receiveRequest(Jid from, Xml iq) {
        try {
            Xml request = iq.firstChild()
                    .orElseThrow(() -> StanzaError.of("bad-request").refused());
            boolean set = iq.attribute("type", "").equals("set");
            List<PublisherRequests.Draft> drafts = request.child(Ns.PUBSUB, "publish")
                    .map(publish -> PublisherRequests.drafts(iq, request, publish))
                    .orElse(List.of());
            lock.lock();
            try {
                subscriptions.endLeases(request.firstChild().orElse(request).attribute("node", ""));
                if (request.is(Ns.PUBSUB, "pubsub") && !set) {
                    pubsubGet(from, iq, request);
                } else if (request.is(Ns.PUBSUB, "pubsub")) {
                    pubsubSet(from, iq, request, drafts);
                } else if (request.is(Ns.PUBSUB_OWNER, "pubsub")) {
                    router.reply(ownerAnswer(from, iq, action(request), set));
                } else if (request.is(Ns.COMMANDS, "command") && set) {
                    router.reply(Stanzas.result(iq)
                            .child(pending.execute(from, request))
                            .build());
                } else if (request.is(Ns.DISCO_INFO, "query") && !set) {
                    router.reply(Stanzas.result(iq).child(disco.info(request)).build());
                } else if (request.is(Ns.DISCO_ITEMS, "query") && !set) {
                    router.reply(Stanzas.result(iq)
                            .child(disco.items(from, request, rsm))
                            .build());
                } else if (request.is(Ns.ARCHIVE, "query") && set) {
                    Xml end = archive.query(from, request);
                    router.reply(Stanzas.result(iq).child(end).build());
                } else {
                    throw StanzaError.of("service-unavailable").refused();
                }
            } finally {
                lock.unlock();
            }
        } catch (StanzaError.Refused refused) {
            router.bounce(iq, refused.error());
        }
    }

    private static Xml action(Xml pubsub) {
        return pubsub.firstChild()
                .orElseThrow(() -> StanzaError.of("bad-request").refused());
    }

    private void pubsubGet(Jid from, Xml iq, Xml pubsub) {
        Xml action = action(pubsub);
        switch (action.name()) {
            case "items" -> router.reply(answer(iq, subscriber.items(from, pubsub, action, rsm)));
            case "subscriptions" -> router.reply(answer(iq, List.of(subscriber.subscriptions(from, action))));
            case "affiliations" -> router.reply(answer(iq, List.of(subscriber.affiliations(from, action))));
            case "options" -> router.reply(answer(iq, List.of(subscriptions.options(from, action))));
            case "default" ->
                throw StanzaError.unsupported("retrieve-default-sub").refused();
            default -> throw StanzaError.of("bad-request").refused();
        }
    }

    private void pubsubSet(Jid from, Xml iq, Xml pubsub, List<PublisherRequests.Draft> drafts) {
        Xml action = action(pubsub);
        switch (action.name()) {
            case "create" ->
                router.reply(answer(
                        iq, owner.create(from, pubsub, action).map(List::of).orElse(List.of())));
            case "subscribe" -> {
                boolean news = !isKnown(action);
                router.reply(answer(iq, List.of(subscriber.subscribe(from, pubsub, action))));
                if (news) {
                    subscriber.subscribed(action);
                }
            }
            case "unsubscribe" -> router.reply(answer(iq, List.of(subscriber.unsubscribe(from, action))));
            case "publish" -> router.reply(answer(iq, List.of(publisher.publish(from, pubsub, action, drafts))));
            case "retract" -> {
                publisher.retract(from, action);
                router.reply(Stanzas.result(iq).build());
            }
            case "options" -> {
                subscriptions.configure(from, action);
                router.reply(Stanzas.result(iq).build());
            }
            default -> throw StanzaError.of("bad-request").refused();
        }
    }

    private boolean isKnown(Xml subscribe) {
        return topics.get(Requests.node(subscribe)).subscription(Requests.jid(subscribe)) != null;
    }

    private static Xml answer(Xml iq, List<Xml> content) {
        Xml.Builder result = Stanzas.result(iq);
        if (!content.isEmpty()) {
            result.child(Xml.element(Ns.PUBSUB, "pubsub").children(content));
        }
        return result.build();
    }

    private Xml ownerAnswer(Jid from, Xml iq, Xml action, boolean set) {
        if (set) {
            switch (action.name()) {
                case "configure" -> owner.configure(from, action);
                case "delete" -> owner.delete(from, action);
                case "purge" -> owner.purge(from, action);
                case "subscriptions" -> owner.setSubscriptions(from, action);
                case "affiliations" -> owner.setAffiliations(from, action);
                default -> throw StanzaError.of("bad-request").refused();
            }
            return Stanzas.result(iq).build();
        }
        Xml content =
                switch (action.name()) {
                    case "configure" -> owner.configuration(from, action);
                    case "default" -> owner.defaults();
                    case "subscriptions" -> owner.subscriptions(from, action);
                    case "affiliations" -> owner.affiliations(from, action);
                    default -> throw StanzaError.of("bad-request").refused();
                };
        return Stanzas.result(iq)
                .child(Xml.element(Ns.PUBSUB_OWNER, "pubsub").child(content))
                .build();
    }

    /** Somebody became available: topics that are configured so send their last item (XEP-0060 §7.1.4, on_sub_and_presence). */
    void cameOnline(Jid full) {
        lock.lock();
        try {
            for (Node node : topics.of(full)) {
                if (node.config().is(ConfigField.SEND_LAST, "on_sub_and_presence")) {
                    for (Jid jid : List.of(full.bare(), full)) {
                        if (node.subscription(jid) == Node.Subscription.SUBSCRIBED) {
                            notifier.last(node, full);
                        }
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Creates topics as if their owner had asked.
     *
     * @param names their names; those that exist are an error
     * @param creator the owner
     * @param config fields of the configuration that differ from the default
     */
    public void create(List<String> names, Jid creator, Map<String, String> config) {
        Map<String, List<String>> fields = new HashMap<>();
        config.forEach((field, value) -> {
            if (!ConfigField.ALL.containsKey(field)) {
                throw new IllegalArgumentException("config: this broker knows no field " + field);
            }
            fields.put(field, List.of(value));
        });
        NodeConfig configured;
        try {
            configured = NodeConfig.initial(settings).with(fields);
        } catch (StanzaError.Refused refused) {
            throw new IllegalArgumentException("config: " + refused.error().text(), refused);
        }
        lock.lock();
        try {
            for (String name : names) {
                if (topics.exists(name)) {
                    throw new IllegalArgumentException("there is a topic " + name + " already");
                }
                topics.add(new Node(name, creator.bare(), settings.clock().instant(), configured));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Changes affiliations and subscriptions as if the owner had, without telling anybody.
     *
     * @param name the topic
     * @param account the account
     * @param affiliation the affiliation to give
     */
    public void affiliate(String name, Jid account, String affiliation) {
        Affiliation wanted = Affiliation.of(affiliation)
                .orElseThrow(() -> new IllegalArgumentException("affiliation: there is none named " + affiliation));
        lock.lock();
        try {
            Node node = topics.get(name);
            node.affiliations().put(account.bare(), wanted);
            topics.touch(account, node);
        } catch (StanzaError.Refused missing) {
            throw new IllegalArgumentException("there is no topic " + name, missing);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether pages are understood (XEP-0059); else the whole list is sent, whatever was asked.
     *
     * @param understood whether they are
     */
    public void resultSets(boolean understood) {
        rsm = understood;
    }

    /**
     * Changes what a topic is like for which nothing is asked.
     *
     * @param fields what differs from the default configuration
     */
    public void defaults(Map<String, String> fields) {
        Map<String, List<String>> changed = new HashMap<>();
        fields.forEach((field, value) -> changed.put(field, List.of(value)));
        lock.lock();
        try {
            owner.defaults(changed);
        } catch (StanzaError.Refused refused) {
            throw new IllegalArgumentException("fields: " + refused.error().text(), refused);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether an address can be subscribed to a topic several times, each with an id of its own (XEP-0060 §6.1.6).
     *
     * @param several whether it can; else the same again is the same
     */
    public void multiSubscribe(boolean several) {
        lock.lock();
        try {
            subscriber.severalPerAddress(several);
            notifier.nameSubscriptions(several);
            disco.multiSubscribe(several);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ignores fields in the configurations that owners ask for.
     *
     * @param fields their names
     */
    public void ignore(Set<String> fields) {
        lock.lock();
        try {
            owner.ignore(fields);
        } finally {
            lock.unlock();
        }
    }

    /**
     * What is wrong with the pages of topics' items.
     *
     * @param fault what is
     */
    public void pagingFault(PagingFaults fault) {
        lock.lock();
        try {
            subscriber.pagingFault(fault);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The names of the topics.
     *
     * @return the names, sorted
     */
    public List<String> topics() {
        lock.lock();
        try {
            return topics.all().stream().map(Node::name).toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Orders something that goes wrong with events.
     *
     * @param condition with which; called under the broker's lock
     * @param effect what
     * @return the order
     */
    public EventFaults.Order order(Predicate<EventFaults.Event> condition, EventFaults.Effect effect) {
        return notifier.faults().order(condition, effect);
    }

    /**
     * Takes an order back, and sends the events that it held back.
     *
     * @param order the order
     */
    public void lift(EventFaults.Order order) {
        lock.lock();
        try {
            notifier.send(notifier.faults().lift(order));
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all topics with all that belongs to them. */
    public void loseTopics() {
        lock.lock();
        try {
            topics.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what topics keep. */
    public void loseItems() {
        lock.lock();
        try {
            topics.all().forEach(Node::loseItems);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets who is subscribed, and who waits to be. */
    public void loseSubscriptions() {
        lock.lock();
        try {
            topics.all().forEach(node -> node.subscriptions().clear());
        } finally {
            lock.unlock();
        }
    }

    /** Removes all topics, and understands pages again. */
    void clear() {
        lock.lock();
        try {
            topics.clear();
            notifier.faults().clear();
            owner.defaults(Map.of());
            owner.ignore(Set.of());
            rsm = true;
            subscriber.pagingFault(PagingFaults.NONE);
        } finally {
            lock.unlock();
        }
    }
}
