package org.xmppgrid.sdk;

import java.util.Optional;

/** Listens on behalf of those who ask for items rather than listen: all items are one to them, and an end is an end. */
abstract class PulledItems<T> implements TopicListener<T> {

    /** An item, readable or not. */
    abstract void arrived(Item<T> item);

    /** No more items can arrive. */
    abstract void ended(SubscriptionState state);

    @Override
    public abstract void onGap(Gap gap);

    @Override
    public final void onItem(Item<? extends T> item) {
        arrived(same(item));
    }

    @Override
    public final void onUnreadable(Item<? extends T> item, GridPayloadException problem) {
        arrived(same(item));
    }

    @Override
    public final void onState(SubscriptionState state) {
        if (state.isEnded()) {
            ended(state);
        }
    }

    /** What to throw for the state that a subscription ended in; nothing if that is how it should end. */
    static Optional<GridException> failure(String topic, SubscriptionState end) {
        return switch (end) {
            case DENIED ->
                Optional.of(new GridRequestException(
                        Reason.FORBIDDEN,
                        "The owner of '" + topic + "' denied the subscription; ask him, then subscribe again",
                        null,
                        null));
            case CANCELLED ->
                Optional.of(new GridRequestException(
                        Reason.NOT_SUBSCRIBED,
                        "The owner or broker of '" + topic + "' ended the subscription; subscribe again if you may",
                        null,
                        null));
            case DISCONNECTED ->
                Optional.of(new GridConnectionException(
                        Reason.CONNECTION_LOST,
                        "The connection that '" + topic + "' was received over is lost for good; connect again, and"
                                + " subscribe",
                        null,
                        null));
            default -> Optional.empty();
        };
    }

    /** An item only gives payloads away, so that one of a narrower type is one of this. */
    @SuppressWarnings("unchecked")
    private static <T> Item<T> same(Item<? extends T> item) {
        return (Item<T>) item;
    }
}
