package org.xmppgrid.testkit.internal.embedded;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings stanzas to sessions, services and the offline store by the rules of RFC 6120 §10 and RFC 6121 §8. */
final class Router {
    private static final long PATIENCE_MILLIS = 1_000;

    /** The request whose answer is lost on purpose while its sender's thread handles it. */
    private record Mute(Jid requester, String id, List<Xml> taken) {}

    private final ThreadLocal<@Nullable Mute> mute = new ThreadLocal<>();
    private final Map<Jid, Map<String, Session>> sessions = new ConcurrentHashMap<>();
    private final Map<String, Service> services = new HashMap<>();
    private final Set<Outbox> pressed = ConcurrentHashMap.newKeySet();
    private final String domain;
    private final Accounts accounts;
    private final OfflineStore offline;
    private Consumer<Jid> onAvailable = jid -> {};

    Router(String domain, Accounts accounts, OfflineStore offline) {
        this.domain = domain;
        this.accounts = accounts;
        this.offline = offline;
    }

    void service(String address, Service service) {
        services.put(address, service);
    }

    void onAvailable(Consumer<Jid> listener) {
        onAvailable = listener;
    }

    /** Adds a session; returns the one that had the same resource, which must go (RFC 6120 §7.7.2.2). */
    @Nullable
    Session bind(Session session) {
        return sessions.computeIfAbsent(session.jid().bare(), key -> new ConcurrentHashMap<>())
                .put(session.jid().resource(), session);
    }

    private Map<String, Session> resources(Jid jid) {
        return sessions.getOrDefault(jid.bare(), Map.of());
    }

    /**
     * Ends a session and removes it, unless another one has taken its resource. What its client has not acknowledged is
     * treated as if it came now (XEP-0198 §5), or lost.
     *
     * @return whether it had not ended before
     */
    boolean end(Session session, boolean keep) {
        List<Xml> unanswered = new ArrayList<>();
        boolean ended = session.end(last -> settle(session, keep ? last : List.of(), unanswered));
        return finish(session, ended, unanswered);
    }

    /** Ends a session in the middle of whatever is under way; what its client has not acknowledged is lost. */
    void kill(Session session) {
        List<Xml> unanswered = new ArrayList<>();
        finish(session, session.endAtOnce(last -> settle(session, List.of(), unanswered)), unanswered);
    }

    /** Ends a session as {@link #end} does, if its client has not come back since its connection was lost. */
    boolean endLost(Session session, int loss) {
        List<Xml> unanswered = new ArrayList<>();
        boolean ended = session.end(loss, last -> settle(session, last, unanswered));
        return finish(session, ended, unanswered);
    }

    /** Works while nobody can send to the session, so that what comes next is stored behind what is stored here. */
    private void settle(Session session, List<Unacknowledged.Sent> last, List<Xml> unanswered) {
        Map<String, Session> resources = resources(session.jid());
        // Prosody and ejabberd: with somebody else there, messages are lost rather than perhaps delivered twice.
        boolean alone = resources.keySet().stream()
                .allMatch(resource -> resource.equals(session.jid().resource()));
        for (Unacknowledged.Sent sent : last) {
            for (Xml stanza : Stanzas.parsed(sent.stanza())) {
                String type = stanza.attribute("type", "normal");
                if (Stanzas.isRequest(stanza)) {
                    unanswered.add(stanza);
                } else if (alone
                        && stanza.name().equals("message")
                        && List.of("normal", "chat").contains(type)) {
                    offline.store(session.jid().bare(), sent.stanza(), sent.at());
                }
            }
        }
        if (!resources.isEmpty()) {
            resources.remove(session.jid().resource(), session);
        }
    }

    private boolean finish(Session session, boolean ended, List<Xml> unanswered) {
        Outbox outbox = session.wire().outbox();
        if (outbox != null) {
            pressed.remove(outbox);
        }
        if (!ended) {
            return false;
        }
        deliverStored(session.jid().bare());
        unanswered.forEach(request -> bounce(request, StanzaError.of("service-unavailable")));
        boolean replaced = session(session.jid()) != null;
        if (session.isAvailable() && !replaced) {
            session.unavailable();
            broadcast(session.jid(), Xml.element(Ns.CLIENT, "presence").attribute("type", "unavailable"));
        }
        return true;
    }

