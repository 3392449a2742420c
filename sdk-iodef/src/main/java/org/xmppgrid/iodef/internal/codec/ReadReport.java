package org.xmppgrid.iodef.internal.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a document had that the model could not keep. Names and places only, never content. */
final class ReadReport {
    /** A hostile document could fill the memory with findings; beyond this they are counted. */
    private static final int MAX_FINDINGS = 100;

    private static final int MAX_NAME = 80;

    private final List<Finding> findings = new ArrayList<>(0);
    private int count;

    /** What kind of thing was not kept. */
    enum Kind {
        UNKNOWN_ELEMENT("unknown element"),
        UNKNOWN_ATTRIBUTE("unknown attribute"),
        REPEATED_ELEMENT("repeated element"),
        STRAY_TEXT("text between the elements of"),
        UNREADABLE("unreadable content of");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /**
     * One thing that was not kept.
     *
     * @param name the element or attribute
     * @param path the element it stood in
     */
    record Finding(Kind kind, String name, String path) {}

    void add(Kind kind, String name, String path) {
        count++;
        if (findings.size() < MAX_FINDINGS) {
            findings.add(new Finding(kind, name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…", path));
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** How many things were not kept. */
    int count() {
        return count;
    }

    /** The first of them, in document order. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** One line for the log: each kind and name with how often it occurred. */
    String summary() {
        Map<String, Long> counts = findings.stream()
                .collect(Collectors.groupingBy(
                        finding -> finding.kind.words + ' ' + finding.name, TreeMap::new, Collectors.counting()));
        String known = counts.entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue() > 1 ? " (" + entry.getValue() + " times)" : ""))
                .collect(Collectors.joining(", "));
        int more = count - findings.size();
        return more == 0 ? known : known + ", and " + more + " more";
    }
}
