/** What somebody in the middle of a connection needs. */
@NullMarked
package org.xmppgrid.testkit.internal.proxy;

import org.jspecify.annotations.NullMarked;
