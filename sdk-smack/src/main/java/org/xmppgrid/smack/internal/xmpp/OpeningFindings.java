package org.xmppgrid.smack.internal.xmpp;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.Diagnosis.Finding;
import org.xmppgrid.sdk.Diagnosis.Outcome;
import org.xmppgrid.sdk.Diagnosis.Step;
import org.xmppgrid.sdk.Endpoint;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridSettings;
import org.xmppgrid.sdk.RevocationPolicy;
import org.xmppgrid.sdk.SaslMechanism;
import org.xmppgrid.sdk.TlsVersion;
import org.xmppgrid.smack.internal.wire.OpeningStep;

/** Says of each step of an opening what was found there, and what could be better. */
public final class OpeningFindings {
    /** Long enough to have a certificate renewed. */
    static final Duration EXPIRES_SOON = Duration.ofDays(30);

    private static final int SHOWN = 5;
    private static final int DNS_NAME = 2;

    private final Map<Step, Finding> findings = new EnumMap<>(Step.class);
    private final OpeningRecord record;
    private final List<String> others;
    private final OpeningRecord.Attempt attempt;
    private final GridSettings settings;
    private final Instant now;

    private OpeningFindings(OpeningRecord record, GridSettings settings, @Nullable GridException failure, Instant now) {
        this.record = record;
        this.attempt = record.attempt(failure);
        this.others = record.failedEndpoints(failure);
        this.settings = settings;
        this.now = now;
    }

    /**
     * What was found at the steps that were taken; the others are missing.
     *
     * @param record what happened
     * @param settings what was asked for
     * @param failure what ended it, if it failed
     * @param now the present, for certificates
     */
    public static Map<Step, Finding> of(
            OpeningRecord record, GridSettings settings, @Nullable GridException failure, Instant now) {
        OpeningFindings all = new OpeningFindings(record, settings, failure, now);
        all.name();
        all.attempt.step(OpeningStep.Reached.class).ifPresent(all::reached);
        all.attempt.step(OpeningStep.Secured.class).ifPresent(all::secured);
        all.attempt.step(OpeningStep.Verified.class).ifPresent(all::verified);
        all.attempt.step(OpeningStep.Offered.class).ifPresent(all::offered);
        all.attempt
                .step(OpeningStep.Bound.class)
                .ifPresent(bound ->
                        all.found(Step.LOGIN, Outcome.OK, bound.address().toString(), null));
        return all.findings;
    }

    private void name() {
        record.last(OpeningStep.Located.class)
                .ifPresent(located -> found(
                        Step.DNS,
                        Outcome.OK,
                        firstOf(located.endpoints().stream()
                                        .map(Endpoint::toString)
                                        .toList())
                                + " (" + located.how() + ")",
                        null));
    }

    private void reached(OpeningStep.Reached reached) {
        found(
                Step.TCP,
                others.isEmpty() ? Outcome.OK : Outcome.WARNING,
                reached.endpoint() + " answers"
                        + (reached.address().startsWith(reached.endpoint().host()) ? "" : " at " + reached.address())
                        + (others.isEmpty() ? "" : "; not so " + firstOf(others)),
                others.isEmpty() ? null : "Mend these, or take them out of DNS or of endpoints(..)");
    }

    private void secured(OpeningStep.Secured secured) {
        boolean old = secured.version() != TlsVersion.TLS_1_3;
        boolean direct = attempt.step(OpeningStep.Reached.class)
                .filter(reached -> reached.endpoint().transport() == Endpoint.Transport.DIRECT_TLS)
                .isPresent();
        found(
                Step.TLS,
                old ? Outcome.WARNING : Outcome.OK,
                secured.version().protocolName() + ", " + secured.cipherSuite()
                        + (direct ? ", from the first byte" : ", by STARTTLS"),
                old
                        ? "TLS 1.3 is preferred (RFC 8600 §8.3.1): enable it at the controller, and in maximum(..) of the policy"
                        : null);
    }

    private void verified(OpeningStep.Verified verified) {
        certificate(verified.certificate());
        found(
                Step.PINS,
                Outcome.OK,
                verified.pin() + (verified.pinned() ? " is one of the pinned keys" : ", none asked for"),
                verified.pinned()
                        ? null
                        : "To accept no other key, pin it and the one kept in reserve: TlsPolicy.builder().pin(..)"
                                + " (RFC 8600 §8.3.6)");
        revocation(verified.revocation(), verified.doubts());
    }

