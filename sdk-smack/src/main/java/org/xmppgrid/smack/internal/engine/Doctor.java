package org.xmppgrid.smack.internal.engine;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Diagnosis;
import org.xmppgrid.sdk.Diagnosis.Finding;
import org.xmppgrid.sdk.Diagnosis.Outcome;
import org.xmppgrid.sdk.Diagnosis.Step;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridSettings;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.xmpp.OpeningFindings;
import org.xmppgrid.smack.internal.xmpp.OpeningRecord;
import org.xmppgrid.smack.internal.xmpp.Quoted;

/**
 * Connects as a platform would, and says of each step what was found. What keeps the platform from connecting becomes the
 * finding of the step that it belongs to; the steps after it were not reached.
 */
public final class Doctor {
    private static final int MAX_LINE = 1000;

    private final GridSettings settings;
    private final Clock clock;
    private final OpeningRecord record = new OpeningRecord();
    private final Map<Step, Finding> findings = new EnumMap<>(Step.class);

    Doctor(GridSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Looks at each step of a connection. Throws nothing of what it is there to find, and leaves nothing running. */
    public static Diagnosis examine(GridSettings settings) {
        return new Doctor(settings, Clock.systemUTC()).examine();
    }

    Diagnosis examine() {
        try (GridSession session = GridSession.open(settings, record)) {
            opening(null);
            passedBefore(Step.BROKER);
            new BrokerFindings(session, settings, findings).find();
        } catch (GridException e) {
            GridException origin = record.origin(e);
            opening(origin);
            failed(stepOf(origin.reason()), origin);
        } catch (RuntimeException e) {
            // Its message may be of anybody's making: of a provider of credentials, for one.
            opening(null);
            put(new Finding(
                    firstMissing(),
                    Outcome.FAILED,
                    "It failed in a way that nobody expected (" + e.getClass().getName() + ")",
                    Optional.empty(),
                    Optional.of("If it comes from a CredentialsProvider of yours, mend that; else report it")));
        }
        return new Diagnosis(
                settings.address(), Stream.of(Step.values()).map(this::finding).toList());
    }

    private void opening(@Nullable GridException failure) {
        OpeningFindings.of(record, settings, failure, clock.instant()).forEach(findings::putIfAbsent);
    }

    private void failed(Optional<Step> known, GridException e) {
        Step step = known.orElseGet(this::firstMissing);
        passedBefore(step);
        // the first sentence says what happened, the rest what to do
        String message = Quoted.of(String.valueOf(e.getMessage()), MAX_LINE);
        int end = message.indexOf(". ");
        put(new Finding(
                step,
                Outcome.FAILED,
                (end < 0 ? message : message.substring(0, end)) + others(step, e),
                Optional.of(e.reason()),
                Optional.of(
                        end < 0 ? "Look into the controller's log, or ask its operator" : message.substring(end + 2))));
        findings.keySet().removeIf(later -> later.compareTo(step) > 0);
    }

    private void passedBefore(Step step) {
        for (Step before : Step.values()) {
            if (before.compareTo(step) < 0) {
                findings.computeIfAbsent(before, this::passed);
            }
        }
    }

    /** Where nobody was reached there is no line for the other endpoints. */
    private String others(Step step, GridException e) {
        List<String> others = step.compareTo(Step.TCP) > 0 ? List.of() : record.failedEndpoints(e);
        return others.isEmpty() ? "" : "; not " + String.join(", ", others) + " either";
    }

    private void put(Finding finding) {
        findings.put(finding.step(), finding);
    }

    /** What nobody reported, and a later step shows to be good. */
    private Finding passed(Step step) {
        String what =
                switch (step) {
                    case DNS ->
                        settings.endpoints().isEmpty()
                                ? settings.address().domain() + " was looked up"
                                : settings.endpoints().stream()
                                                .map(Endpoint::toString)
                                                .toList() + " (given)";
                    case TCP -> "somebody answers";
                    case TLS -> "the handshake began";
                    case CERTIFICATE ->
                        settings.tls().isPinsOnly()
                                ? "judged by its key only, as the policy says"
                                : "the chain, the name and the time hold";
                    case PINS -> settings.tls().pins().isEmpty() ? "none asked for" : "the key is one of the pinned";
                    default -> "no objection";
                };
        return new Finding(step, Outcome.OK, what, Optional.empty(), Optional.empty());
    }

    private Finding finding(Step step) {
        return findings.getOrDefault(
                step, new Finding(step, Outcome.NOT_REACHED, "not reached", Optional.empty(), Optional.empty()));
    }

    private Step firstMissing() {
        return Stream.of(Step.values())
                .filter(step -> !findings.containsKey(step))
                .findFirst()
                .orElse(Step.LIMITS);
    }

    /** The step that a failure belongs to, or empty if it can happen at any: then it is the first that was not passed. */
    private static Optional<Step> stepOf(Reason reason) {
        return Optional.ofNullable(
                switch (reason) {
                    case HOST_UNKNOWN -> Step.DNS;
                    case UNREACHABLE -> Step.TCP;
                    case NOT_XMPP, TLS_UNAVAILABLE, TLS_NOTHING_IN_COMMON, DOMAIN_NOT_SERVED -> Step.TLS;
                    case CERTIFICATE_UNTRUSTED, CERTIFICATE_EXPIRED, CERTIFICATE_WRONG_HOST -> Step.CERTIFICATE;
                    case PIN_MISMATCH -> Step.PINS;
                    case CERTIFICATE_REVOKED, REVOCATION_UNKNOWN -> Step.REVOCATION;
                    case MECHANISM_NOT_OFFERED, DOWNGRADE_DETECTED -> Step.MECHANISMS;
                    case CHANNEL_BINDING_UNAVAILABLE -> Step.CHANNEL_BINDING;
                    case CREDENTIALS_REFUSED,
                            CREDENTIALS_EXPIRED,
                            ACCOUNT_NOT_ACTIVE,
                            CLIENT_CERTIFICATE_REFUSED,
                            CONTROLLER_NOT_PROVEN -> Step.LOGIN;
                    case BROKER_NOT_FOUND, BROKER_AMBIGUOUS -> Step.BROKER;
                    default -> null;
                });
    }
}
