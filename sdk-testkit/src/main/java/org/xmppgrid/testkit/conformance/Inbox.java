package org.xmppgrid.testkit.conformance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.TopicListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Keeps what a subscription delivers, for a test to wait for. */
class Inbox<T> implements TopicListener<T> {
    private final List<Item<? extends T>> items = new CopyOnWriteArrayList<>();
    private final List<GridPayloadException> problems = new CopyOnWriteArrayList<>();
    private final List<Item<? extends T>> unreadable = new CopyOnWriteArrayList<>();
    private final List<SubscriptionState> states = new CopyOnWriteArrayList<>();
    private final List<String> retracted = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> configurations = new CopyOnWriteArrayList<>();
    private final List<Optional<String>> deletions = new CopyOnWriteArrayList<>();
    private final AtomicInteger purges = new AtomicInteger();

    private final List<String> story = new CopyOnWriteArrayList<>();
    private final List<Gap> gaps = new CopyOnWriteArrayList<>();
    private final AtomicInteger resumptions = new AtomicInteger();

    @Override
    public void onGap(Gap gap) {
        gaps.add(gap);
        story.add("gap " + gap.cause());
    }

    @Override
    public void onResumed() {
        story.add("resumed");
        resumptions.incrementAndGet();
    }

    @Override
    public void onItem(Item<? extends T> item) {
        story.add(item.id());
        items.add(item);
    }

    @Override
    public void onUnreadable(Item<? extends T> item, GridPayloadException problem) {
        problems.add(problem);
        unreadable.add(item);
    }

    @Override
    public void onRetracted(String itemId) {
        retracted.add(itemId);
    }

    @Override
    public void onPurged() {
        purges.incrementAndGet();
    }

    @Override
    public void onConfigured(Map<String, List<String>> fields) {
        configurations.add(fields);
    }

    @Override
    public void onDeleted(Optional<String> redirect) {
        deletions.add(redirect);
    }

    @Override
    public void onState(SubscriptionState state) {
        story.add(state.toString());
        states.add(state);
    }

    /** All that was told, in its order. */
    List<String> story() {
        return story;
    }

    List<Gap> gaps() {
        return gaps;
    }

    /** Waits until the connection was got back so often. */
    void awaitResumed(int times) {
        await("for the subscription to go on").atMost(Scene.PATIENCE).untilAsserted(() -> assertThat(resumptions)
                .hasValueGreaterThanOrEqualTo(times));
    }

    /** The first items that arrived, once there are as many. */
    List<Item<? extends T>> awaitItems(int count) {
        await("for " + count + " items").atMost(Scene.PATIENCE).untilAsserted(() -> assertThat(items)
                .hasSizeGreaterThanOrEqualTo(count));
        return items.subList(0, count);
    }

    /** The only item that arrived. */
    Item<? extends T> awaitItem() {
        Item<? extends T> first = awaitItems(1).get(0);
        assertThat(items).hasSize(1);
        return first;
    }

    List<String> awaitIds(int count) {
        return awaitItems(count).stream().<String>map(Item::id).toList();
    }

    List<Item<? extends T>> awaitUnreadable(int count) {
        await("for " + count + " unreadable items").atMost(Scene.PATIENCE).untilAsserted(() -> assertThat(unreadable)
                .hasSizeGreaterThanOrEqualTo(count));
        return unreadable;
    }

    void awaitState(SubscriptionState state) {
        await("for the state " + state).atMost(Scene.PATIENCE).untilAsserted(() -> assertThat(states)
                .contains(state));
    }

    void awaitRetracted(String itemId) {
        await("for the retraction").atMost(Scene.PATIENCE).untilAsserted(() -> assertThat(retracted)
                .contains(itemId));
    }

    void awaitPurge() {
        await("for the purge").atMost(Scene.PATIENCE).untilAsserted(() -> assertThat(purges)
                .hasPositiveValue());
    }

    /** What the event of a topic's deletion says of a successor. */
    Optional<String> awaitDeletion() {
        await("for the deletion").atMost(Scene.PATIENCE).untilAsserted(() -> assertThat(deletions)
                .hasSize(1));
        return deletions.get(0);
    }

    List<Map<String, List<String>>> configurations() {
        return configurations;
    }

    List<Item<? extends T>> items() {
        return items;
    }

    List<String> ids() {
        return items.stream().<String>map(Item::id).toList();
    }

    List<GridPayloadException> problems() {
        return problems;
    }

    List<SubscriptionState> states() {
        return states;
    }
}
