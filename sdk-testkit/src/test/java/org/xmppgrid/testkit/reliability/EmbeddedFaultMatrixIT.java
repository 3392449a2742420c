package org.xmppgrid.testkit.reliability;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ServerKind;

class EmbeddedFaultMatrixIT extends FaultMatrix {
    @RegisterExtension
    static final GridExtension grid = GridExtension.of(ServerKind.EMBEDDED, () -> GridBroker.builder()
            .journal(1)
            .itemLimit(20_000)
            .resumeTimeout(Site.RESUME_TIMEOUT)
            .start());

    static Stream<Trouble> troubles() {
        return on(ServerKind.EMBEDDED);
    }
}
