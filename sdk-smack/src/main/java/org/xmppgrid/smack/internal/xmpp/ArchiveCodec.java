package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.Published;
import org.xmppgrid.smack.internal.xmpp.TopicEvent.StoredItem;

/** The archive of a topic (XEP-0313 with the node of XEP-0442). */
final class ArchiveCodec {
    static final String NAMESPACE = "urn:xmpp:mam:2";
    private static final String FORWARD = "urn:xmpp:forward:0";

    private ArchiveCodec() {}

    /** XEP-0313 §4.1.2: one page of what was published at or after a time. */
    static String query(String topic, String queryId, Instant since, PageRequest page) {
        XmlBuilder xml = new XmlBuilder(512)
                .start("query", NAMESPACE)
                .attribute("queryid", queryId)
                .attribute("node", topic);
        Map<String, List<String>> fields = new LinkedHashMap<>();
        // an instant in UTC is written as XEP-0082 wants it
        fields.put("start", List.of(since.toString()));
        Forms.submit(xml, NAMESPACE, fields);
        ResultSets.request(xml, page);
        return xml.end("query").toString();
    }

    /** Reads the end of a page: {@code <fin/>}. */
    static StoredPage readEnd(XmlPullParser parser, List<StoredItem> items) throws XmlPullParserException, IOException {
        boolean complete = Elements.attribute(parser, "complete").equals("true");
        ResultSets sets = new ResultSets();
        Elements.forEachChild(parser, () -> sets.read(parser));
        return sets.page(items, complete);
    }

    /** A result of a query, while it is read. */
    static final class Result {
        private @Nullable Instant published;
        private @Nullable StoredItem item;

        Optional<StoredItem> item() {
            StoredItem read = item;
            return Optional.ofNullable(read)
                    .map(found -> new StoredItem(
                            found.id(), found.publisher(), Optional.ofNullable(published), found.payload()));
        }
    }

    /**
     * Reads the {@code <result/>} that the parser stands on the start tag of. What was read before an exception is in the
     * result: an item whose payload is beyond a limit is not left out.
     */
    static void read(XmlPullParser parser, Prefixes around, Result result) throws XmlPullParserException, IOException {
        Prefixes ofResult = around.and(parser);
        Elements.forEachChild(parser, () -> {
            if (Elements.is(parser, "forwarded", FORWARD)) {
                Prefixes ofForwarded = ofResult.and(parser);
                Elements.forEachChild(parser, () -> readForwarded(parser, ofForwarded, result));
            }
        });
    }

    private static void readForwarded(XmlPullParser parser, Prefixes around, Result result)
            throws XmlPullParserException, IOException {
        if (Elements.is(parser, "delay", EventCodec.DELAY)) {
            result.published = EventCodec.delay(parser).orElse(result.published);
        } else if (parser.getName().equals("message")) {
            EventCodec.BrokerMessage message = new EventCodec.BrokerMessage();
            try {
                EventCodec.read(parser, around, message, nested -> {});
            } finally {
                // one item a message (XEP-0442 §3)
                message.bare().stream()
                        .filter(Published.class::isInstance)
                        .map(event -> ((Published) event).item())
                        .findFirst()
                        .ifPresent(item -> result.item = item);
            }
        }
    }
}
