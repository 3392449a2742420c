package org.xmppgrid.testkit.reliability;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.EjabberdServer;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ServerKind;

class EjabberdCloseInTroubleIT extends CloseInTrouble {
    @RegisterExtension
    static final GridExtension grid =
            GridExtension.of(ServerKind.EJABBERD, () -> EjabberdServer.builder().start());

    static Stream<Trouble> troubles() {
        return FaultMatrix.on(ServerKind.EJABBERD);
    }
}
