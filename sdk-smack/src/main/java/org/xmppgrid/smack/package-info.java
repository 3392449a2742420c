/** The SDK's implementation over Smack. Nothing here is for users: {@code Grid.as(..)} finds it by itself. */
@NullMarked
package org.xmppgrid.smack;

import org.jspecify.annotations.NullMarked;
