/** What is wrong with a document: the published schema, and the rules of RFC 7970 that no schema says. */
@NullMarked
package org.xmppgrid.iodef.internal.check;

import org.jspecify.annotations.NullMarked;
