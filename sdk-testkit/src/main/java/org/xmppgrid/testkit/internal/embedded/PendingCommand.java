package org.xmppgrid.testkit.internal.embedded;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The command by which an owner asks for the requests that are pending (XEP-0060 §8.7 with XEP-0050). */
final class PendingCommand {
    private static final String NODE = "pubsub#node";

    private final Topics topics;
    private final Notifier notifier;
    private final Supplier<String> ids;

    PendingCommand(Topics topics, Notifier notifier, Supplier<String> ids) {
        this.topics = topics;
        this.notifier = notifier;
        this.ids = ids;
    }

    /** The broker's commands (XEP-0050 §2.2). */
    static Xml listed(Settings settings) {
        return Xml.element(Ns.DISCO_ITEMS, "query")
                .attribute("node", Ns.COMMANDS)
                .child(Xml.element(Ns.DISCO_ITEMS, "item")
                        .attribute("jid", settings.broker())
                        .attribute("node", Ns.GET_PENDING)
                        .attribute("name", "Get pending subscription requests"))
                .build();
    }

    /** Without a form the first step, which asks for a topic; with one the second, which sends its requests again. */
    Xml execute(Jid from, Xml command) {
        if (!command.attribute("node", "").equals(Ns.GET_PENDING)) {
            throw StanzaError.of("item-not-found").refused();
        }
        String session = command.attribute("sessionid", "");
        if (command.attribute("action", "").equals("cancel")) {
            return answer(session, "canceled").build();
        }
        return DataForm.in(command).map(form -> send(from, session, form)).orElseGet(() -> ask(from));
    }

    private Xml ask(Jid from) {
        Xml.Builder field = Xml.element(Ns.DATA, "field")
                .attribute("var", NODE)
                .attribute("type", "list-single")
                .attribute("label", "The topic with pending subscription requests");
        for (Node node : topics.of(from)) {
            if (node.isOwner(from) && !waiting(node).isEmpty()) {
                field.child(Xml.element(Ns.DATA, "option")
                        .attribute("label", node.name())
                        .child(Xml.element(Ns.DATA, "value").text(node.name())));
            }
        }
        return answer(ids.get(), "executing")
                .child(Xml.element(Ns.COMMANDS, "actions")
                        .attribute("execute", "complete")
                        .child(Xml.element(Ns.COMMANDS, "complete")))
                .child(DataForm.form("form", Ns.SUBSCRIBE_AUTHORIZATION).child(field))
                .build();
    }

    /** To all owners, and before the answer, as ejabberd does. */
    private Xml send(Jid from, String session, DataForm form) {
        Node node = topics.get(form.first(NODE).orElse(""));
        Requests.requireOwner(node, from);
        waiting(node).forEach(subscriber -> notifier.approval(node, subscriber));
        return answer(session, "completed").build();
    }

    private static List<Jid> waiting(Node node) {
        return node.subscriptions().entrySet().stream()
                .filter(entry -> entry.getValue() == Node.Subscription.PENDING)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Xml.Builder answer(String session, String status) {
        return Xml.element(Ns.COMMANDS, "command")
                .attribute("node", Ns.GET_PENDING)
                .attribute("sessionid", session)
                .attribute("status", status);
    }
}
