package org.xmppgrid.testkit.reliability;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ProsodyServer;
import org.xmppgrid.testkit.ServerKind;

class ProsodyKilledProcessesIT extends KilledProcesses {
    @RegisterExtension
    static final GridExtension grid = GridExtension.of(
            ServerKind.PROSODY,
            () -> ProsodyServer.builder().storage(ProsodyServer.Storage.SQLITE).start());
}
