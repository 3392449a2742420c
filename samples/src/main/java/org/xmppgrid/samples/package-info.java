/** Programs that people copy. */
@NullMarked
package org.xmppgrid.samples;

import org.jspecify.annotations.NullMarked;
