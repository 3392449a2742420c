package org.xmppgrid.sdk;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a broker tells of a topic (RFC 8600 §5, XEP-0060 §5.4).
 *
 * @param name the topic's name
 * @param broker the broker that hosts it
 * @param title its title
 * @param description its description
 * @param payloadNamespace the namespace of its payloads ({@code pubsub#type})
 * @param accessModel who may subscribe, if the broker tells it in words of XEP-0060
 * @param owners the addresses of its owners, where the broker tells them
 * @param fields every field of the description by its name, those above included
 */
public record TopicInfo(
        String name,
        GridAddress broker,
        Optional<String> title,
        Optional<String> description,
        Optional<String> payloadNamespace,
        Optional<AccessModel> accessModel,
        List<GridAddress> owners,
        Map<String, List<String>> fields) {

    /**
     * Copies the collections.
     *
     * @param name the topic's name
     * @param broker the broker that hosts it
     * @param title its title
     * @param description its description
     * @param payloadNamespace the namespace of its payloads ({@code pubsub#type})
     * @param accessModel who may subscribe
     * @param owners the addresses of its owners
     * @param fields every field of the description by its name
     */
    public TopicInfo {
        owners = List.copyOf(owners);
        fields = Map.copyOf(fields);
    }

    /**
     * Whether the topic announces this payload type.
     *
     * @param type the payload type
     * @return true if the namespaces are the same, and for {@link RawPayload#ANY}
     */
    public boolean carries(PayloadType<?> type) {
        return type.namespace().isEmpty() || payloadNamespace.equals(Optional.of(type.namespace()));
    }

    /** The topic in one line. */
    @Override
    public String toString() {
        return name + title.map(t -> " \"" + t + '"').orElse("") + " at " + broker
                + payloadNamespace.map(n -> ", carries " + n).orElse("")
                + accessModel.map(m -> ", access by " + m.protocolName()).orElse("");
    }
}
