/** JSON as RFC 8727 has it: what differs from the XML as a table, and a writer, a reader and a comparison over it. */
@NullMarked
package org.xmppgrid.iodef.internal.json;

import org.jspecify.annotations.NullMarked;
