package org.xmppgrid.testkit.reliability;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ProsodyServer;
import org.xmppgrid.testkit.ServerKind;

class ProsodyCloseInTroubleIT extends CloseInTrouble {
    @RegisterExtension
    static final GridExtension grid = GridExtension.of(
            ServerKind.PROSODY,
            () -> ProsodyServer.builder().storage(ProsodyServer.Storage.SQLITE).start());

    static Stream<Trouble> troubles() {
        return FaultMatrix.on(ServerKind.PROSODY);
    }
}
