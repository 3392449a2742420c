package org.xmppgrid.smack.internal.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the options of a subscription that a broker took without a word and dropped, as Prosody does with most. */
final class DroppedOptions {
    /** A broker may grant less time than was asked for (XEP-0060 §12.18). */
    private static final Set<String> NEGOTIABLE = Set.of(Subscriptions.EXPIRE);

    private DroppedOptions() {}

    /** The names of the fields that were asked for and are not what the broker has. */
    static Set<String> of(Map<String, List<String>> asked, Map<String, List<String>> present) {
        Set<String> dropped = new TreeSet<>();
        asked.forEach((name, values) -> {
            List<String> kept = present.getOrDefault(name, List.of());
            boolean same = NEGOTIABLE.contains(name)
                    ? !kept.isEmpty()
                    : canonical(kept).equals(canonical(values));
            if (!same) {
                dropped.add(name);
            }
        });
        return dropped;
    }

    /** XEP-0004 §3.3: a boolean is written in two ways; several values have no order. */
    private static Set<String> canonical(List<String> values) {
        Set<String> canonical = new TreeSet<>();
        for (String value : values) {
            canonical.add(
                    switch (value) {
                        case "true" -> "1";
                        case "false" -> "0";
                        default -> value;
                    });
        }
        return canonical;
    }
}
