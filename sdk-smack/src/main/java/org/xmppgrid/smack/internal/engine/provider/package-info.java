/**
 * The durable provider: a spool on disk, and one sender that brings what is in it to the broker. Knows the way to the
 * broker only as an {@link org.xmppgrid.smack.internal.engine.provider.Uplink}.
 */
@NullMarked
package org.xmppgrid.smack.internal.engine.provider;

import org.jspecify.annotations.NullMarked;
