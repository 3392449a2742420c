package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.disco.packet.DiscoverItems;
import org.jivesoftware.smackx.rsm.packet.RSMSet;
import org.jivesoftware.smackx.rsm.provider.RSMSetProvider;
import org.jxmpp.JxmppContext;
import org.xmppgrid.smack.internal.xmpp.Forms.Form;

/**
 * Service discovery (XEP-0030) with result set management (XEP-0059).
 *
 * <p>The {@code <set/>} is Smack-Extensions' element and provider. Its provider of disco#items drops the set, so the
 * query itself is read here.
 */
final class DiscoCodec {
    private static final String META_DATA = "http://jabber.org/protocol/pubsub#meta-data";

    private DiscoCodec() {}

    /** Asks for one page of items; no page at all if {@code max} is zero. */
    static String items(int max, Optional<String> after) {
        XmlBuilder xml = new XmlBuilder().start(DiscoverItems.ELEMENT, DiscoverItems.NAMESPACE);
        if (max > 0) {
            // RSMSet.after is null on the first page
            xml.xml(new RSMSet(max, after.orElse(null), RSMSet.PageDirection.after).toXML());
        }
        return xml.end(DiscoverItems.ELEMENT).toString();
    }

    /** Asks how many items there are (XEP-0059 §2.7). */
    static String count() {
        return new XmlBuilder()
                .start(DiscoverItems.ELEMENT, DiscoverItems.NAMESPACE)
                .xml(new RSMSet(0).toXML())
                .end(DiscoverItems.ELEMENT)
                .toString();
    }

    static ItemsPage readItems(XmlPullParser parser) throws XmlPullParserException, IOException {
        List<ItemsPage.Entry> entries = new ArrayList<>();
        List<RSMSet> sets = new ArrayList<>(1);
        Elements.forEachChild(parser, () -> {
            if (parser.getName().equals("item")) {
                entries.add(new ItemsPage.Entry(
                        Elements.attribute(parser, "jid"),
                        given(Elements.attribute(parser, "node")),
                        given(Elements.attribute(parser, "name"))));
            } else if (Elements.is(parser, RSMSet.ELEMENT, RSMSet.NAMESPACE)) {
                sets.add(set(parser));
            }
        });
        if (sets.isEmpty()) {
            return new ItemsPage(entries, Optional.empty(), Optional.empty(), OptionalInt.empty(), false);
        }
        RSMSet set = sets.get(0);
        return new ItemsPage(
                entries,
                Optional.ofNullable(set.getFirst()),
                Optional.ofNullable(set.getLast()),
                set.getCount() < 0 ? OptionalInt.empty() : OptionalInt.of(set.getCount()),
                true);
    }

    static String info(Optional<String> node) {
        XmlBuilder xml = new XmlBuilder().start(DiscoverInfo.ELEMENT, DiscoverInfo.NAMESPACE);
        node.ifPresent(name -> xml.attribute("node", name));
        return xml.end(DiscoverInfo.ELEMENT).toString();
    }

    static Description readInfo(XmlPullParser parser) throws XmlPullParserException, IOException {
        List<Description.Identity> identities = new ArrayList<>();
        List<String> features = new ArrayList<>();
        Map<String, List<String>> metaData = new LinkedHashMap<>();
        Elements.forEachChild(parser, () -> {
            switch (parser.getName()) {
                case "identity" ->
                    identities.add(new Description.Identity(
                            Elements.attribute(parser, "category"),
                            Elements.attribute(parser, "type"),
                            Elements.attribute(parser, "name")));
                case "feature" -> features.add(Elements.attribute(parser, "var"));
                case "x" -> {
                    // ejabberd adds a second form, on itself
                    Form form = Forms.NAMESPACE.equals(parser.getNamespace()) ? Forms.read(parser) : null;
                    if (form != null && form.formType().equals(META_DATA)) {
                        form.fields().forEach(metaData::putIfAbsent);
                    }
                }
                default -> {
                    // an extension that nobody asked for
                }
            }
        });
        return new Description(identities, features, metaData);
    }

    private static RSMSet set(XmlPullParser parser) throws XmlPullParserException, IOException {
        try {
            return RSMSetProvider.INSTANCE.parse(parser, null, JxmppContext.getDefaultContext());
        } catch (SmackParsingException e) {
            throw new IOException("The broker's result set can't be read", e);
        }
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
