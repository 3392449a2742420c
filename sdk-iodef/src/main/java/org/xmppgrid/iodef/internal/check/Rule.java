package org.xmppgrid.iodef.internal.check;

import org.xmppgrid.iodef.value.Finding;

/**
 * One rule.
 *
 * @param id its name in findings and in docs/validation.md
 * @param severity how much it matters when it is broken
 * @param clause where it comes from; a finding may name a more special one
 */
record Rule(String id, Finding.Severity severity, String clause) {
    static Rule error(String id, String clause) {
        return new Rule(id, Finding.Severity.ERROR, clause);
    }

    static Rule warning(String id, String clause) {
        return new Rule(id, Finding.Severity.WARNING, clause);
    }
}