    @Nullable
    Session session(Jid full) {
        return resources(full).get(full.resource());
    }

    List<Session> all() {
        return sessions.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList();
    }

    boolean isAvailable(Jid jid) {
        return resources(jid).values().stream()
                .anyMatch(session -> session.isAvailable()
                        && (jid.isBare() || jid.resource().equals(session.jid().resource())));
    }

    /** Routes what a client sent. Whatever it claimed, it comes from that client (RFC 6120 §8.1.2.1). */
    void route(Session sender, Xml received) {
        Xml stanza = received.withAttribute("from", sender.jid().toString());
        String to = stanza.attribute("to");
        if (to == null) {
            routeToOwnAccount(sender, stanza);
            return;
        }
        Jid target;
        try {
            target = Jid.parse(to);
        } catch (IllegalArgumentException notAnAddress) {
            bounce(stanza, StanzaError.of("jid-malformed"));
            return;
        }
        Service service = services.get(target.domain());
        if (service != null && target.isDomain()) {
            service.receive(sender.jid(), stanza);
        } else if (!target.domain().equals(domain)) {
            bounce(stanza, StanzaError.of(service == null ? "remote-server-not-found" : "item-not-found"));
        } else {
            routeToAccount(target, stanza);
        }
    }

    /** RFC 6120 §10.3: without an address, a message is for oneself, and the server answers for the account. */
    private void routeToOwnAccount(Session sender, Xml stanza) {
        switch (stanza.name()) {
            case "presence" -> presence(sender, stanza);
            case "message" ->
                routeToAccount(
                        sender.jid().bare(),
                        stanza.withAttribute("to", sender.jid().bare().toString()));
            default -> {
                Service controller = services.get(domain);
                if (controller != null) {
                    controller.receive(
                            sender.jid(),
                            stanza.withAttribute("to", sender.jid().bare().toString()));
                }
            }
        }
    }

    private void routeToAccount(Jid target, Xml stanza) {
        switch (stanza.name()) {
            case "message" -> message(target, stanza.attribute("type", "normal"), stanza.toString(), stanza);
            case "iq" -> {
                Session session = target.isBare() ? null : session(target);
                if (session == null || !session.send(stanza.toString())) {
                    // RFC 6121 §8.5.1, §8.5.2.1.3, §8.5.3.2.3
                    bounce(stanza, StanzaError.of("service-unavailable"));
                }
            }
            default -> directedPresence(target, stanza);
        }
    }

    /** Sends a message of a service, where nobody is to be told if it can't be delivered. */
    void message(Jid target, String type, String xml) {
        message(target, type, xml, null);
    }

    /** RFC 6121 §8.5, in the reading of Prosody and ejabberd. */
    private void message(Jid target, String type, String xml, @Nullable Xml stanza) {
        if (!accounts.exists(target.local())) {
            if (stanza != null) {
                bounce(stanza, StanzaError.of("service-unavailable"));
            }
            return;
        }
        Session exact = target.isBare() ? null : session(target);
        if (exact != null && send(exact, xml)) {
            return;
        }
        switch (type) {
            case "headline" -> {
                if (target.isBare()) {
                    present(target).forEach(session -> send(session, xml));
                }
            }
            case "error" -> {
                // RFC 6121 §8.5.2.1.1: ignored.
            }
            case "groupchat" -> {
                if (stanza != null) {
                    bounce(stanza, StanzaError.of("service-unavailable"));
                }
            }
            default -> {
                boolean sent = false;
                for (Session session : mostAvailable(target)) {
                    sent |= send(session, xml);
                }
                if (!sent) {
                    store(target.bare(), xml, stanza);
                }
            }
        }
    }

    private void store(Jid account, String xml, @Nullable Xml stanza) {
        if (!offline.store(account, xml)) {
            if (stanza != null) {
                bounce(stanza, StanzaError.of("resource-constraint"));
            }
        } else {
            deliverStored(account);
        }
    }

    /** Somebody may have come online while something was stored, and been given only what was stored before. */
    private void deliverStored(Jid account) {
        List<Session> present = mostAvailable(account);
        if (!present.isEmpty()) {
            offline.take(account).forEach(stored -> send(present.get(0), stored));
        }
    }

    private List<Session> present(Jid jid) {
        return resources(jid).values().stream()
                .filter(session -> session.priority() >= 0)
                .toList();
    }

