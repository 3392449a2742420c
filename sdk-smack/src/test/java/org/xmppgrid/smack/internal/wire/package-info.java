/** Tests of the lowest floor: a scripted server on loopback, with real TLS and its own SCRAM. */
@NullMarked
package org.xmppgrid.smack.internal.wire;

import org.jspecify.annotations.NullMarked;
