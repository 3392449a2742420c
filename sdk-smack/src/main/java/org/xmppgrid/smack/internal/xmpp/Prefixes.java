package org.xmppgrid.smack.internal.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/** The namespace prefixes that the elements on the way from a stanza to a payload declare. Almost always none. */
final class Prefixes {
    /** No broker declares any; a hostile one could have thousands copied onto each of thousands of payloads. */
    static final int MAX = 16;

    static final Prefixes NONE = new Prefixes(List.of());

    /** Pairs of prefix and namespace name, the innermost first. */
    private final List<String[]> declared;

    private Prefixes(List<String[]> declared) {
        this.declared = declared;
    }

    /** These and those that the element declares which the parser stands on the start tag of. */
    Prefixes and(XmlPullParser parser) throws XmlPullParserException {
        List<String[]> more = null;
        for (int i = 0; i < parser.getNamespaceCount(); i++) {
            String prefix = parser.getNamespacePrefix(i);
            if (prefix != null && !prefix.isEmpty() && (more == null || more.size() < MAX)) {
                more = more == null ? new ArrayList<>() : more;
                more.add(new String[] {prefix, parser.getNamespaceUri(i)});
            }
        }
        if (more == null) {
            return this;
        }
        declared.stream().limit(MAX - more.size()).forEach(more::add);
        return new Prefixes(more);
    }

    void forEach(BiConsumer<String, String> action) {
        declared.forEach(pair -> action.accept(pair[0], pair[1]));
    }
}
