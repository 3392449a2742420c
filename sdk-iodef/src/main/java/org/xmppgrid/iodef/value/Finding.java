package org.xmppgrid.iodef.value;

import java.util.Objects;

/**
 * Something about a document that its sender should change, or its receiver should know.
 *
 * <p>A finding names elements, attributes and rules, never content: it may go to a log.
 *
 * @param severity how much it matters
 * @param path where, in the form of an XPath: {@code /IODEF-Document/Incident[1]/@purpose}. Positions count from 1
 *     among siblings of the same name and stand where the class has room for more than one
 * @param rule a stable identifier of the rule, in words joined by hyphens, such as {@code ext-value-missing}
 * @param clause where the rule comes from, such as {@code RFC 7970 §3.2}
 * @param message what is wrong and what to change, as a sentence
 */
public record Finding(Severity severity, String path, String rule, String clause, String message) {
    /**
     * Checks that nothing is missing.
     *
     * @param severity how much it matters
     * @param path where
     * @param rule the identifier of the rule
     * @param clause where the rule comes from
     * @param message what is wrong and what to change
     * @throws NullPointerException if a part is null
     */
    public Finding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(clause, "clause");
        Objects.requireNonNull(message, "message");
    }

    /** How much a finding matters, the gravest first. */
    public enum Severity {
        /** The document breaks the schema or a MUST: others may refuse it. */
        ERROR,
        /** The document breaks a SHOULD, or something in it could be read in two ways. */
        WARNING,
        /** Nothing is wrong, but a reader may want to know. */
        INFO
    }

    /** One line: {@code ERROR /IODEF-Document/…: message (rule, clause)}. */
    @Override
    public String toString() {
        return severity + " " + path + ": " + message + " (" + rule + ", " + clause + ")";
    }
}
