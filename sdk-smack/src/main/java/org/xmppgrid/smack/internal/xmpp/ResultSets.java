package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smackx.rsm.packet.RSMSet;
import org.jivesoftware.smackx.rsm.provider.RSMSetProvider;
import org.jxmpp.JxmppContext;

/** Result set management (XEP-0059): asks for a page in either direction and reads which one came. */
final class ResultSets {
    private final List<RSMSet> sets = new ArrayList<>(1);

    static void request(XmlBuilder xml, PageRequest page) {
        xml.start(RSMSet.ELEMENT, RSMSet.NAMESPACE).element("max", Integer.toString(page.size()));
        if (page.backwards()) {
            // an empty one asks for the last page (XEP-0059 §2.5)
            xml.element("before", page.cursor().orElse(""));
        } else {
            page.cursor().ifPresent(cursor -> xml.element("after", cursor));
        }
        xml.end(RSMSet.ELEMENT);
    }

    /** Reads the set if the parser stands on one. */
    void read(XmlPullParser parser) throws XmlPullParserException, IOException {
        if (!Elements.is(parser, RSMSet.ELEMENT, RSMSet.NAMESPACE)) {
            return;
        }
        try {
            sets.add(RSMSetProvider.INSTANCE.parse(parser, null, JxmppContext.getDefaultContext()));
        } catch (SmackParsingException e) {
            throw new IOException("The broker's result set can't be read", e);
        }
    }

    StoredPage page(List<TopicEvent.StoredItem> items, boolean complete) {
        if (sets.isEmpty()) {
            return new StoredPage(items, Optional.empty(), Optional.empty(), OptionalInt.empty(), false, complete);
        }
        RSMSet set = sets.get(0);
        return new StoredPage(
                items,
                Optional.ofNullable(set.getFirst()),
                Optional.ofNullable(set.getLast()),
                set.getCount() < 0 ? OptionalInt.empty() : OptionalInt.of(set.getCount()),
                true,
                complete);
    }
}
