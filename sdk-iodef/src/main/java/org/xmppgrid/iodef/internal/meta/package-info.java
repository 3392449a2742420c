/** The model as data: what its classes hold, in which order, and a walk over a document with paths. */
@NullMarked
package org.xmppgrid.iodef.internal.meta;

import org.jspecify.annotations.NullMarked;
