/**
 * The lowest floor: one authenticated XMPP stream over Smack, with its own dispatch, SASL, trust, XML parser and limits.
 * It carries stanzas and knows nothing of publish-subscribe. No Smack type but the pull parser leaves it.
 */
@NullMarked
package org.xmppgrid.smack.internal.wire;

import org.jspecify.annotations.NullMarked;