    private List<Session> mostAvailable(Jid jid) {
        List<Session> most = new ArrayList<>();
        for (Session session : present(jid)) {
            if (!most.isEmpty() && most.get(0).priority() < session.priority()) {
                most.clear();
            }
            if (most.isEmpty() || most.get(0).priority() == session.priority()) {
                most.add(session);
            }
        }
        return most;
    }

    private void presence(Session sender, Xml stanza) {
        String type = stanza.attribute("type", "");
        if (type.equals("unavailable")) {
            sender.unavailable();
            broadcast(sender.jid(), Xml.element(Ns.CLIENT, "presence").attribute("type", "unavailable"));
        } else if (type.isEmpty()) {
            boolean initial = !sender.isAvailable();
            sender.available(priority(stanza), stanza);
            for (Session other : resources(sender.jid()).values()) {
                if (other.isAvailable()) {
                    other.send(
                            stanza.withAttribute("to", other.jid().toString()).toString());
                    Xml theirs = other.presence();
                    if (initial && other != sender && theirs != null) {
                        sender.send(theirs.withAttribute("to", sender.jid().toString())
                                .toString());
                    }
                }
            }
            if (sender.priority() >= 0) {
                offline.take(sender.jid().bare()).forEach(sender::send);
            }
            if (initial) {
                onAvailable.accept(sender.jid());
            }
        }
    }

    private static int priority(Xml presence) {
        String text = presence.child(Ns.CLIENT, "priority").map(Xml::text).orElse("0");
        try {
            return Math.max(-128, Math.min(127, Integer.parseInt(text.trim())));
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    private void broadcast(Jid from, Xml.Builder presence) {
        Xml template = presence.attribute("from", from).build();
        for (Session other : resources(from).values()) {
            if (other.isAvailable()) {
                other.send(template.withAttribute("to", other.jid().toString()).toString());
            }
        }
    }

    /** There are no rosters here, so subscriptions to presence lead nowhere; directed presence is delivered (RFC 6121 §4.6). */
    private void directedPresence(Jid target, Xml stanza) {
        if (target.isBare()) {
            present(target).forEach(session -> session.send(stanza.toString()));
        } else {
            Session session = session(target);
            if (session != null) {
                session.send(stanza.toString());
            }
        }
    }

    /** Answers a request, unless it is itself an answer. */
    void bounce(Xml stanza, StanzaError error) {
        String type = stanza.attribute("type", "");
        boolean answer = type.equals("error") || stanza.name().equals("iq") && type.equals("result");
        if (!answer && !stanza.name().equals("presence")) {
            reply(error.inReplyTo(stanza));
        }
    }

    /**
     * Runs something during which one request of one session gets no answer. Called on that session's own thread.
     *
     * @return the answers it would have got
     */
    List<Xml> muted(Session requester, String id, Runnable work) {
        Mute now = new Mute(requester.jid(), id, new ArrayList<>());
        mute.set(now);
        try {
            work.run();
        } finally {
            mute.remove();
        }
        return now.taken();
    }

    private boolean isMuted(Xml answer) {
        Mute now = mute.get();
        boolean muted = now != null
                && now.id().equals(answer.attribute("id"))
                && now.requester().toString().equals(answer.attribute("to"));
        if (muted) {
            now.taken().add(answer);
        }
        return muted;
    }

    /** Sends an answer to the session that it is addressed to, if it is still there. */
    void reply(Xml stanza) {
        if (isMuted(stanza)) {
            return;
        }
        Session session = session(Jid.parse(stanza.attribute("to", domain)));
        if (session != null) {
            send(session, stanza.toString());
        }
    }

    /** Says no if the session has ended meanwhile and the stanza has to find another way. */
    private boolean send(Session session, String xml) {
        boolean taken = session.send(xml);
        Outbox outbox = session.wire().outbox();
        if (outbox != null && outbox.isPressed()) {
            pressed.add(outbox);
        }
        return taken;
    }

    /** Called between two stanzas of a client: back-pressure, bounded in time, while somebody's queue is long. */
    void rest() throws InterruptedException {
        for (Outbox outbox : pressed) {
            if (outbox.isPressed()) {
                outbox.awaitRoom(PATIENCE_MILLIS);
            }
            if (!outbox.isPressed()) {
                pressed.remove(outbox);
            }
        }
    }
}
