/**
 * The upper floor: the session, topics, subscriptions and approvals. Knows neither Smack nor XML, and is the only floor
 * that runs users' code.
 */
@NullMarked
package org.xmppgrid.smack.internal.engine;

import org.jspecify.annotations.NullMarked;
