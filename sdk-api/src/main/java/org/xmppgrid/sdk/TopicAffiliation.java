package org.xmppgrid.sdk;

/**
 * What this platform's account may do at a topic (XEP-0060 §5.7).
 *
 * @param topic the topic's name
 * @param affiliation what the account may do there
 */
public record TopicAffiliation(String topic, Affiliation affiliation) {}