    private void certificate(X509Certificate certificate) {
        Instant until = certificate.getNotAfter().toInstant();
        boolean soon = until.isBefore(now.plus(EXPIRES_SOON));
        found(
                Step.CERTIFICATE,
                soon ? Outcome.WARNING : Outcome.OK,
                Quoted.of(certificate.getSubjectX500Principal().getName()) + " for " + names(certificate)
                        + ", issued by "
                        + Quoted.of(certificate.getIssuerX500Principal().getName())
                        + ", valid until " + until,
                soon ? "Have it renewed before then: the connection ends with it" : null);
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            List<String> names = alternatives == null
                    ? List.of()
                    : alternatives.stream()
                            .filter(name -> Objects.equals(name.get(0), DNS_NAME))
                            .map(name -> Quoted.of(String.valueOf(name.get(1))))
                            .toList();
            return names.isEmpty() ? "no DNS name" : firstOf(names);
        } catch (CertificateParsingException e) {
            return "names that this Java runtime can't read";
        }
    }

    private void revocation(String known, String doubts) {
        boolean asked = settings.tls().revocation().mode() != RevocationPolicy.Mode.OFF;
        found(
                Step.REVOCATION,
                known.equals("good") ? Outcome.OK : Outcome.WARNING,
                known.equals("unchecked") && !asked
                        ? "unchecked, as the policy says"
                        : doubts.isEmpty() ? known : known + ": " + record.revocationDoubts(),
                known.equals("good")
                        ? null
                        : asked
                                ? "Nobody could say: give a revocation list to crls(..), or let the policy fetch, and have"
                                        + " the authority's responder mended"
                                : "It should be verified (RFC 8600 §8.3.1): TlsPolicy.builder().revocation(..) with"
                                        + " RevocationPolicy.soft() or hard()");
    }

    private void offered(OpeningStep.Offered offered) {
        Optional<OpeningStep.Chosen> chosen = attempt.step(OpeningStep.Chosen.class);
        if (chosen.isEmpty()) {
            return;
        }
        SaslMechanism mechanism = chosen.get().mechanism();
        boolean weak = mechanism == SaslMechanism.PLAIN
                || mechanism == SaslMechanism.SCRAM_SHA_1
                || mechanism == SaslMechanism.SCRAM_SHA_1_PLUS;
        found(
                Step.MECHANISMS,
                weak ? Outcome.WARNING : Outcome.OK,
                mechanism.protocolName() + "; offered are "
                        + listed(offered.mechanisms().stream().map(Quoted::of).toList()) + ", allowed "
                        + listed(settings.authentication().mechanisms().stream()
                                .map(SaslMechanism::protocolName)
                                .toList()),
                weak
                        ? "Enable SCRAM-SHA-256-PLUS or SCRAM-SHA-256 at the controller"
                                + (mechanism == SaslMechanism.PLAIN ? ": PLAIN shows it the password" : "")
                        : null);
        binding(offered, chosen.get());
    }

    private void binding(OpeningStep.Offered offered, OpeningStep.Chosen chosen) {
        String known = "the controller "
                + offered.bindings()
                        .map(types ->
                                "knows " + listed(types.stream().map(Quoted::of).toList()))
                        .orElse("does not say which it knows")
                + ", this platform has " + listed(offered.own());
        if (chosen.binding().isPresent()) {
            found(Step.CHANNEL_BINDING, Outcome.OK, chosen.binding().get() + "; " + known, null);
        } else if (chosen.mechanism() == SaslMechanism.EXTERNAL) {
            found(Step.CHANNEL_BINDING, Outcome.OK, "not needed: the platform's certificate is part of TLS", null);
        } else {
            found(Step.CHANNEL_BINDING, Outcome.WARNING, "not used; " + known, whyUnbound(offered));
        }
    }

    private String whyUnbound(OpeningStep.Offered offered) {
        if (offered.mechanisms().stream().noneMatch(name -> name.endsWith("-PLUS"))) {
            return "The controller offers no -PLUS mechanism on this connection: enable one there";
        }
        if (settings.authentication().mechanisms().stream().noneMatch(SaslMechanism::bindsChannel)) {
            return "The policy allows no -PLUS mechanism: AuthenticationPolicy.standard() does";
        }
        if (offered.own().isEmpty()) {
            return "This Java runtime gives none for the connection: tls-exporter needs Java 24 or later";
        }
        return "There is none that both ends know: Java 24 or later knows tls-exporter, and controllers can be set up"
                + " for tls-server-end-point";
    }

    private void found(Step step, Outcome outcome, String what, @Nullable String advice) {
        findings.put(step, new Finding(step, outcome, what, Optional.empty(), Optional.ofNullable(advice)));
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : names.stream().limit(20).collect(Collectors.joining(", "));
    }

    private static String firstOf(List<String> names) {
        List<String> shown = new ArrayList<>(names.subList(0, Math.min(names.size(), SHOWN)));
        if (names.size() > SHOWN) {
            shown.add((names.size() - SHOWN) + " more");
        }
        return String.join(", ", shown);
    }
}
