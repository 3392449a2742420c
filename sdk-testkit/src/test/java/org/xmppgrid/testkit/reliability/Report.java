package org.xmppgrid.testkit.reliability;

import org.xmppgrid.sdk.Item;
import org.xmppgrid.sdk.PayloadType;
import org.xmppgrid.sdk.RawPayload;

/** Reports that are told apart by their number, which is in the item's id and in the payload. */
final class Report {
    static final PayloadType<RawPayload> TYPE = RawPayload.type("urn:example:reliability", "report");

    private static final String PREFIX = "report-";
    private static final String TEXT = "Seen on the wire, written to the spool, sent to the broker. ".repeat(5);

    private Report() {}

    static String id(int number) {
        return PREFIX + number;
    }

    static RawPayload payload(int number) {
        return RawPayload.of(
                "<report xmlns='urn:example:reliability' number='" + number + "'><text>" + TEXT + "</text></report>");
    }

    /** The number of a report that arrived whole; a report whose payload is not that of its id is an error. */
    static int number(Item<? extends RawPayload> item) {
        int number = Integer.parseInt(item.id().substring(PREFIX.length()));
        String xml = item.payload().xml();
        if (!xml.contains("\"" + number + "\"") && !xml.contains("'" + number + "'")) {
            throw new IllegalStateException(item.id() + " arrived with the payload of another report");
        }
        return number;
    }
}
