/** What the tests of this JVM tell of the servers they ran on. */
@NullMarked
package org.xmppgrid.testkit.internal.runs;

import org.jspecify.annotations.NullMarked;
