package org.xmppgrid.testkit.reliability;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.EjabberdServer;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ServerKind;

class EjabberdFaultMatrixIT extends FaultMatrix {
    /** One for each trouble: it becomes slow with what the ones before have left there. */
    @RegisterExtension
    final GridExtension grid = GridExtension.of(
            ServerKind.EJABBERD,
            () -> EjabberdServer.builder().resumeTimeout(Site.RESUME_TIMEOUT).start());

    static Stream<Trouble> troubles() {
        return on(ServerKind.EJABBERD);
    }
}
