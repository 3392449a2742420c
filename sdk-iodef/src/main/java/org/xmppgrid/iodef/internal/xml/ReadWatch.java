package org.xmppgrid.iodef.internal.xml;

/**
 * Looks on while a document is read: told of each element, attribute set, namespace declaration and text in document
 * order, also of those inside foreign and unknown elements. While it is told, the reader stands where the parser does,
 * and gives names, attributes, declarations and text as they are in the document; it must not be moved.
 */
public interface ReadWatch {
    /** The reader stands on a start tag. */
    void start(GuardedReader reader);

    /** The reader stands on character data inside an element; one text may come in many pieces. */
    void text(GuardedReader reader);

    /** The innermost open element ends. */
    void end();
}
