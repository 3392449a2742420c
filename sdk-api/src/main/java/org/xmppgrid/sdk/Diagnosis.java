package org.xmppgrid.sdk;

import java.util.List;
import java.util.Optional;

/**
 * What {@link Grid#doctor} found, step by step in the order of a connection. Printed, it is a table. It holds no
 * password, key or payload.
 *
 * @param account the account that it was made for
 * @param findings what was found; steps that could not be reached are {@link Outcome#NOT_REACHED}
 */
public record Diagnosis(GridAddress account, List<Finding> findings) {

    /** A step of a connection. */
    public enum Step {
        /** Looking up where the controller is. */
        DNS("name"),
        /** Reaching it. */
        TCP("connection"),
        /** Beginning TLS: offered, version, cipher suite. */
        TLS("TLS"),
        /** The controller's certificate: chain, name, time. */
        CERTIFICATE("certificate"),
        /** The pin of its key. */
        PINS("pins"),
        /** Whether it was revoked. */
        REVOCATION("revocation"),
        /** The SASL mechanisms that are offered and allowed. */
        MECHANISMS("mechanisms"),
        /** The channel bindings that both ends know. */
        CHANNEL_BINDING("channel binding"),
        /** Authenticating and binding a resource. */
        LOGIN("login"),
        /** Finding the broker. */
        BROKER("broker"),
        /** What the broker can do (XEP-0060 §10). */
        FEATURES("features"),
        /** How much the controller and broker accept, and this platform. */
        LIMITS("limits");

        private final String title;

        Step(String title) {
            this.title = title;
        }

        /**
         * The step's name for people.
         *
         * @return a word or two
         */
        public String title() {
            return title;
        }
    }

    /** How a step went. */
    public enum Outcome {
        /** As it should be. */
        OK("ok"),
        /** It works and could be better. */
        WARNING("look"),
        /** It stands in the way. */
        FAILED("FAILED"),
        /** A step before it failed, or nothing asked for it. */
        NOT_REACHED("-");

        private final String sign;

        Outcome(String sign) {
            this.sign = sign;
        }
    }

    /**
     * What was found at one step.
     *
     * @param step the step
     * @param outcome how it went
     * @param found what was found, in a line
     * @param reason the reason of a failure
     * @param advice what to do about it
     */
    public record Finding(Step step, Outcome outcome, String found, Optional<Reason> reason, Optional<String> advice) {}

    /**
     * Copies the list.
     *
     * @param account the account
     * @param findings what was found
     */
    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /**
     * Whether nothing stands in the way of working with the grid.
     *
     * @return true if no step failed
     */
    public boolean isHealthy() {
        return findings.stream().noneMatch(finding -> finding.outcome() == Outcome.FAILED);
    }

    /**
     * What was found at a step.
     *
     * @param step the step
     * @return the finding
     */
    public Optional<Finding> at(Step step) {
        return findings.stream().filter(finding -> finding.step() == step).findFirst();
    }

    /**
     * A table with a line for each step, and the advice below it. Characters that a terminal would act on are written as
     * their numbers: what was found is in the words of others.
     */
    @Override
    public String toString() {
        StringBuilder table =
                new StringBuilder("Connecting as ").append(account).append('\n');
        int width = findings.stream()
                .mapToInt(finding -> finding.step().title().length())
                .max()
                .orElse(0);
        for (Finding finding : findings) {
            table.append(String.format(
                    "  %-" + Math.max(width, 1) + "s  %-6s  %s\n",
                    finding.step().title(),
                    finding.outcome().sign,
                    Printable.of(finding.found())));
            finding.advice()
                    .ifPresent(advice -> table.append(String.format(
                            "  %-" + Math.max(width, 1) + "s  %-6s  -> %s\n", "", "", Printable.of(advice))));
        }
        return table.append(isHealthy() ? "Nothing stands in the way." : "It can't work like this.")
                .toString();
    }
}
