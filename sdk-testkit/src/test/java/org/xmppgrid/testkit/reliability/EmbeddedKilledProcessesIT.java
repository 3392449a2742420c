package org.xmppgrid.testkit.reliability;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ServerKind;

class EmbeddedKilledProcessesIT extends KilledProcesses {
    @RegisterExtension
    static final GridExtension grid = GridExtension.of(
            ServerKind.EMBEDDED,
            () -> GridBroker.builder().journal(1).itemLimit(20_000).start());
}
