package org.xmppgrid.testkit.reliability;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ProsodyServer;
import org.xmppgrid.testkit.ServerKind;

class ProsodyFaultMatrixIT extends FaultMatrix {
    @RegisterExtension
    static final GridExtension grid = GridExtension.of(ServerKind.PROSODY, () -> ProsodyServer.builder()
            .storage(ProsodyServer.Storage.SQLITE)
            .resumeTimeout(Site.RESUME_TIMEOUT)
            .start());

    static Stream<Trouble> troubles() {
        return on(ServerKind.PROSODY);
    }
}
