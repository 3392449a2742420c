package org.xmppgrid.iodef.internal.meta;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where something stands in a document, as an XPath of names and positions:
 * {@code /IODEF-Document/Incident[1]/EventData[2]/@restriction}. Positions count from 1 among siblings of the same
 * name, and stand where a class has room for more than one.
 */
public final class PartPath {
    private static final Map<String, String> PREFIXES = Map.of(
            "urn:ietf:params:xml:ns:iodef-1.0", "iodef1:",
            "http://www.w3.org/2000/09/xmldsig#", "ds:",
            "urn:ietf:params:xml:ns:iodef-enum-1.0", "enum:",
            "urn:ietf:params:xml:ns:iodef-sci-1.0", "sci:");

    private final @Nullable PartPath parent;
    private final String step;
    private final int depth;

    private PartPath(@Nullable PartPath parent, String step) {
        this.parent = parent;
        this.step = step;
        this.depth = parent == null ? 1 : parent.depth + 1;
    }

    public static PartPath root() {
        return root("IODEF-Document");
    }

    /** The path of a part that stands alone. */
    public static PartPath root(String name) {
        return new PartPath(null, name);
    }

    /**
     * The path of a child.
     *
     * @param position from 1; 0 for an element that may stand once
     */
    public PartPath child(String name, String namespace, int position) {
        String prefixed = PREFIXES.getOrDefault(namespace, "") + name;
        return new PartPath(this, position == 0 ? prefixed : prefixed + '[' + position + ']');
    }

    /** The path of an attribute. */
    public PartPath attribute(String name) {
        return new PartPath(this, "@" + name);
    }

    /** The path of the text of an element. */
    public PartPath text() {
        return new PartPath(this, "text()");
    }

    public @Nullable PartPath parent() {
        return parent;
    }

    /** The last step, such as {@code EventData[2]}. */
    public String step() {
        return step;
    }

    /** Steps from the root, which is 1. */
    public int depth() {
        return depth;
    }

    @Override
    public String toString() {
        StringBuilder path = new StringBuilder();
        append(path);
        return path.toString();
    }

    private void append(StringBuilder path) {
        if (parent != null) {
            parent.append(path);
        }
        path.append('/').append(step);
    }
}
