/** How certificates and revocation lists are made. */
@NullMarked
package org.xmppgrid.testkit.internal.pki;

import org.jspecify.annotations.NullMarked;
