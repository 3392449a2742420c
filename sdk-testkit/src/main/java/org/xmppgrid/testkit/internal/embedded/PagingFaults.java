package org.xmppgrid.testkit.internal.embedded;

import java.util.List;
import java.util.Optional;

/** What can be wrong with the pages of a topic's items. */
public enum PagingFaults {
    /** Nothing. */
    NONE,
    /** Every page is the first one. */
    REPEATED,
    /** Behind the first page there is nothing, whatever the count says. */
    TRUNCATED,
    /** Pages are cut as asked, and nothing says that they are. */
    UNMARKED;

    ResultPage<Item> apply(List<Item> all, Xml pubsub, ResultPage.Rules<Item> rules) {
        Optional<Xml> set = pubsub.child(Ns.RSM, "set");
        if (this == NONE || set.isEmpty()) {
            return ResultPage.of(all, pubsub, rules, false);
        }
        boolean goesOn = set.get().child(Ns.RSM, "after").isPresent()
                || set.get()
                        .child(Ns.RSM, "before")
                        .map(before -> !before.text().isEmpty())
                        .orElse(false);
        ResultPage<Item> page =
                ResultPage.of(all, this == REPEATED && goesOn ? first(set.get()) : pubsub, rules, false);
        return switch (this) {
            case TRUNCATED -> goesOn ? new ResultPage<>(List.of(), Optional.of(counted(all))) : page;
            case UNMARKED -> new ResultPage<>(page.entries(), Optional.empty());
            default -> page;
        };
    }

    /** The same request without the place to go on from. */
    private static Xml first(Xml set) {
        Xml.Builder asked = Xml.element(Ns.RSM, "set");
        set.child(Ns.RSM, "max").ifPresent(asked::child);
        if (set.child(Ns.RSM, "before").isPresent()) {
            asked.child(Xml.element(Ns.RSM, "before"));
        }
        return Xml.element(Ns.PUBSUB, "pubsub").child(asked).build();
    }

    private static Xml counted(List<Item> all) {
        return Xml.element(Ns.RSM, "set")
                .child(Xml.element(Ns.RSM, "count").text(Integer.toString(all.size())))
                .build();
    }
}
