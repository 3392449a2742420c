/** Documents that are valid by the schema of RFC 7970 as it was published, grown from that schema. */
@NullMarked
package org.xmppgrid.iodef.strict;

import org.jspecify.annotations.NullMarked;
