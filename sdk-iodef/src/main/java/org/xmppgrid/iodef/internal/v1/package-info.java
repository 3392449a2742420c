/**
 * Reads IODEF version 1 (RFC 5070) and makes version 2 (RFC 7970) of it: the old document as a tree whose parts are taken
 * out as they are mapped, so that what is left over at the end is known and can be kept or reported.
 */
@NullMarked
package org.xmppgrid.iodef.internal.v1;

import org.jspecify.annotations.NullMarked;
