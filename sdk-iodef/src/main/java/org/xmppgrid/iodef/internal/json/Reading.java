package org.xmppgrid.iodef.internal.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.xml.ReadLimits;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.Finding.Severity;

/** What is known while JSON becomes a document: where it is, how deep, in which language, and what was odd so far. */
final class Reading {
    static final String NOT_KEPT = "json-not-kept";
    static final String TYPE = "json-type";

    /** A hostile text could fill the memory with findings; beyond this they are counted. */
    private static final int MAX_FINDINGS = 1000;

    final Trail trail = new Trail();
    private final List<Finding> findings = new ArrayList<>(0);
    private int count;
    private int depth;
    private @Nullable String language;

    @Nullable
    String language() {
        return language;
    }

    /** @return the language to go back to */
    @Nullable
    String speak(@Nullable String tag) {
        String before = language;
        language = tag;
        return before;
    }

    void descend(int elements) {
        depth += elements;
        if (depth > ReadLimits.MAX_DEPTH) {
            throw JsonFailure.of(
                    "The JSON text has parts nested more than " + ReadLimits.MAX_DEPTH + " deep",
                    trail.toString(),
                    "Ask its sender to flatten the report.",
                    null);
        }
    }

    void ascend(int elements) {
        depth -= elements;
    }

    /** What stands here has no place in the model and is left out. */
    void notKept(String message) {
        report(Severity.ERROR, NOT_KEPT, message);
    }

    /** What stands here is of another JSON type than RFC 8727 asks for, and kept all the same. */
    void oddType(String message) {
        report(Severity.WARNING, TYPE, message);
    }

    void report(Severity severity, String rule, String message) {
        count++;
        if (findings.size() < MAX_FINDINGS) {
            findings.add(new Finding(severity, trail.toString(), rule, "RFC 8727 §6", message));
        }
    }

    List<Finding> findings() {
        if (count > findings.size()) {
            findings.add(new Finding(
                    Severity.ERROR,
                    "/",
                    NOT_KEPT,
                    "RFC 8727 §6",
                    (count - MAX_FINDINGS) + " more findings are not listed; mend the first ones and read again."));
            count = findings.size();
        }
        return List.copyOf(findings);
    }
}
