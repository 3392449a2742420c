package org.xmppgrid.iodef.internal.codec;

import java.util.List;
import org.xmppgrid.iodef.internal.xml.ReadWatch;
import org.xmppgrid.iodef.value.Finding;

/**
 * A further look at a document in the pass that reads it: what it finds is attached to the document behind what the
 * reading found. One for each document.
 */
public interface FindingWatch extends ReadWatch {
    /** What was found; asked once, when the document was read to its end tag. */
    List<Finding> findings();
}
