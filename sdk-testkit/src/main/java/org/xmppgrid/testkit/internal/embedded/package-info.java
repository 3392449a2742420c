/**
 * The inside of the embedded grid: an XMPP server (RFC 6120, RFC 6121) and its broker (XEP-0060), written without any
 * of the SDK's protocol code, so that a test against it doesn't repeat the SDK's own beliefs.
 */
@NullMarked
package org.xmppgrid.testkit.internal.embedded;

import org.jspecify.annotations.NullMarked;
