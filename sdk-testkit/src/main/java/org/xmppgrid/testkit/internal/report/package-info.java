/** The report at the end of a run. */
@NullMarked
package org.xmppgrid.testkit.internal.report;

import org.jspecify.annotations.NullMarked;
