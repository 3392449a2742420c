package org.xmppgrid.smack.internal.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.AppliedConfig;
import org.xmppgrid.sdk.AppliedConfig.Verification;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.sdk.TopicField;

/** The configuration of one topic at its broker: reads it, changes it, and holds it against what was asked for. */
record TopicConfiguration(GridSession session, GridAddress broker, String topic) {
    private static final String ACCESS_MODEL = TopicField.ACCESS_MODEL.protocolName();
    private static final String PUBLISH_MODEL = TopicField.PUBLISH_MODEL.protocolName();

    /** The fields to send for a configuration, with the namespace of the topic's payloads where that is announced. */
    static Map<String, List<String>> fields(TopicConfig config, PayloadType<?> type) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        config.accessModels().stream()
                .limit(1)
                .forEach(chosen -> fields.put(ACCESS_MODEL, List.of(chosen.protocolName())));
        if (config.announcesPayloadType() && !type.namespace().isEmpty()) {
            fields.put(TopicField.TYPE.protocolName(), List.of(type.namespace()));
        }
        fields.putAll(config.fields());
        return fields;
    }

    /** Tries one access model after the other, for as long as the broker refuses the configuration. */
    static <R> R withAcceptedModel(TopicConfig config, Function<TopicConfig, R> request) {
        if (config.accessModels().isEmpty()) {
            return request.apply(config);
        }
        @Nullable GridRequestException refusal = null;
        for (AccessModel model : config.accessModels()) {
            try {
                return request.apply(config.accessModel(model));
            } catch (GridRequestException e) {
                // Only the model may be what the broker does not know (Prosody and authorize): ask for the next one.
                if (e.reason() != Reason.CONFIGURATION_REFUSED) {
                    throw e;
                }
                if (refusal != null) {
                    e.addSuppressed(refusal);
                }
                refusal = e;
            }
        }
        throw refusal;
    }

    /** The configuration as the owner is told it. */
    TopicConfig config() {
        return TopicConfig.of(
                session.tracked(session.xmpp().config(broker, topic)).await());
    }

    /** What can be known of the configuration: what the owner is told, else what everybody is. */
    KnownConfig known() {
        Optional<TopicConfig> told = ifTold(this::config).filter(config -> !config.equals(TopicConfig.brokerDefault()));
        if (told.isPresent() && told.get().value(ACCESS_MODEL).isPresent()) {
            return new KnownConfig(told.get(), true, Verification.CONFIGURATION);
        }
        Map<String, List<String>> described = ifTold(
                        () -> session.tracked(session.xmpp().info(broker, Optional.of(topic)))
                                .await()
                                .metaData())
                .orElse(Map.of());
        Map<String, List<String>> fields = new LinkedHashMap<>();
        described.forEach((name, values) -> {
            // the others, such as the number of subscribers, are no configuration
            if (TopicField.named(name).isPresent()) {
                fields.put(name, values);
            }
        });
        boolean accessTold = TopicConfig.of(fields).value(ACCESS_MODEL).isPresent();
        told.ifPresent(config -> fields.putAll(config.fields()));
        return new KnownConfig(
                TopicConfig.of(fields),
                told.isPresent(),
                !accessTold
                        ? Verification.NOTHING
                        : told.isPresent() ? Verification.CONFIGURATION : Verification.DESCRIPTION);
    }

    /** Sends fields, as they are. */
    void send(Map<String, List<String>> fields) {
        session.tracked(session.xmpp().configure(broker, topic, fields)).await();
    }

    /** Changes what differs, and sees whether it took effect. */
    AppliedConfig change(TopicConfig change, PayloadType<?> type) {
        KnownConfig before = known();
        return withAcceptedModel(change, asked -> {
            Map<String, List<String>> fields = fields(asked, type);
            Map<String, List<String>> news = new LinkedHashMap<>(fields);
            news.keySet()
                    .removeIf(name -> before.tells(name)
                            && ConfigComparison.same(name, fields.get(name), values(before.config(), name)));
            if (news.isEmpty()) {
                return before.applied(asked, fields, false);
            }
            send(news);
            KnownConfig after = afterChange();
            Optional<String> breach =
                    AccessFloor.changed(asked, before.config()).breach(after.config());
            if (breach.isPresent()) {
                throw weakened(breach.get(), restored(before.config()));
            }
            return after.applied(asked, fields, false);
        });
    }

    private KnownConfig afterChange() {
        try {
            return known();
        } catch (GridException e) {
            throw Failures.again(
                    e,
                    Reason.OUTCOME_UNKNOWN,
                    "The broker took the change of the topic '" + topic + "' at " + broker
                            + ", and what came of it can't be read back: " + e.getMessage());
        }
    }

    /** Gives the topic its former access again; says what came of that. */
    private String restored(TopicConfig before) {
        Map<String, List<String>> former = new LinkedHashMap<>();
        for (String field : List.of(ACCESS_MODEL, PUBLISH_MODEL)) {
            before.value(field).ifPresent(value -> former.put(field, List.of(value)));
        }
        if (former.isEmpty()) {
            return "the former access is not known and could not be restored";
        }
        try {
            send(former);
            return AccessFloor.changed(TopicConfig.brokerDefault(), before)
                            .breach(known().config())
                            .isEmpty()
                    ? "the former access was restored"
                    : "the former access could not be restored: the broker ignores that, too";
        } catch (GridException e) {
            return "the former access could not be restored: " + e.getMessage();
        }
    }

    /** The failure to be thrown for an access that is weaker than it may be, and what was done about it. */
    GridRequestException weakened(String breach, String done) {
        return new GridRequestException(
                Reason.ACCESS_WEAKENED,
                "The topic '" + topic + "' at " + broker + " " + breach + "; " + done
                        + ". RFC 8600 §8.3.4 and §4 advise against it: if it is meant, ask for it with accessModel(..) or"
                        + " TopicField.PUBLISH_MODEL",
                null,
                null);
    }

    private static List<String> values(TopicConfig config, String field) {
        return field.equals(ACCESS_MODEL)
                ? config.value(field).stream().toList()
                : config.fields().getOrDefault(field, List.of());
    }

    /** Something that a broker need not tell, or not everybody. */
    private static <R> Optional<R> ifTold(Supplier<R> request) {
        try {
            return Optional.of(request.get());
        } catch (GridRequestException e) {
            return switch (e.reason()) {
                case FORBIDDEN, NOT_ON_WHITELIST, NOT_SUBSCRIBED, NOT_SUPPORTED, REFUSED, PROTOCOL_VIOLATION ->
                    Optional.empty();
                default -> throw e;
            };
        }
    }
}
