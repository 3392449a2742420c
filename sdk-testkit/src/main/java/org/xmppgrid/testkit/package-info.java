/**
 * A grid for tests: {@linkplain org.xmppgrid.testkit.GridServer servers} that a test starts and stops, the
 * {@linkplain org.xmppgrid.testkit.GridPki certificates} they show, and a
 * {@linkplain org.xmppgrid.testkit.GridExtension JUnit 5 extension} that does both and tells what ran where.
 */
@NullMarked
package org.xmppgrid.testkit;

import org.jspecify.annotations.NullMarked;
