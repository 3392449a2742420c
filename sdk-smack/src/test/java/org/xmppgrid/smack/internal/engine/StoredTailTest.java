package org.xmppgrid.smack.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.xmpp.PageRequest;
import org.xmppgrid.smack.internal.xmpp.StoredPage;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.StoredItem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StoredTailTest {

    /** A broker with items of the ids 0, 1, 2 and so on. */
    private static class Kept implements PagedItems.Source {
        private final List<StoredItem> items = new ArrayList<>();
        private final List<PageRequest> requests = new ArrayList<>();
        private boolean pages = true;

        Kept(int count, int chars) {
            IntStream.range(0, count).forEach(number -> add(number, chars));
        }

        final void add(int number, int chars) {
            items.add(new StoredItem(
                    Integer.toString(number),
                    Optional.empty(),
                    Optional.empty(),
                    new RawPayload("", "a", "x".repeat(chars))));
        }

        @Override
        public StoredPage page(PageRequest request) {
            requests.add(request);
            if (!pages) {
                return all();
            }
            int end = request.cursor().map(this::at).orElse(items.size());
            int begin = Math.max(0, end - request.size());
            List<StoredItem> page = items.subList(begin, end);
            return new StoredPage(
                    List.copyOf(page),
                    page.isEmpty() ? Optional.empty() : Optional.of(page.get(0).id()),
                    Optional.empty(),
                    OptionalInt.of(items.size()),
                    true,
                    false);
        }

        private int at(String cursor) {
            return IntStream.range(0, items.size())
                    .filter(place -> items.get(place).id().equals(cursor))
                    .findFirst()
                    .orElseThrow(() -> new GridRequestException(Reason.TOPIC_NOT_FOUND, "gone", null, null));
        }

        @Override
        public StoredPage all() {
            return new StoredPage(
                    List.copyOf(items), Optional.empty(), Optional.empty(), OptionalInt.empty(), false, false);
        }

        @Override
        public boolean repeats() {
            return false;
        }

        @Override
        public String what() {
            return "a list";
        }
    }

    @Test
    void forward_whenEnoughWasSeen_thenFromThereOnInOrderAndAskedForOnce() {
        Kept kept = new Kept(100, 10);
        StoredTail tail = new StoredTail(kept, 10, false);
        tail.back(page -> page.get(0).id().equals("70"));

        assertThat(tail.isComplete()).isFalse();
        assertThat(forward(tail)).isEqualTo(ids(70, 100));
        assertThat(kept.requests).hasSize(3);
    }

    @Test
    void forward_whenThePagesAreTooManyToKeep_thenTheyAreAskedForAgain() {
        Kept kept = new Kept(100, 100_000);
        StoredTail tail = new StoredTail(kept, 10, false);
        tail.back(page -> false);

        assertThat(tail.isComplete()).isTrue();
        assertThat(tail.seen()).isEqualTo(100);
        assertThat(forward(tail)).isEqualTo(ids(0, 100));
        assertThat(kept.requests).hasSizeGreaterThan(10);
    }

    @Test
    void forward_whenItemsArePublishedMeanwhile_thenNoneIsLeftOut() {
        Kept kept = new Kept(60, 100_000);
        StoredTail tail = new StoredTail(kept, 10, false);
        tail.back(page -> false);
        IntStream.range(60, 90).forEach(number -> kept.add(number, 10));

        assertThat(forward(tail)).isEqualTo(ids(0, 60));
    }

    @Test
    void back_whenTheBrokerDoesNotPage_thenAllAtOnce() {
        Kept kept = new Kept(35, 10);
        kept.pages = false;
        StoredTail tail = new StoredTail(kept, 10, false);
        tail.back(page -> false);

        assertThat(tail.isComplete()).isTrue();
        assertThat(forward(tail)).isEqualTo(ids(0, 35));
        assertThat(kept.requests).hasSize(1);
    }

    @Test
    void back_whenPagesAreSmall_thenTheNextAreLargerWithinBoundsAndNoneIsLeftOut() {
        Kept kept = new Kept(3_000, 10);
        StoredTail tail = new StoredTail(kept, 50, true);
        tail.back(page -> false);

        assertThat(forward(tail)).isEqualTo(ids(0, 3_000));
        assertThat(kept.requests).extracting(PageRequest::size).startsWith(50, 100, 200, 400, 500, 500);
        assertThat(kept.requests).extracting(PageRequest::size).allMatch(size -> size <= 500);
    }

    @Test
    void back_whenItemsAreLarge_thenPagesDoNotGrow() {
        Kept kept = new Kept(200, 10_000);
        StoredTail tail = new StoredTail(kept, 50, true);
        tail.back(page -> false);

        assertThat(kept.requests).extracting(PageRequest::size).containsOnly(50);
    }

    @Test
    void take_whenTheNewestAreEnough_thenTheyAreTheTailAndNothingIsAskedFor() {
        Kept kept = new Kept(35, 10);
        StoredTail tail = new StoredTail(kept, 10, false);
        StoredPage newest = new StoredPage(
                kept.items.subList(30, 35), Optional.empty(), Optional.empty(), OptionalInt.empty(), false, false);

        assertThat(tail.take(newest, page -> false)).isFalse();
        assertThat(tail.take(newest, page -> true)).isTrue();

        assertThat(tail.isComplete()).isFalse();
        assertThat(tail.seen()).isEqualTo(5);
        assertThat(forward(tail)).isEqualTo(ids(30, 35));
        assertThat(kept.requests).isEmpty();
    }

    @Test
    void back_whenTheItemBeforeWhichToGoOnIsGone_thenTheListChanged() {
        Kept kept = new Kept(30, 10);
        StoredTail tail = new StoredTail(kept, 10, false);

        assertThatExceptionOfType(GridRequestException.class)
                .isThrownBy(() -> tail.back(page -> {
                    kept.items.remove(kept.items.size() - 10);
                    return false;
                }))
                .extracting(GridRequestException::reason)
                .isEqualTo(Reason.LISTING_CHANGED);
    }

    @Test
    void back_whenTheBrokerSendsTheSamePageAgain_thenRefused() {
        Kept broken = new Kept(30, 10) {
            @Override
            public StoredPage page(PageRequest request) {
                return new StoredPage(
                        super.page(new PageRequest(10, true, Optional.empty())).items(),
                        Optional.of("x" + request.cursor().orElse("")),
                        Optional.empty(),
                        OptionalInt.empty(),
                        true,
                        false);
            }
        };

        assertThatExceptionOfType(GridRequestException.class)
                .isThrownBy(() -> new StoredTail(broken, 10, false).back(page -> false))
                .extracting(GridRequestException::reason)
                .isEqualTo(Reason.PROTOCOL_VIOLATION);
    }

    private static List<String> forward(StoredTail tail) {
        List<String> ids = new ArrayList<>();
        tail.forward(page -> page.forEach(item -> ids.add(item.id())));
        return ids;
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }
}
