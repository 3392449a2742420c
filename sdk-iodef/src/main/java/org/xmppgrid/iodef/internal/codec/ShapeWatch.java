package org.xmppgrid.iodef.internal.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.internal.xml.GuardedReader;
import org.xmppgrid.iodef.internal.xml.ReadGuide;
import org.xmppgrid.iodef.model.IodefDocument;

/**
 * Follows a document along the shapes of the model and reports what they have no room for, and what it costs nothing to
 * see in passing. For one document after the other: each begins with {@link #reset}.
 */
final class ShapeWatch implements ReadGuide {
    private static final Shape ROOT = Shape.of(IodefDocument.class);
    private static final String VERSION = "2.00";
    private static final Set<String> SCHEMA_HINTS = Set.of("schemaLocation", "noNamespaceSchemaLocation");
    /** Prefixes that documents use for what the model knows: the parser may remember them. */
    private static final Set<String> USUAL_PREFIXES =
            Set.of("", "xsi", "ds", "dsig", "sci", "iodef-sci", "enum", "iodef", "iodef1", "iodef2");

    /** Characters in which a prefix at the start of a text is looked for, white space included. */
    private static final int MAX_PREFIX = 64;
    /** Characters of a value for which memory is kept until the next document. */
    private static final int MAX_KEPT = 1_000;

    private ReadReport report = new ReadReport();
    private StringBuilder value = new StringBuilder();
    /** The declared prefixes that content may mean: the usual ones are those of element names. */
    private final List<String> prefixes = new ArrayList<>(0);

    private Level[] levels = new Level[16];
    private int depth;
    private int asides;
    private boolean foreign;

    /** An open element; used again for the next one at its depth. */
    private static final class Level {
        private static final int[] NONE = {};

        private Shape shape = ROOT;
        private Shape.@Nullable Child child;
        private int position;
        private int order;
        private int[] counts = NONE;
        private int prefixesBefore;
        private boolean hadText;
        private boolean strayed;

        private void begin(Shape newShape, Shape.@Nullable Child newChild, int newPosition, int prefixCount) {
            shape = newShape;
            child = newChild;
            position = newPosition;
            order = 0;
            int names = newShape.childNames();
            if (names > counts.length) {
                counts = new int[names];
            } else if (names > 0) {
                Arrays.fill(counts, 0, names, 0);
            }
            prefixesBefore = prefixCount;
            hadText = false;
            strayed = false;
        }
    }

    void reset() {
        report = new ReadReport();
        if (value.capacity() > MAX_KEPT) {
            value = new StringBuilder();
        }
        value.setLength(0);
        prefixes.clear();
        depth = 0;
        asides = 0;
        foreign = false;
    }

    ReadReport report() {
        return report;
    }

    /** Whether the document had names that are not the model's own. */
    boolean metForeignNames() {
        return foreign;
    }

    /** What only the end shows. */
    void finish() {
        if (asides > 0) {
            report.add(ReadRule.COMMENTS_DROPPED, Integer.toString(asides), () -> "/IODEF-Document");
        }
    }

    /** JAXB could not convert what stands here. */
    void unreadable() {
        report.add(ReadRule.UNREADABLE, name(), this::path);
    }

    @Override
    public Fate start(GuardedReader reader) {
        if (depth == levels.length) {
            levels = Arrays.copyOf(levels, depth * 2);
        }
        Level level = levels[depth];
        if (level == null) {
            level = new Level();
            levels[depth] = level;
        }
        if (depth == 0) {
            level.begin(ROOT, null, 0, 0);
            depth = 1;
            checkAttributes(ROOT, reader);
            checkRoot(reader);
            return Fate.BIND;
        }
        Level parent = levels[depth - 1];
        Shape.Child child = parent.shape.child(reader.getLocalName(), orEmpty(reader.getNamespaceURI()));
        if (child == null) {
            foreign = true;
            return outside(parent, reader);
        }
        int position = ++parent.counts[child.number()];
        if (child.single() && position > 1) {
            report.add(ReadRule.REPEATED_ELEMENT, child.name(), () -> childPath(child, 0));
        }
        if (child.order() < parent.order) {
            report.add(ReadRule.ELEMENT_ORDER, child.name(), () -> childPath(child, child.single() ? 0 : position));
        } else {
            parent.order = child.order();
        }
        level.begin(child.shape(), child, child.single() ? 0 : position, prefixes.size());
        depth++;
        checkAttributes(child.shape(), reader);
        return Fate.BIND;
    }

    /** An element that no class is for: kept as XML where the schema allows anything. */
    private Fate outside(Level parent, GuardedReader reader) {
        if (parent.shape.hasAny()) {
            if (parent.shape.anyOrder() < parent.order) {
                report.add(ReadRule.ELEMENT_ORDER, qualifiedName(reader), () -> pathOf(reader));
            } else {
                parent.order = parent.shape.anyOrder();
            }
            return Fate.KEEP_AS_XML;
        }
        report.add(ReadRule.UNKNOWN_ELEMENT, qualifiedName(reader), () -> pathOf(reader));
        if (parent.hadText) {
            report.add(ReadRule.DIVIDED_TEXT, name(), this::path);
        }
        return Fate.SKIP;
    }

