/**
 * IODEF 2.0 documents (RFC 7970) as the payload of an XMPP-Grid. {@link org.xmppgrid.iodef.Iodef} is where everything
 * starts; the document's classes are in {@code org.xmppgrid.iodef.model}, the values they hold in
 * {@code org.xmppgrid.iodef.value}.
 */
@NullMarked
package org.xmppgrid.iodef;

import org.jspecify.annotations.NullMarked;
