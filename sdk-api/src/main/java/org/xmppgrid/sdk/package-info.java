/**
 * The client SDK for an XMPP-Grid (RFC 8600): connect a platform to a grid, discover topics at its broker, create,
 * subscribe to and publish to them. {@link org.xmppgrid.sdk.Grid#as(String)} is where everything starts.
 */
@NullMarked
package org.xmppgrid.sdk;

import org.jspecify.annotations.NullMarked;