    private void checkAttributes(Shape shape, GuardedReader reader) {
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            String prefix = orEmpty(reader.getNamespacePrefix(i));
            if (!USUAL_PREFIXES.contains(prefix)) {
                prefixes.add(prefix);
                foreign = true;
            }
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = reader.getAttributeLocalName(i);
            String namespace = orEmpty(reader.getAttributeNamespace(i));
            Shape.Attribute attribute = shape.attribute(name, namespace);
            if (attribute == null) {
                reader.strange(name);
                unknown(name, namespace, orEmpty(reader.getAttributePrefix(i)));
            } else if (attribute.value() != Shape.Value.PLAIN) {
                checkValue(attribute, name, reader.getAttributeValue(i));
            } else if (!prefixes.isEmpty() && startsWithPrefix(reader.getAttributeValue(i))) {
                report.add(ReadRule.PREFIX_IN_TEXT, name, () -> attributePath(name));
            }
        }
    }

    private void unknown(String name, String namespace, String prefix) {
        if (namespace.equals(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI) && SCHEMA_HINTS.contains(name)) {
            report.add(ReadRule.SCHEMA_HINT, "xsi:" + name, () -> attributePath("xsi:" + name));
            return;
        }
        foreign = true;
        String qualified = prefix.isEmpty() ? name : prefix + ':' + name;
        report.add(ReadRule.UNKNOWN_ATTRIBUTE, qualified, () -> attributePath(qualified));
    }

    private void checkValue(Shape.Attribute attribute, String name, String text) {
        if (attribute.lists(text)) {
            return;
        }
        if (!attribute.listsAsRead(text)) {
            report.add(ReadRule.UNKNOWN_TOKEN, name, () -> attributePath(name));
        }
        if (OddValues.hasSpaceAround(text)) {
            report.add(ReadRule.SPACE_DROPPED, name, () -> attributePath(name));
        }
    }

    private void checkRoot(GuardedReader reader) {
        String version = reader.getAttributeValue("", "version");
        if (version == null) {
            version = reader.getAttributeValue(null, "version"); // the JDK's parser tells none from empty
        }
        if (version == null) {
            report.add(ReadRule.VERSION_MISSING, "version", () -> attributePath("version"));
        } else if (!version.equals(VERSION)) {
            report.add(ReadRule.VERSION_DIFFERENT, "version", () -> attributePath("version"));
        }
        if (reader.getAttributeValue(XMLConstants.XML_NS_URI, "lang") == null) {
            report.add(ReadRule.LANGUAGE_MISSING, "xml:lang", () -> attributePath("xml:lang"));
        }
    }

    @Override
    public void text(GuardedReader reader) {
        Level level = levels[depth - 1];
        Shape shape = level.shape;
        if (!shape.hasText()) {
            if (!level.strayed && !reader.isWhiteSpace()) {
                level.strayed = true;
                report.add(ReadRule.STRAY_TEXT, name(), this::path);
            }
            return;
        }
        if (shape.value() != Shape.Value.PLAIN) {
            value.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        }
        if (!level.hadText) {
            level.hadText = true;
            if (!prefixes.isEmpty()
                    && startsWithPrefix(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength())) {
                report.add(ReadRule.PREFIX_IN_TEXT, name(), this::path);
            }
        }
    }

    @Override
    public void end() {
        Level level = levels[depth - 1];
        if (level.shape.value() != Shape.Value.PLAIN) {
            checkText(level.shape.value());
            value.setLength(0);
        }
        while (prefixes.size() > level.prefixesBefore) {
            prefixes.remove(prefixes.size() - 1);
        }
        depth--;
    }

    private void checkText(Shape.Value kind) {
        if (OddValues.hasSpaceAround(value)) {
            report.add(ReadRule.SPACE_DROPPED, name(), this::path);
        }
        if (kind == Shape.Value.TIME) {
            ReadRule odd = OddValues.ofTime(value);
            if (odd != null) {
                report.add(odd, name(), this::path);
            }
        }
    }

    /** Whether a text begins like a qualified name with a prefix of the document. */
    private boolean startsWithPrefix(String text) {
        int colon = text.indexOf(':');
        return colon > 0
                && colon + 1 < text.length()
                && Character.isLetter(text.charAt(colon + 1))
                && prefixes.contains(text.substring(0, colon).strip());
    }

    private boolean startsWithPrefix(char[] text, int start, int length) {
        int end = Math.min(start + length, start + MAX_PREFIX);
        for (int i = start; i < end; i++) {
            if (text[i] == ':') {
                return i + 1 < end && startsWithPrefix(new String(text, start, i + 2 - start));
            }
        }
        return false;
    }

    /** The name of the innermost open element. */
    private String name() {
        Shape.Child child = levels[depth - 1].child;
        return child == null ? "IODEF-Document" : child.name();
    }

    private PartPath here() {
        PartPath path = PartPath.root();
        for (int i = 1; i < depth; i++) {
            Shape.Child child = levels[i].child;
            if (child != null) {
                path = path.child(child.name(), child.namespace(), levels[i].position);
            }
        }
        return path;
    }

    private String path() {
        return here().toString();
    }

    private String childPath(Shape.Child child, int position) {
        return here().child(child.name(), child.namespace(), position).toString();
    }

    private String attributePath(String name) {
        return here().attribute(ReadReport.shortened(name)).toString();
    }

    /** The path of an element that no class is for. */
    private String pathOf(GuardedReader reader) {
        return here().child(ReadReport.shortened(qualifiedName(reader)), "", 0).toString();
    }

    private static String qualifiedName(GuardedReader reader) {
        String prefix = orEmpty(reader.getPrefix());
        return prefix.isEmpty() ? reader.getLocalName() : prefix + ':' + reader.getLocalName();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public void aside(int event) {
        asides++;
        foreign |= event == XMLStreamConstants.PROCESSING_INSTRUCTION; // its target is a name, too
    }
}
