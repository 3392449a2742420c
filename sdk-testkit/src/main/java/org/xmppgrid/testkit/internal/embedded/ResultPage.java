package org.xmppgrid.testkit.internal.embedded;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list (XEP-0059).
 *
 * @param entries what is on the page
 * @param set the element that says which page it is, if one was asked for or the list was cut
 */
record ResultPage<T>(List<T> entries, Optional<Xml> set) {

    /** What a page must not be larger than, and how an entry is named and found again. */
    record Rules<T>(int pageLimit, Function<T, String> cursor, ToIntFunction<String> position) {}

    /**
     * Cuts a page.
     *
     * @param all the whole list
     * @param parent the element in which the request's {@code set} would be
     * @param cutUnasked whether a list longer than a page is cut when no page was asked for
     */
    static <T> ResultPage<T> of(List<T> all, Xml parent, Rules<T> rules, boolean cutUnasked) {
        Optional<Xml> asked = parent.child(Ns.RSM, "set");
        if (asked.isEmpty() && (!cutUnasked || all.size() <= rules.pageLimit())) {
            return new ResultPage<>(all, Optional.empty());
        }
        String after = asked.map(set -> text(set, "after")).orElse(null);
        String before = asked.map(set -> text(set, "before")).orElse(null);
        String max = asked.map(set -> text(set, "max")).orElse(null);
        if (asked.isPresent() && text(asked.get(), "index") != null) {
            // XEP-0059 §2.6: jumping by number is for those who support it.
            throw StanzaError.of("feature-not-implemented").refused();
        }
        int size = Math.min(rules.pageLimit(), max == null ? Integer.MAX_VALUE : number(max));
        int from;
        int to;
        if (before != null) {
            to = before.isEmpty() ? all.size() : find(before, rules);
            from = Math.max(0, to - size);
        } else {
            from = after == null || after.isEmpty() ? 0 : find(after, rules) + 1;
            to = Math.min(all.size(), from + size);
        }
        List<T> page = all.subList(from, to);
        Xml.Builder set = Xml.element(Ns.RSM, "set");
        if (!page.isEmpty()) {
            set.child(Xml.element(Ns.RSM, "first")
                    .attribute("index", from)
                    .text(rules.cursor().apply(page.get(0))));
            set.child(Xml.element(Ns.RSM, "last").text(rules.cursor().apply(page.get(page.size() - 1))));
        }
        set.child(Xml.element(Ns.RSM, "count").text(Integer.toString(all.size())));
        return new ResultPage<>(page, Optional.of(set.build()));
    }

    private static @Nullable String text(Xml set, String name) {
        return set.child(Ns.RSM, name).map(Xml::text).orElse(null);
    }

    /** XEP-0059 §2.5: the place of an entry that is gone is not known here. */
    private static <T> int find(String cursor, Rules<T> rules) {
        int position = rules.position().applyAsInt(cursor);
        if (position < 0) {
            throw StanzaError.of("item-not-found").refused();
        }
        return position;
    }

    private static int number(String text) {
        if (!text.trim().matches("\\d{1,9}")) {
            throw StanzaError.of("bad-request").refused();
        }
        return Integer.parseInt(text.trim());
    }
}
