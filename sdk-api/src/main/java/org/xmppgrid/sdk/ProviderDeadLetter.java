package org.xmppgrid.sdk;

import java.time.Instant;

/**
 * A report that a durable provider will not publish unless somebody asks for it: {@link Provider#retry}.
 *
 * @param place tells it from the other dead letters of the spool; later reports have larger numbers
 * @param topic the topic it is for
 * @param itemId the item id under which it was or would have been published
 * @param created when it was given to the provider
 * @param payload the payload as XML in UTF-8; empty for an item without one. Nobody changes the array
 * @param reason why, for programs: {@link Reason#REPORT_EXPIRED} or what the broker refused it with
 * @param why why, for people
 * @param attempts how often it was published since the provider was opened; 0 if it waited for too long
 * @param since when it was given up
 */
public record ProviderDeadLetter(
        long place,
        String topic,
        String itemId,
        Instant created,
        byte[] payload,
        Reason reason,
        String why,
        int attempts,
        Instant since) {

    /**
     * Tells everything but the payload.
     *
     * @return for people
     */
    @Override
    public String toString() {
        return "ProviderDeadLetter[" + place + ", " + topic + ", " + itemId + ", " + created + ", " + payload.length
                + " B, " + reason + ", " + attempts + " attempts, " + since + "]";
    }
}
