package org.xmppgrid.iodef.internal.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.iodef.value.Finding.Severity;

/**
 * What was odd about a document, in document order. Names and places only, never content. A hostile document could fill
 * the memory with findings, so that only some are kept: errors before all others.
 */
final class ReadReport {
    static final int MAX_FINDINGS = 100;

    private static final int MAX_NAME = 80;
    private static final String ROOT = "/IODEF-Document";

    private final List<Entry> entries = new ArrayList<>(0);
    private int kept;
    private int count;
    private int lost;

    /** A finding, and the words of the log for it. */
    private record Entry(Finding finding, String words) {}

    /** Whether the next finding of a severity would be kept, so that its path is worth making. */
    boolean wants(Severity severity) {
        return entries.size() < MAX_FINDINGS || severity == Severity.ERROR && kept < MAX_FINDINGS;
    }

    /** Adds what the reading found; the path is asked for only if the finding is kept. */
    void add(ReadRule rule, String name, Place place) {
        if (rule.severity() == Severity.ERROR) {
            lost++;
        }
        count++;
        if (wants(rule.severity())) {
            String shown = shortened(name);
            keep(new Entry(
                    new Finding(rule.severity(), place.path(), rule.id(), rule.clause(), rule.message(shown)),
                    rule.words() + ' ' + shown));
        }
    }

    /** A name that is short enough for a message. */
    static String shortened(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
    }

    private void keep(Entry entry) {
        if (entries.size() == MAX_FINDINGS) {
            int last = entries.size() - 1;
            while (entries.get(last).finding.severity() == Severity.ERROR) {
                last--;
            }
            entries.remove(last);
        }
        entries.add(entry);
        if (entry.finding.severity() == Severity.ERROR) {
            kept++;
        }
    }

    /** How many things were not kept in the document. */
    int lost() {
        return lost;
    }

    /** How many findings there were in all. */
    int count() {
        return count;
    }

    /** The findings, and how many more there were. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(count == 0 ? 0 : entries.size() + 1);
        for (Entry entry : entries) {
            findings.add(entry.finding);
        }
        if (count > findings.size()) {
            ReadRule more = ReadRule.MORE_FINDINGS;
            findings.add(new Finding(
                    more.severity(),
                    ROOT,
                    more.id(),
                    more.clause(),
                    more.message(Integer.toString(count - findings.size()))));
        }
        return findings;
    }

    /** One line for the log: what was not kept, each kind and name with how often it occurred. */
    String summary() {
        Map<String, Long> counts = entries.stream()
                .filter(entry -> entry.finding.severity() == Severity.ERROR)
                .collect(Collectors.groupingBy(Entry::words, TreeMap::new, Collectors.counting()));
        String known = counts.entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue() > 1 ? " (" + entry.getValue() + " times)" : ""))
                .collect(Collectors.joining(", "));
        int more = lost - kept;
        return more == 0 ? known : known + ", and " + more + " more";
    }

    /** Where something stands. */
    @FunctionalInterface
    interface Place {
        String path();
    }
}
