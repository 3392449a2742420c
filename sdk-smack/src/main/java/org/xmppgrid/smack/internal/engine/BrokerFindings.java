package org.xmppgrid.smack.internal.engine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.xmppgrid.sdk.Diagnosis.Finding;
import org.xmppgrid.sdk.Diagnosis.Outcome;
import org.xmppgrid.sdk.Diagnosis.Step;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.GridSettings;
import org.xmppgrid.sdk.GridTimeoutException;
import org.xmppgrid.smack.internal.xmpp.Description;

/** Asks a broker what it can do and how much it takes, and compares it with what the SDK uses. */
final class BrokerFindings {
    private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
    private static final String RSM = "http://jabber.org/protocol/rsm";

    /** The features of XEP-0060 §10 that calls of the SDK rest on. */
    private static final List<String> NEEDED = List.of(
            "publish",
            "subscribe",
            "create-nodes",
            "create-and-configure",
            "config-node",
            "delete-nodes",
            "persistent-items",
            "retrieve-items",
            "item-ids",
            "meta-data",
            "access-authorize",
            "access-whitelist");

    /** The stanza around a payload: addresses, topic, id. */
    private static final int ENVELOPE_BYTES = 4096;

    private final GridSession session;
    private final GridSettings settings;
    private final Map<Step, Finding> findings;

    BrokerFindings(GridSession session, GridSettings settings, Map<Step, Finding> findings) {
        this.session = session;
        this.settings = settings;
        this.findings = findings;
    }

    /**
     * Adds what is found.
     *
     * @throws GridException if the broker can't be found or does not answer
     */
    void find() {
        GridAddress broker = session.brokerAddress();
        Description description =
                session.tracked(session.xmpp().info(broker, Optional.empty())).await();
        boolean isBroker = description.isBroker();
        found(
                Step.BROKER,
                isBroker ? Outcome.OK : Outcome.WARNING,
                broker + (settings.broker().isPresent() ? " (given)" : " (the controller's only one)"),
                isBroker ? "" : "It does not call itself a publish-subscribe service: check broker(..)");
        features(description);
        limits(broker);
    }

    private void features(Description description) {
        List<String> missing = NEEDED.stream()
                .filter(feature -> !description.features().contains(PUBSUB + "#" + feature))
                .toList();
        boolean pages =
                description.features().contains(RSM) || description.features().contains(PUBSUB + "#rsm");
        found(
                Step.FEATURES,
                missing.isEmpty() && pages ? Outcome.OK : Outcome.WARNING,
                (missing.isEmpty()
                                ? "all that the SDK uses"
                                : (NEEDED.size() - missing.size()) + " of " + NEEDED.size()
                                        + " that the SDK uses; it does not name " + String.join(", ", missing))
                        + (pages ? "" : "; no paging of lists (XEP-0059)"),
                missing.isEmpty() && pages ? "" : advice(missing, pages));
    }

    private static String advice(List<String> missing, boolean pages) {
        if (missing.contains("access-authorize")) {
            return "Without access-authorize owners can't approve subscribers: use AccessModel.WHITELIST. Some brokers do"
                    + " more than they name";
        }
        return missing.isEmpty() && !pages
                ? "Long lists come in one piece: GridLimits.stanzaChars() has to have room for them"
                : "Some brokers do more than they name: ask its operator before working without these";
    }

    private void limits(GridAddress broker) {
        GridLimits ours = settings.limits();
        OptionalLong stanza = session.xmpp().maxStanzaBytes();
        OptionalLong payload = maxPayload(broker);
        long room = Math.min(
                payload.orElse(Long.MAX_VALUE),
                stanza.isPresent() ? stanza.getAsLong() - ENVELOPE_BYTES : Long.MAX_VALUE);
        boolean tooMuch = ours.payloadBytes() > room;
        found(
                Step.LIMITS,
                tooMuch ? Outcome.WARNING : Outcome.OK,
                "the controller takes stanzas " + upTo(stanza) + ", the broker payloads " + upTo(payload)
                        + "; this platform sends payloads "
                        + upTo(OptionalLong.of(ours.payloadBytes())) + " and reads stanzas up to "
                        + number(ours.stanzaChars()) + " characters",
                tooMuch
                        ? "What is larger ends the connection: use GridLimits.DEFAULT.withPayloadBytes("
                                + Math.max(1, room) + ") or less"
                        : "");
    }

    /** What a new topic takes (XEP-0060 §8.3), if the broker tells. */
    private OptionalLong maxPayload(GridAddress broker) {
        try {
            String value = session
                    .tracked(session.xmpp().defaultConfig(broker))
                    .await()
                    .getOrDefault("pubsub#max_payload_size", List.of())
                    .stream()
                    .findFirst()
                    .orElse("");
            return value.matches("[1-9][0-9]{0,17}") ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
        } catch (GridRequestException | GridTimeoutException e) {
            // many brokers don't tell, or not everybody
            return OptionalLong.empty();
        }
    }

    private static String upTo(OptionalLong bytes) {
        return bytes.isPresent() ? "up to " + number(bytes.getAsLong()) + " bytes" : "of a size that it does not tell";
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private void found(Step step, Outcome outcome, String what, String advice) {
        findings.put(
                step,
                new Finding(
                        step,
                        outcome,
                        what,
                        Optional.empty(),
                        Optional.of(advice).filter(text -> !text.isEmpty())));
    }
}
