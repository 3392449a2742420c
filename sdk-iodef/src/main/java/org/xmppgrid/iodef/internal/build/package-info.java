/** What the generated builders share: the check of what they made, and the description that stands for it in a log. */
@NullMarked
package org.xmppgrid.iodef.internal.build;

import org.jspecify.annotations.NullMarked;
