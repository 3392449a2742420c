/**
 * The middle floor: stanzas to records and back. Knows Smack's and Smack-Extensions' elements, and nothing of threads,
 * queues or users.
 */
@NullMarked
package org.xmppgrid.smack.internal.xmpp;

import org.jspecify.annotations.NullMarked;
