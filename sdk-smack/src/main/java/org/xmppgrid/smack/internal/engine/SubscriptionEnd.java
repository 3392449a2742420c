package org.xmppgrid.smack.internal.engine;

import java.util.Optional;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SubscriptionState;

/** Why a durable consumer gets nothing more, for whoever has no listener of its subscription. */
final class SubscriptionEnd {
    private SubscriptionEnd() {}

    /** Empty where nothing ended, or this program ended it. */
    static Optional<GridException> of(String topic, SubscriptionState state) {
        return switch (state) {
            case DENIED -> refused(Reason.FORBIDDEN, "The owner of '" + topic + "' denied the subscription");
            case CANCELLED ->
                refused(Reason.NOT_SUBSCRIBED, "The owner or broker of '" + topic + "' ended the subscription");
            case TOPIC_DELETED -> refused(Reason.TOPIC_NOT_FOUND, "The topic '" + topic + "' was deleted");
            case DISCONNECTED ->
                Optional.of(new GridConnectionException(
                        Reason.CONNECTION_LOST,
                        "The connection that '" + topic
                                + "' was received over is lost for good; connect again, and open"
                                + " the consumer again",
                        null,
                        null));
            default -> Optional.empty();
        };
    }

    private static Optional<GridException> refused(Reason reason, String what) {
        return Optional.of(new GridRequestException(
                reason, what + "; close the consumer, and open it again when that has changed", null, null));
    }
}
