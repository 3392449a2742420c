package org.xmppgrid.testkit.internal.embedded;

/** The namespaces that the embedded grid speaks. */
final class Ns {
    static final String CLIENT = "jabber:client";
    static final String STREAMS = "http://etherx.jabber.org/streams";
    static final String STREAM_ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";
    static final String STANZA_ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";
    static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";
    static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    static final String CHANNEL_BINDING = "urn:xmpp:sasl-cb:0";
    static final String REGISTER = "jabber:iq:register";
    static final String REGISTER_FEATURE = "http://jabber.org/features/iq-register";
    static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";
    static final String STREAM_MANAGEMENT = "urn:xmpp:sm:3";
    static final String PING = "urn:xmpp:ping";
    static final String DELAY = "urn:xmpp:delay";
    static final String DATA = "jabber:x:data";
    static final String RSM = "http://jabber.org/protocol/rsm";
    static final String DISCO_INFO = "http://jabber.org/protocol/disco#info";
    static final String DISCO_ITEMS = "http://jabber.org/protocol/disco#items";
    static final String COMMANDS = "http://jabber.org/protocol/commands";
    static final String PUBSUB = "http://jabber.org/protocol/pubsub";
    static final String PUBSUB_OWNER = PUBSUB + "#owner";
    static final String PUBSUB_EVENT = PUBSUB + "#event";
    static final String PUBSUB_ERRORS = PUBSUB + "#errors";
    static final String NODE_CONFIG = PUBSUB + "#node_config";
    static final String META_DATA = PUBSUB + "#meta-data";
    static final String SUBSCRIBE_AUTHORIZATION = PUBSUB + "#subscribe_authorization";
    static final String GET_PENDING = PUBSUB + "#get-pending";
    static final String SUBSCRIBE_OPTIONS = PUBSUB + "#subscribe_options";
    static final String SHIM = "http://jabber.org/protocol/shim";
    static final String ARCHIVE = "urn:xmpp:mam:2";
    static final String FORWARD = "urn:xmpp:forward:0";
    static final String PUBLISH_OPTIONS = PUBSUB + "#publish-options";

    private Ns() {}
}
