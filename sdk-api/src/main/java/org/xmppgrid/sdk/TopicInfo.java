package org.xmppgrid.sdk;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a broker tells of a topic (RFC 8600 §5, XEP-0060 §5.4): the fields of its {@code pubsub#meta-data} form, as they
 * came and in words. What the broker leaves out or says in a way that can't be read is empty, and stands in the fields.
 * "Who provides this?" is {@link #providers()}.
 *
 * @param name the topic's name
 * @param broker the broker that hosts it
 * @param fields every field of the description by its name
 */
public record TopicInfo(String name, GridAddress broker, Map<String, List<String>> fields) {

    /**
     * Copies the fields.
     *
     * @param name the topic's name
     * @param broker the broker that hosts it
     * @param fields every field of the description by its name
     */
    public TopicInfo {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        fields.forEach((field, values) -> copy.put(field, List.copyOf(values)));
        fields = Collections.unmodifiableMap(copy);
    }

    /**
     * Its title.
     *
     * @return {@code pubsub#title}
     */
    public Optional<String> title() {
        return value("pubsub#title");
    }

    /**
     * Its description.
     *
     * @return {@code pubsub#description}
     */
    public Optional<String> description() {
        return value("pubsub#description");
    }

    /**
     * The namespace of its payloads.
     *
     * @return {@code pubsub#type}
     */
    public Optional<String> payloadNamespace() {
        return value("pubsub#type");
    }

    /**
     * Who may subscribe.
     *
     * @return {@code pubsub#access_model}, or empty if the broker doesn't tell it in words of XEP-0060
     */
    public Optional<AccessModel> accessModel() {
        return value("pubsub#access_model").flatMap(AccessModel::named);
    }

    /**
     * Who created it.
     *
     * @return {@code pubsub#creator}
     */
    public Optional<GridAddress> creator() {
        return addresses("pubsub#creator").findFirst();
    }

    /**
     * Who owns it.
     *
     * @return {@code pubsub#owner}; empty if the broker doesn't tell
     */
    public List<GridAddress> owners() {
        return addresses("pubsub#owner").toList();
    }

    /**
     * Who may publish beside the owners.
     *
     * @return {@code pubsub#publisher}; empty if there are none or the broker doesn't tell
     */
    public List<GridAddress> publishers() {
        return addresses("pubsub#publisher").toList();
    }

    /**
     * Who provides it: its owners and publishers.
     *
     * @return each account once, owners first; empty if the broker doesn't tell (Prosody 0.12)
     */
    public List<GridAddress> providers() {
        return Stream.concat(owners().stream(), publishers().stream())
                .distinct()
                .toList();
    }

    /**
     * Whom to ask about it.
     *
     * @return {@code pubsub#contact}
     */
    public List<GridAddress> contacts() {
        return addresses("pubsub#contact").toList();
    }

    /**
     * When it was created.
     *
     * @return {@code pubsub#creation_date}
     */
    public Optional<Instant> created() {
        return value("pubsub#creation_date").flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeParseException e) {
                return Optional.empty(); // it stays readable in the fields
            }
        });
    }

    /**
     * How many are subscribed.
     *
     * @return {@code pubsub#num_subscribers}
     */
    public OptionalInt subscribers() {
        return value("pubsub#num_subscribers")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
    }

    /**
     * The language of its texts.
     *
     * @return {@code pubsub#language}, a tag of BCP 47
     */
    public Optional<String> language() {
        return value("pubsub#language");
    }

    /**
     * One field.
     *
     * @param field the field's name, for example {@code pubsub#max_items}
     * @return its first value that isn't blank
     */
    public Optional<String> value(String field) {
        return fields.getOrDefault(field, List.of()).stream()
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    /**
     * Whether the topic announces this payload type.
     *
     * @param type the payload type
     * @return true if the namespaces are the same, and for {@link RawPayload#ANY}
     */
    public boolean carries(PayloadType<?> type) {
        return type.namespace().isEmpty() || payloadNamespace().equals(Optional.of(type.namespace()));
    }

    /** The topic in one line. */
    @Override
    public String toString() {
        return name + title().map(t -> " \"" + t + '"').orElse("") + " at " + broker
                + payloadNamespace().map(n -> ", carries " + n).orElse("")
                + accessModel().map(m -> ", access by " + m.protocolName()).orElse("");
    }

    private Stream<GridAddress> addresses(String field) {
        return fields.getOrDefault(field, List.of()).stream().flatMap(text -> {
            try {
                return Stream.of(GridAddress.of(text));
            } catch (IllegalArgumentException e) {
                return Stream.empty(); // it stays readable in the fields
            }
        });
    }
}
