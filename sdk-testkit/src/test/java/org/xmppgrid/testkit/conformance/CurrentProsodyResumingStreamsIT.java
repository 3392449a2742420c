package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.ProsodyServer;
import org.xmppgrid.testkit.ServerKind;

class CurrentProsodyResumingStreamsIT extends ResumingStreams {
    @RegisterExtension
    static final GridExtension grid = GridExtension.of(ServerKind.PROSODY_13);

    @Override
    GridServer impatient() {
        return ProsodyServer.current().resumeTimeout(Duration.ofSeconds(1)).start();
    }
}
