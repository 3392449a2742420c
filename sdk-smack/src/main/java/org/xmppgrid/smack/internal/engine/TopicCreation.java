package org.xmppgrid.smack.internal.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xmppgrid.sdk.AppliedConfig;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.TopicConfig;
import org.xmppgrid.smack.internal.xmpp.Reply;

/**
 * Creates topics of one type, and leaves none behind that is not what was asked for.
 *
 * @param session the session
 * @param broker the broker
 * @param type the type of the topics' payloads
 */
record TopicCreation(GridSession session, GridAddress broker, PayloadType<?> type) {
    /** Stands for a name that the broker chooses. */
    private static final String ANY_NAME = "";

    private static final String DELETED = "it was deleted again";
    private static final String CREATE_AND_CONFIGURE = "http://jabber.org/protocol/pubsub#create-and-configure";

    /** How often a topic is created that can't be since it is there, and isn't there when it is looked at. */
    private static final int ATTEMPTS = 5;

    /** A topic that was created. */
    private record Creation(String topic, AppliedConfig applied) {}

    AppliedConfig create(String topic, TopicConfig config) {
        return TopicConfiguration.withAcceptedModel(config, asked -> created(topic, asked))
                .applied();
    }

    /** The name that the broker chose. */
    String createInstant(TopicConfig config) {
        return TopicConfiguration.withAcceptedModel(config, asked -> created(ANY_NAME, asked))
                .topic();
    }

    AppliedConfig createIfAbsent(String topic, TopicConfig config) {
        for (int attempt = 1; ; attempt++) {
            GridRequestException refusal;
            try {
                return create(topic, config);
            } catch (GridRequestException e) {
                if (!mayMeanThatItExists(e.reason())) {
                    throw e;
                }
                refusal = e;
            }
            try {
                return existing(topic, config);
            } catch (GridRequestException e) {
                if (e.reason() != Reason.TOPIC_NOT_FOUND) {
                    throw e;
                }
                // Deleted meanwhile, by its owner or by who created it and found its access too weak; or never there.
                if (refusal.reason() == Reason.FORBIDDEN || attempt == ATTEMPTS) {
                    throw refusal;
                }
            }
        }
    }

    /**
     * What brokers say of the creation of a topic that is there: ejabberd of one that is just being created that its
     * database failed, Prosody of somebody else's that it is forbidden.
     */
    private static boolean mayMeanThatItExists(Reason reason) {
        return reason == Reason.TOPIC_EXISTS || reason == Reason.BROKER_BUSY || reason == Reason.FORBIDDEN;
    }

    private AppliedConfig existing(String topic, TopicConfig config) {
        TopicConfiguration configuration = new TopicConfiguration(session, broker, topic);
        KnownConfig known = configuration.known();
        Optional<String> breach = AccessFloor.asked(config).breach(known.config());
        if (breach.isPresent()) {
            throw configuration.weakened(
                    breach.get(), "it was there already and is left as it is: configure it, or ask its owner to");
        }
        return known.applied(config, TopicConfiguration.fields(config, type), false);
    }

    private Creation created(String wanted, TopicConfig asked) {
        Map<String, List<String>> fields = TopicConfiguration.fields(asked, type);
        boolean configured = true;
        String topic;
        try {
            topic = request(wanted, fields).await();
        } catch (GridRequestException e) {
            if (e.reason() != Reason.NOT_SUPPORTED || fields.isEmpty()) {
                throw e;
            }
            configured = false;
            topic = request(wanted, Map.of()).await();
        }
        TopicConfiguration configuration = new TopicConfiguration(session, broker, topic);
        KnownConfig known;
        try {
            if (!configured) {
                configuration.send(fields);
            }
            known = configuration.known();
            // XEP-0060 §8.1.3: a broker that can't do both at once ignores the configuration, and says that it can't.
            boolean ignored = !known.applied(asked, fields, true).ignored().isEmpty();
            if (configured && ignored && !configuresWhileCreating()) {
                configuration.send(fields);
                known = configuration.known();
            }
        } catch (GridException e) {
            throw undone(topic, e);
        }
        Optional<String> breach = AccessFloor.asked(asked).breach(known.config());
        if (breach.isPresent()) {
            throw configuration.weakened(breach.get(), undo(topic).orElse(DELETED));
        }
        return new Creation(topic, known.applied(asked, fields, true));
    }

    private Reply<String> request(String wanted, Map<String, List<String>> fields) {
        return session.tracked(
                wanted.equals(ANY_NAME)
                        ? session.xmpp().createInstant(broker, fields)
                        : session.xmpp().create(broker, wanted, fields).returning(wanted));
    }

    private boolean configuresWhileCreating() {
        return session.features().has(broker, CREATE_AND_CONFIGURE);
    }

    /** A topic whose configuration could not be set or seen is taken back; its failure is that of the creation. */
    private GridException undone(String topic, GridException cause) {
        String what = "The topic '" + topic + "' was created at " + broker + " and its configuration is not sure ("
                + cause.getMessage() + "); ";
        return undo(topic)
                .map(left -> Failures.again(cause, Reason.OUTCOME_UNKNOWN, what + left))
                .orElseGet(() -> Failures.again(cause, cause.reason(), what + DELETED));
    }

    /** Deletes a topic; says why it still exists, if it does. */
    private Optional<String> undo(String topic) {
        try {
            session.tracked(session.xmpp().delete(broker, topic)).await();
            return Optional.empty();
        } catch (GridException e) {
            return e.reason() == Reason.TOPIC_NOT_FOUND
                    ? Optional.empty()
                    : Optional.of("it STILL EXISTS, since it could not be deleted again: " + e.getMessage());
        }
    }
}
