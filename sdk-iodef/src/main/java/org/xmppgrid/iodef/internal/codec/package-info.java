/** Reading and writing IODEF documents: the payload type, over JAXB and the guarded parser. */
@NullMarked
package org.xmppgrid.iodef.internal.codec;

import org.jspecify.annotations.NullMarked;
