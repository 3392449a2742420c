package org.xmppgrid.iodef.internal.xml;

import java.io.Serial;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** A document that can't be read or written: one sentence that says what, where, and what to do. */
public final class DocumentException extends XMLStreamException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int MAX_LENGTH = 400;

    /**
     * @param what what is wrong, without a full stop
     * @param path where in the document, as a path of element names; empty when nothing was read yet
     * @param position where in the text; null when there is none
     * @param advice what to do, as a sentence
     */
    public DocumentException(
            String what, String path, @Nullable Location position, String advice, @Nullable Throwable cause) {
        super(message(what, path, position, advice));
        location = position;
        if (cause != null) {
            initCause(cause);
        }
    }

    private static String message(String what, String path, @Nullable Location position, String advice) {
        // Names come from the sender, and may have millions of characters.
        StringBuilder message = new StringBuilder(shortened(what));
        if (!path.isEmpty()) {
            message.append(" in ").append(shortened(path));
        }
        if (position != null && position.getLineNumber() > 0) {
            message.append(" (line ")
                    .append(position.getLineNumber())
                    .append(", column ")
                    .append(position.getColumnNumber())
                    .append(')');
        }
        return message.append(". ").append(advice).toString();
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
