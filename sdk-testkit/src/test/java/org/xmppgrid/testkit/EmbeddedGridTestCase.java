package org.xmppgrid.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** What the tests of the embedded grid share: one grid, reset after each test, and clients of plain XML. */
abstract class EmbeddedGridTestCase {
    static final String PUBSUB = "http://jabber.org/protocol/pubsub";
    static final String OWNER = PUBSUB + "#owner";
    static final String DISCO_ITEMS = "http://jabber.org/protocol/disco#items";
    static final String DISCO_INFO = "http://jabber.org/protocol/disco#info";
    static final String RSM = "http://jabber.org/protocol/rsm";
    static final String PAYLOAD = "<report xmlns='urn:example:report'/>";

    /** One for all test classes: what is started once needs no time in each. */
    static final GridBroker GRID = GridBroker.start();

    private final List<RawXmppClient> clients = new ArrayList<>();

    @AfterEach
    void reset() {
        clients.forEach(RawXmppClient::close);
        GRID.reset();
    }

    RawXmppClient login(String user) {
        return keep(RawXmppClient.login(GRID, user));
    }

    /** Logged in, without presence. */
    RawXmppClient bind(String user, String resource) {
        return keep(RawXmppClient.login(GRID, GRID.account(user), resource, ""));
    }

    RawXmppClient keep(RawXmppClient client) {
        clients.add(client);
        return client;
    }

    static String get(RawXmppClient client, String request) {
        return client.request(GRID.broker(), "get", "<pubsub xmlns='" + PUBSUB + "'>" + request + "</pubsub>");
    }

    static String set(RawXmppClient client, String request) {
        return client.request(GRID.broker(), "set", "<pubsub xmlns='" + PUBSUB + "'>" + request + "</pubsub>");
    }

    static String ownerGet(RawXmppClient client, String request) {
        return client.request(GRID.broker(), "get", "<pubsub xmlns='" + OWNER + "'>" + request + "</pubsub>");
    }

    static String ownerSet(RawXmppClient client, String request) {
        return client.request(GRID.broker(), "set", "<pubsub xmlns='" + OWNER + "'>" + request + "</pubsub>");
    }

    static String subscribe(RawXmppClient client, String topic) {
        String bare = client.jid().substring(0, client.jid().indexOf('/'));
        return set(client, "<subscribe node='" + topic + "' jid='" + bare + "'/>");
    }

    static String publish(RawXmppClient client, String topic, String id) {
        return set(client, "<publish node='" + topic + "'><item id='" + id + "'>" + PAYLOAD + "</item></publish>");
    }

    static String configuration(Map<String, String> fields) {
        StringBuilder form = new StringBuilder("<x xmlns='jabber:x:data' type='submit'>"
                + "<field var='FORM_TYPE' type='hidden'><value>" + PUBSUB + "#node_config</value></field>");
        fields.forEach(
                (name, value) -> form.append("<field var='pubsub#" + name + "'><value>" + value + "</value></field>"));
        return form.append("</x>").toString();
    }

    static void open(String topic) {
        GRID.createTopic(topic, Map.of("pubsub#access_model", "open"));
    }
}
