package org.xmppgrid.iodef.internal.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.xml.GuardedReader;
import org.xmppgrid.iodef.internal.xml.ReadWatch;
import org.xmppgrid.iodef.model.IodefDocument;

/** Follows a document along the shapes of the model and reports what they have no room for. One for each document. */
final class ShapeWatch implements ReadWatch {
    private static final Shape ROOT = Shape.of(IodefDocument.class);

    private final ReadReport report = new ReadReport();
    private Shape[] shapes = new Shape[16];
    private long[] seen = new long[16];
    private int depth;
    private int outside; // open elements that are foreign or unknown
    private boolean foreign;

    ReadReport report() {
        return report;
    }

    /** Whether the document had names that are not the model's own. */
    boolean metForeignNames() {
        return foreign;
    }

    /** JAXB could not convert what stands here; said once for a place, and by us where we know better. */
    void unreadable(GuardedReader reader) {
        if (outside == 0) {
            report.add(ReadReport.Kind.UNREADABLE, lastName(reader.path()), reader.path());
        }
    }

    @Override
    public boolean start(GuardedReader reader) {
        if (outside > 0) {
            outside++;
            return false;
        }
        Shape shape = depth == 0 ? ROOT : enter(reader);
        if (shape == null) {
            outside = 1;
            foreign = true;
            return false;
        }
        if (depth == shapes.length) {
            shapes = Arrays.copyOf(shapes, depth * 2);
            seen = Arrays.copyOf(seen, depth * 2);
        }
        shapes[depth] = shape;
        seen[depth] = 0;
        depth++;
        checkAttributes(shape, reader);
        return true;
    }

    private @Nullable Shape enter(GuardedReader reader) {
        Shape parent = shapes[depth - 1];
        String name = reader.getLocalName();
        Shape.Child child = parent.child(name, orEmpty(reader.getNamespaceURI()));
        if (child == null) {
            if (!parent.hasAny()) {
                report.add(ReadReport.Kind.UNKNOWN_ELEMENT, name, parentPath(reader));
            }
            return null;
        }
        if (child.single() && (seen[depth - 1] & child.bit()) != 0) {
            report.add(ReadReport.Kind.REPEATED_ELEMENT, name, parentPath(reader));
        }
        seen[depth - 1] |= child.bit();
        return child.shape();
    }

    private void checkAttributes(Shape shape, GuardedReader reader) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = reader.getAttributeLocalName(i);
            if (!shape.hasAttribute(name, orEmpty(reader.getAttributeNamespace(i)))) {
                foreign = true;
                report.add(ReadReport.Kind.UNKNOWN_ATTRIBUTE, name, reader.path());
            }
        }
    }

    @Override
    public void text(GuardedReader reader) {
        if (outside == 0 && !shapes[depth - 1].hasText() && !reader.isWhiteSpace()) {
            report.add(ReadReport.Kind.STRAY_TEXT, lastName(reader.path()), reader.path());
        }
    }

    @Override
    public void end() {
        if (outside > 0) {
            outside--;
        } else {
            depth--;
        }
    }

    private static String parentPath(GuardedReader reader) {
        String path = reader.path();
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
