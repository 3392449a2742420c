package org.xmppgrid.testkit.reliability;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ServerKind;

class EmbeddedCloseInTroubleIT extends CloseInTrouble {
    @RegisterExtension
    static final GridExtension grid = GridExtension.of(
            ServerKind.EMBEDDED,
            () -> GridBroker.builder().journal(1).itemLimit(20_000).start());

    static Stream<Trouble> troubles() {
        return FaultMatrix.on(ServerKind.EMBEDDED);
    }
}
