/**
 * The conformance suite: what RFC 8600 asks of a controller and broker, as tests that run on any {@link
 * org.xmppgrid.testkit.GridServer}. {@link org.xmppgrid.testkit.conformance.GridConformance} is where to start.
 */
@NullMarked
package org.xmppgrid.testkit.conformance;

import org.jspecify.annotations.NullMarked;
