package org.xmppgrid.iodef.internal.v1;

import java.util.ArrayList;
import java.util.List;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.Finding.Severity;

/** What an upgrade has to say. Paths are those of the version 1 document; content is never quoted. */
final class UpgradeFindings {
    /** A hostile document could fill the memory with findings; beyond this they are counted. */
    static final int MAX_FINDINGS = 1_000;

    private static final String INCOMPATIBILITIES = "RFC 7970 §4.4";

    private final List<Finding> findings = new ArrayList<>();
    private int more;

    /** The rules, each with how much it matters and where it comes from unless a call knows better. */
    enum Rule {
        /** The version number itself. */
        VERSION("v1-version", Severity.INFO),
        /** An attribute that says something about version 1 only. */
        DROPPED_ATTRIBUTE("v1-dropped-attribute", Severity.INFO),
        /** Comments and processing instructions. */
        DROPPED_COMMENT("v1-dropped-comment", Severity.INFO),
        /** A default of the version 1 schema that is not written out. */
        DROPPED_DEFAULT("v1-dropped-default", Severity.INFO),
        /** A token that version 2 lacks or words differently. */
        RENAMED_TOKEN("v1-renamed-token", Severity.WARNING),
        /** Content that has another place in version 2, with its meaning. */
        MOVED("v1-moved", Severity.INFO),
        /** What version 2 asks for and version 1 does not say. */
        ASSUMED("v1-assumed", Severity.WARNING),
        /** What version 2 asks for and could not be assumed. */
        MISSING("v1-missing", Severity.ERROR),
        /** What has no place in version 2: kept as AdditionalData. */
        KEPT("v1-kept-as-additional-data", Severity.WARNING),
        /** What version 2 reads in another way. */
        CHANGED_MEANING("v1-changed-meaning", Severity.WARNING),
        /** Version 1 inside foreign XML, which is not ours to change. */
        LEFT_AS_IS("v1-left-as-is", Severity.INFO);

        private final String id;
        private final Severity severity;

        Rule(String id, Severity severity) {
            this.id = id;
            this.severity = severity;
        }
    }

    void add(Rule rule, PartPath path, String message) {
        add(rule, path, INCOMPATIBILITIES, message);
    }

    void add(Rule rule, PartPath path, String clause, String message) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(new Finding(rule.severity, path.toString(), rule.id, clause, message));
        } else {
            more++;
        }
    }

    List<Finding> all() {
        if (more > 0) {
            findings.add(new Finding(
                    Severity.WARNING,
                    PartPath.root().toString(),
                    "v1-more",
                    INCOMPATIBILITIES,
                    "There are " + more + " more findings, which are not listed."));
            more = 0;
        }
        return List.copyOf(findings);
    }
}
