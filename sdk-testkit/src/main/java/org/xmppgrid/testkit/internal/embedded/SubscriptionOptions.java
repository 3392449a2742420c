package org.xmppgrid.testkit.internal.embedded;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of one subscription (XEP-0060 §16.4.2) that this broker knows and obeys.
 *
 * @param deliver whether events are sent
 * @param expire when the subscription ends by itself, if it does
 */
record SubscriptionOptions(boolean deliver, Optional<Instant> expire) {
    static final SubscriptionOptions INITIAL = new SubscriptionOptions(true, Optional.empty());
    private static final String DELIVER = "pubsub#deliver";
    private static final String EXPIRE = "pubsub#expire";

    /** These with what a form changes; the form in the element, if there is one. */
    SubscriptionOptions with(Xml parent) {
        SubscriptionOptions changed = this;
        for (Map.Entry<String, List<String>> field :
                DataForm.in(parent).map(DataForm::fields).orElse(Map.of()).entrySet()) {
            String value = field.getValue().stream().findFirst().orElse("");
            changed = switch (field.getKey()) {
                case "FORM_TYPE" -> changed;
                case DELIVER ->
                    new SubscriptionOptions(
                            DataForm.bool(value).orElseThrow(SubscriptionOptions::invalid), changed.expire);
                case EXPIRE -> new SubscriptionOptions(changed.deliver, Optional.of(time(value)));
                default -> throw invalid();
            };
        }
        return changed;
    }

    /** XEP-0060 §6.3.2. */
    Xml form() {
        return DataForm.form("form", Ns.SUBSCRIBE_OPTIONS)
                .child(DataForm.field(DELIVER, "boolean", "Whether events are sent", List.of(deliver ? "1" : "0")))
                .child(DataForm.field(
                        EXPIRE,
                        "text-single",
                        "When the subscription ends",
                        expire.map(Instant::toString).stream().toList()))
                .build();
    }

    boolean isOver(Instant now) {
        return expire.map(end -> !now.isBefore(end)).orElse(false);
    }

    private static Instant time(String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException notATime) {
            throw invalid();
        }
    }

    private static StanzaError.Refused invalid() {
        return StanzaError.pubsub("bad-request", "invalid-options").refused();
    }
}
