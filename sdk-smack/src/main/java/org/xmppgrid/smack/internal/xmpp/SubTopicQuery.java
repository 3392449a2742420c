package org.xmppgrid.smack.internal.xmpp;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.xmppgrid.sdk.NoPayload;
import org.xmppgrid.sdk.Payloads;
import org.xmppgrid.sdk.QueryType;
import org.xmppgrid.sdk.TopicFilter;

/**
 * The query by which a consumer asks the owner of a topic for a sub-topic. Its namespace ends with the topic's name, so
 * that each topic's is a query of its own: whoever may not ask can't tell what a platform owns.
 */
public final class SubTopicQuery {
    private static final String NAMESPACE = "urn:xmppgrid:sub-topic:0:";
    private static final String ELEMENT = "sub-topic";

    private SubTopicQuery() {}

    /** The query for a topic: the filter's canonical text in one element, and an empty answer. */
    public static QueryType<TopicFilter, NoPayload> of(String topic) {
        String namespace = NAMESPACE + URLEncoder.encode(topic, StandardCharsets.UTF_8);
        return new QueryType<>(
                Payloads.of(namespace, ELEMENT, TopicFilter.class, SubTopicQuery::read, (filter, xml) -> {
                    xml.writeStartElement("", ELEMENT, namespace);
                    xml.writeDefaultNamespace(namespace);
                    xml.writeCharacters(filter.toString());
                    xml.writeEndElement();
                }),
                Payloads.none());
    }

    private static TopicFilter read(XMLStreamReader xml) throws XMLStreamException {
        try {
            return TopicFilter.parse(xml.getElementText());
        } catch (IllegalArgumentException e) {
            throw new XMLStreamException("not the canonical text of a filter", e);
        }
    }
}
