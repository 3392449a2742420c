package org.xmppgrid.iodef.internal.codec;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.Finding.Severity;

/** A document that could be read but has errors, where errors are not taken. */
public final class RefusedException extends XMLStreamException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** More would fill a log; all of them are in the findings. */
    private static final int NAMED = 3;

    private final transient @Nullable List<Finding> findings;

    RefusedException(int errors, List<Finding> findings) {
        this(message(errors, findings), findings);
    }

    public RefusedException(String message, List<Finding> findings) {
        super(message);
        this.findings = List.copyOf(findings);
    }

    /** Refuses what has an error among its findings. */
    public static void ifErrors(List<Finding> findings) throws RefusedException {
        int errors = (int) findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .count();
        if (errors > 0) {
            throw new RefusedException(errors, findings);
        }
    }

    private static String message(int errors, List<Finding> findings) {
        String named = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .limit(NAMED)
                .map(finding -> finding.path() + ": " + finding.message())
                .collect(Collectors.joining(" "));
        return "Strict reading refuses the document, which has " + (errors == 1 ? "1 error: " : errors + " errors: ")
                + named + (errors > NAMED ? " And " + (errors - NAMED) + " more." : "")
                + " Have its sender correct it, or read it without strict().";
    }

    /** What was found, also what alone would not have been refused; empty after serialization. */
    public List<Finding> findings() {
        return findings == null ? List.of() : findings;
    }
}
