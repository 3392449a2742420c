package org.xmppgrid.testkit.conformance;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.xmppgrid.sdk.Gap;
import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.RawPayload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Does not return from its first item before it is released; keeps what it is told in the order of that. */
final class SlowListener extends Inbox<RawPayload> {
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public void onItem(Item<? extends RawPayload> item) {
        busy.countDown();
        awaitLatch(release);
        told.add(item.id());
        super.onItem(item);
    }

    @Override
    public void onGap(Gap gap) {
        super.onGap(gap);
        told.add("gap of " + gap.count().orElse(-1));
    }

    void awaitBusy() {
        awaitLatch(busy);
    }

    void release() {
        release.countDown();
    }

    /** Ids, and {@code gap of n}. */
    List<String> awaitTold(int count) {
        await("for " + count + " calls").atMost(Scene.PATIENCE).untilAsserted(() -> assertThat(told)
                .hasSizeGreaterThanOrEqualTo(count));
        return told;
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            if (!latch.await(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The test did not go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
