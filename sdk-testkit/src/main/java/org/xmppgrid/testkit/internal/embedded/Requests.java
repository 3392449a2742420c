package org.xmppgrid.testkit.internal.embedded;

/** What the kinds of requests to the broker have in common: reading names and addresses, and checking who asks. */
final class Requests {

    private Requests() {}

    static String node(Xml action) {
        String node = action.attribute("node", "");
        if (node.isEmpty()) {
            throw StanzaError.pubsub("bad-request", "nodeid-required").refused();
        }
        return node;
    }

    static Jid jid(Xml action) {
        try {
            return Jid.parse(action.attribute("jid", ""));
        } catch (IllegalArgumentException notAnAddress) {
            throw StanzaError.pubsub("bad-request", "invalid-jid").refused();
        }
    }

    static void requireOwner(Node node, Jid from) {
        if (!node.isOwner(from)) {
            throw StanzaError.of("forbidden").refused();
        }
    }

    static void requirePersistent(Node node) {
        if (!node.config().is(ConfigField.PERSIST_ITEMS)) {
            throw StanzaError.unsupported("persistent-items").refused();
        }
    }

    /** Who may read what a topic keeps (XEP-0060 §6.5.1; members of a whitelist need not subscribe, as on real servers). */
    static void requireReader(Node node, Jid from) {
        Affiliation affiliation = node.affiliation(from);
        if (affiliation == Affiliation.OUTCAST || affiliation == Affiliation.PUBLISH_ONLY) {
            throw StanzaError.of("forbidden").refused();
        }
        boolean trusted = affiliation == Affiliation.OWNER || affiliation == Affiliation.PUBLISHER;
        if (trusted || node.isSubscribed(from)) {
            return;
        }
        switch (node.config().value(ConfigField.ACCESS_MODEL)) {
            case "whitelist" -> {
                if (!affiliation.isListed()) {
                    throw StanzaError.pubsub("not-allowed", "closed-node").refused();
                }
            }
            case "authorize" ->
                throw StanzaError.pubsub("not-authorized", "not-subscribed").refused();
            default -> {
                // Open to everybody.
            }
        }
    }
}
