/**
 * What durable consumers and providers keep: the default {@link org.xmppgrid.sdk.StateStore} in files, the provider's
 * spool and the consumer's state on top of any store. Knows neither the other floors nor Smack nor XML, and is the only
 * place that knows the database.
 */
@NullMarked
package org.xmppgrid.smack.internal.store;

import org.jspecify.annotations.NullMarked;
