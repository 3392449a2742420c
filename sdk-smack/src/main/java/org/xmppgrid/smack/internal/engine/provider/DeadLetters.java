package org.xmppgrid.smack.internal.engine.provider;

import java.util.List;
import java.util.stream.Stream;
import org.xmppgrid.sdk.ProviderDeadLetter;
import org.xmppgrid.smack.internal.store.SpoolDeadLetter;
import org.xmppgrid.smack.internal.store.Spooled;

/** The dead letters of a spool as users see them. */
final class DeadLetters {
    private static final int PAGE = 64;

    private DeadLetters() {}

    /** All of them, read page by page. */
    static Stream<ProviderDeadLetter> of(Spool spool) {
        return Stream.iterate(
                        spool.deadLetters(0, PAGE),
                        page -> !page.isEmpty(),
                        page -> spool.deadLetters(last(page), PAGE))
                .flatMap(List::stream)
                .map(DeadLetters::shown);
    }

    static ProviderDeadLetter shown(SpoolDeadLetter letter) {
        Spooled item = letter.item();
        return new ProviderDeadLetter(
                item.sequence(),
                item.topic(),
                item.itemId(),
                item.created(),
                item.payload(),
                letter.reason(),
                letter.why(),
                letter.attempts(),
                letter.since());
    }

    static SpoolDeadLetter kept(ProviderDeadLetter letter) {
        return new SpoolDeadLetter(
                new Spooled(letter.place(), letter.topic(), letter.itemId(), letter.created(), letter.payload()),
                letter.reason(),
                letter.why(),
                letter.attempts(),
                letter.since());
    }

    private static long last(List<SpoolDeadLetter> page) {
        return page.get(page.size() - 1).item().sequence();
    }
}
