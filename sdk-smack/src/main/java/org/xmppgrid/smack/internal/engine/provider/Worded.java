package org.xmppgrid.smack.internal.engine.provider;

import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.smack.internal.store.Spooled;

/** Failures that a provider knows more of than the one request that met them. */
final class Worded {
    private Worded() {}

    static GridException tooMuch(Spooled report, GridException why) {
        return new GridRequestException(
                Reason.PAYLOAD_TOO_BIG,
                "The controller ended the stream each time that the item " + report.itemId() + " of "
                        + report.payload().length + " bytes was sent alone; lower GridLimits.payloadBytes() to what the"
                        + " controller takes",
                why.condition().orElse(null),
                why);
    }

    static GridException missing(Spooled report, GridException why) {
        return new GridRequestException(
                Reason.TOPIC_NOT_FOUND,
                "The broker has no topic '" + report.topic()
                        + "'; what was given for it is kept until it is there: create it",
                why.condition().orElse(null),
                why);
    }
}
