/**
 * The values that IODEF documents are made of: tokens of the open registries, times, numbers, binary text and foreign
 * XML, and the findings about a document. Each keeps what was read exactly as it was read, also where it breaks a rule of RFC 7970, and offers the
 * interpreted value where there is one.
 */
@NullMarked
package org.xmppgrid.iodef.value;

import org.jspecify.annotations.NullMarked;
