package org.xmppgrid.testkit.internal.embedded;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What was published to a topic, asked for by time (XEP-0313 with XEP-0442): also what was withdrawn or replaced since. */
final class ArchiveRequests {
    private static final Comparator<Item> BY_SEQUENCE = Comparator.comparingLong(Item::sequence);

    private final Settings settings;
    private final Topics topics;
    private final Router router;
    private final Supplier<String> ids;

    ArchiveRequests(Settings settings, Topics topics, Router router, Supplier<String> ids) {
        this.settings = settings;
        this.topics = topics;
        this.router = router;
        this.ids = ids;
    }

    /** Sends the results, and gives back what follows them (XEP-0313 §4.1). */
    Xml query(Jid from, Xml query) {
        Node node = topics.get(Requests.node(query));
        Requests.requireReader(node, from);
        Optional<DataForm> form = DataForm.in(query);
        Optional<Instant> start = time(form, "start");
        Optional<Instant> end = time(form, "end");
        List<Item> found = node.archive().stream()
                .filter(item ->
                        start.map(begin -> !item.published().isBefore(begin)).orElse(true))
                .filter(item -> end.map(last -> !item.published().isAfter(last)).orElse(true))
                .sorted(BY_SEQUENCE)
                .toList();
        ResultPage<Item> page = ResultPage.of(
                found,
                query,
                new ResultPage.Rules<>(
                        settings.pageLimit(),
                        item -> Long.toString(item.sequence()),
                        cursor -> position(found, cursor)),
                true);
        String queryId = query.attribute("queryid", "");
        page.entries().forEach(item -> send(from, node, item, queryId));
        boolean backwards = query.child(Ns.RSM, "set")
                .flatMap(set -> set.child(Ns.RSM, "before"))
                .isPresent();
        Xml.Builder fin = Xml.element(Ns.ARCHIVE, "fin");
        if (page.entries().isEmpty() || isAtTheEnd(found, page.entries(), backwards)) {
            fin.attribute("complete", "true");
        }
        fin.child(page.set().orElseGet(() -> Xml.element(Ns.RSM, "set")
                .child(Xml.element(Ns.RSM, "count").text(Integer.toString(found.size())))
                .build()));
        return fin.build();
    }

    private static boolean isAtTheEnd(List<Item> all, List<Item> page, boolean backwards) {
        return backwards ? page.get(0) == all.get(0) : page.get(page.size() - 1) == all.get(all.size() - 1);
    }

    private void send(Jid to, Node node, Item item, String queryId) {
        Xml delay = Xml.element(Ns.DELAY, "delay")
                .attribute("stamp", item.published().truncatedTo(ChronoUnit.MILLIS))
                .build();
        Xml forwarded = Xml.element(Ns.FORWARD, "forwarded")
                .child(delay)
                .child(Xml.element(Ns.CLIENT, "message").raw(Notifier.items(node, List.of(item))))
                .build();
        Xml message = Xml.element(Ns.CLIENT, "message")
                .attribute("from", settings.broker())
                .attribute("to", to)
                .attribute("id", ids.get())
                .child(Xml.element(Ns.ARCHIVE, "result")
                        .attribute("queryid", queryId)
                        .attribute("id", Long.toString(item.sequence()))
                        .child(forwarded))
                .build();
        router.message(to, "normal", message.toString());
    }

    private static int position(List<Item> all, String cursor) {
        for (int i = 0; i < all.size(); i++) {
            if (Long.toString(all.get(i).sequence()).equals(cursor)) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<Instant> time(Optional<DataForm> form, String field) {
        return form.flatMap(filled -> filled.first(field)).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException notATime) {
                throw StanzaError.of("bad-request").refused();
            }
        });
    }
}
