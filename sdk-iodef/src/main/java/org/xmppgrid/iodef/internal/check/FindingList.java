package org.xmppgrid.iodef.internal.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xmppgrid.iodef.value.Finding;

/** Findings in the order of the document; the first of them, and how many more there were. */
final class FindingList {
    /** A hostile document could fill the memory with findings; beyond this they are counted. */
    static final int MAX_FINDINGS = 1_000;

    static final Rule MORE = new Rule("more-findings", Finding.Severity.INFO, "this library");

    private final List<Placed> found = new ArrayList<>(0);
    private int more;
    private Finding.Severity gravestMore = Finding.Severity.INFO;

    /** A finding and the number of the element in document order that it is about. */
    private record Placed(int ordinal, Finding finding) {}

    void add(int ordinal, Finding finding) {
        if (found.size() < MAX_FINDINGS) {
            found.add(new Placed(ordinal, finding));
        } else {
            countMore(1, finding.severity());
        }
    }

    private void countMore(int count, Finding.Severity severity) {
        more += count;
        if (severity.compareTo(gravestMore) < 0) {
            gravestMore = severity;
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    void addAll(FindingList others) {
        others.found.forEach(placed -> add(placed.ordinal, placed.finding));
        countMore(others.more, others.gravestMore);
    }

    /** In document order, each once, the last one telling how many are not among them. */
    List<Finding> inOrder() {
        Set<Finding> seen = new HashSet<>();
        List<Finding> findings = new ArrayList<>();
        found.stream()
                .sorted(Comparator.comparingInt(Placed::ordinal))
                .map(Placed::finding)
                .filter(seen::add)
                .forEach(findings::add);
        if (more > 0) {
            findings.add(new Finding(
                    gravestMore,
                    "/IODEF-Document",
                    MORE.id(),
                    MORE.clause(),
                    "There are at least " + more + " more findings; correct these and check again."));
        }
        return List.copyOf(findings);
    }
}
