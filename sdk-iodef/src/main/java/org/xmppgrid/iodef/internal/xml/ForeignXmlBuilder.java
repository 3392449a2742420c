package org.xmppgrid.iodef.internal.xml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Writes an element that is taken out of its document, so that it stands on its own. Namespaces that were declared
 * around it are declared on it when it uses them: in a name, or in what looks like a qualified name in its content
 * ({@code xsi:type="x:y"}, XPath in a signature), because such a prefix would otherwise hang in the air.
 */
public final class ForeignXmlBuilder {
    private static final String XML_PREFIX = "xml";

    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> around = new HashMap<>();
    /** A prefix that content names; one that is longer is not looked for. */
    private static final int MAX_PREFIX = 64;

    private static final int MAX_MENTIONED = 1_000;

    private final Set<String> mentionable = new HashSet<>();
    private final Set<String> used = new TreeSet<>();
    private final Deque<Level> levels = new ArrayDeque<>();
    private Map<String, String> pending = new TreeMap<>();
    private int rootNameEnd = -1;
    private int runStart = -1;
    private boolean tagOpen;
    private String rootNamespace = "";
    private String rootName = "";

    /** One open element: its name as written, and the prefixes that it declares. */
    private record Level(String name, Map<String, String> declared) {}

    /** Adds what a reader stands on; for the first element, all that is in scope must have been declared before. */
    void event(int event, XMLStreamReader reader) {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> element(reader);
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                characters(reader.getText());
            case XMLStreamConstants.END_ELEMENT -> end();
            default -> {
                // A comment or processing instruction says nothing to a machine and is not for a stanza.
            }
        }
    }

    private void element(XMLStreamReader reader) {
        if (!levels.isEmpty()) {
            declareAll(reader);
        }
        start(orEmpty(reader.getPrefix()), reader.getLocalName(), orEmpty(reader.getNamespaceURI()));
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attribute(
                    orEmpty(reader.getAttributePrefix(i)),
                    reader.getAttributeLocalName(i),
                    orEmpty(reader.getAttributeNamespace(i)),
                    reader.getAttributeValue(i));
        }
    }

    /** The declarations of the element that a reader stands on. */
    void declareAll(XMLStreamReader reader) {
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            declare(orEmpty(reader.getNamespacePrefix(i)), orEmpty(reader.getNamespaceURI(i)));
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** A declaration for the element whose {@link #start} comes next; before the first one, also of what is around. */
    public void declare(String prefix, String namespace) {
        if (prefix.equals(XML_PREFIX)) {
            return;
        }
        if (levels.isEmpty()) {
            declareAround(prefix, namespace, true);
        } else {
            pending.put(prefix, namespace);
        }
    }

    /**
     * A declaration in scope where the element begins; an inner one comes behind an outer one.
     *
     * @param mayBeMeant whether content may use the prefix, rather than names only
     */
    void declareAround(String prefix, String namespace, boolean mayBeMeant) {
        if (prefix.equals(XML_PREFIX)) {
            return;
        }
        around.put(prefix, namespace);
        if (mayBeMeant) {
            mentionable.add(prefix);
        } else {
            mentionable.remove(prefix);
        }
    }

    public void start(String prefix, String localName, String namespace) {
        endRun();
        closeTag();
        String name = prefix.isEmpty() ? localName : prefix + ':' + localName;
        text.append('<').append(name);
        boolean root = levels.isEmpty();
        if (root) {
            rootNameEnd = text.length();
            rootNamespace = namespace;
            rootName = localName;
        }
        levels.push(new Level(name, pending));
        pending.forEach(this::writeDeclaration);
        pending = new TreeMap<>();
        bind(prefix, namespace);
        tagOpen = true;
    }

    public void attribute(String prefix, String localName, String namespace, String value) {
        if (!prefix.isEmpty() && !prefix.equals(XML_PREFIX)) {
            bind(prefix, namespace);
        }
        text.append(' ');
        if (!prefix.isEmpty()) {
            text.append(prefix).append(':');
        }
        text.append(localName).append("=\"");
        int from = text.length();
        escape(value, true);
        mention(text, from);
        text.append('"');
    }

    public void characters(String characters) {
        if (characters.isEmpty()) {
            return;
        }
        closeTag();
        if (runStart < 0) {
            runStart = text.length();
        }
        escape(characters, false);
    }

    /** One text may come in pieces, with a prefix across two of them. */
    private void endRun() {
        if (runStart >= 0) {
            mention(text, runStart);
            runStart = -1;
        }
    }

    /** An element that stands on its own already. */
    public void foreign(String xml) {
        closeTag();
        text.append(xml);
    }

    public void end() {
        endRun();
        Level level = levels.pop();
        if (tagOpen) {
            text.append("/>");
            tagOpen = false;
        } else {
            text.append("</").append(level.name).append('>');
        }
    }

    public ForeignXml build() {
        StringBuilder declarations = new StringBuilder();
        for (String prefix : used) {
            String namespace = around.getOrDefault(prefix, "");
            if (!namespace.isEmpty()) {
                appendDeclaration(declarations, prefix, namespace);
            }
        }
        text.insert(rootNameEnd, declarations);
        return new ForeignXml(rootNamespace, rootName, text.toString());
    }

    /** Makes sure that a prefix means a namespace here, with the help of what is declared around the element. */
    private void bind(String prefix, String namespace) {
        for (Level level : levels) {
            String bound = level.declared.get(prefix);
            if (bound != null) {
                if (!bound.equals(namespace)) {
                    rebind(prefix, namespace);
                }
                return;
            }
        }
        if (around.getOrDefault(prefix, "").equals(namespace)) {
            used.add(prefix);
        } else {
            rebind(prefix, namespace);
        }
    }

    private void rebind(String prefix, String namespace) {
        Level level = levels.element();
        level.declared.put(prefix, namespace);
        writeDeclaration(prefix, namespace);
    }

    private void writeDeclaration(String prefix, String namespace) {
        appendDeclaration(text, prefix, namespace);
    }

    private void appendDeclaration(StringBuilder target, String prefix, String namespace) {
        target.append(" xmlns");
        if (!prefix.isEmpty()) {
            target.append(':').append(prefix);
        }
        target.append("=\"");
        escape(target, namespace, true);
        target.append('"');
    }

    /** Notes the prefixes of the surroundings that content seems to name. */
    private void mention(StringBuilder content, int from) {
        if (mentionable.isEmpty()) {
            return;
        }
        for (int colon = content.indexOf(":", from); colon >= 0; colon = content.indexOf(":", colon + 1)) {
            int start = colon;
            while (start > from && colon - start < MAX_PREFIX && isPartOfName(content.charAt(start - 1))) {
                start--;
            }
            // What stands before the name may be a letter to this test and none to whoever wrote the content.
            for (int i = start; i < colon && used.size() < MAX_MENTIONED; i++) {
                String prefix = content.substring(i, colon);
                if (mentionable.contains(prefix)) {
                    used.add(prefix);
                }
            }
        }
    }

    private static boolean isPartOfName(char c) {
        return c != ':'
                && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || Character.isSurrogate(c));
    }

    private void closeTag() {
        if (tagOpen) {
            text.append('>');
            tagOpen = false;
        }
    }

    private void escape(String value, boolean attribute) {
        escape(text, value, attribute);
    }

    private static void escape(StringBuilder target, String value, boolean attribute) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            String replacement = replacement(c, attribute);
            if (replacement == null) {
                target.append(c);
            } else {
                target.append(replacement);
            }
        }
    }

    private static @Nullable String replacement(char c, boolean attribute) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '\r' -> "&#13;"; // a bare one would be read back as a line feed
            case '"' -> attribute ? "&quot;" : null;
            case '\n' -> attribute ? "&#10;" : null; // attribute values are white-space normalised
            case '\t' -> attribute ? "&#9;" : null;
            default -> null;
        };
    }
}
