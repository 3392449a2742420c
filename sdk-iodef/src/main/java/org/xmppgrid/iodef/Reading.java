package org.xmppgrid.iodef;

import java.util.List;
import java.util.Objects;
import org.xmppgrid.iodef.model.IodefDocument;

/**
 * A document and what was odd about it when it was read: what the model had no place for, what was out of order, what
 * could not be mapped from version 1.
 *
 * @param document the document
 * @param findings what was odd, in document order; empty when the document holds all that was read
 */
public record Reading(IodefDocument document, List<Finding> findings) {
    /**
     * Copies the list.
     *
     * @throws NullPointerException if a part is null
     */
    public Reading {
        Objects.requireNonNull(document, "document");
        findings = List.copyOf(findings);
    }
}
