/** What JAXB needs to know about the model's values. Not for use outside this module. */
@NullMarked
package org.xmppgrid.iodef.internal.binding;

import org.jspecify.annotations.NullMarked;
