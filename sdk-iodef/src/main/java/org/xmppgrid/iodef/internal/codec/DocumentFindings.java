package org.xmppgrid.iodef.internal.codec;

import java.lang.reflect.Field;
import java.util.List;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;

/** Attaches to a document that was just read what was odd about it, which is no part of the document itself. */
public final class DocumentFindings {
    private static final Field FIELD = field();

    private DocumentFindings() {}

    /** Only for a document that nobody else has seen. */
    public static void attach(IodefDocument document, List<Finding> findings) {
        try {
            FIELD.set(document, List.copyOf(findings));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field field() {
        try {
            Field field = IodefDocument.class.getDeclaredField("findings");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("The model was generated without room for findings", e);
        }
    }
}
