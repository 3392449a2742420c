/** How a server is run as a process of its own: folder, ports, configuration, start and stop. */
@NullMarked
package org.xmppgrid.testkit.internal.servers;

import org.jspecify.annotations.NullMarked;
