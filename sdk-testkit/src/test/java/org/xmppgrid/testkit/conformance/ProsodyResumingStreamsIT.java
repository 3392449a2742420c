package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.ProsodyServer;

class ProsodyResumingStreamsIT extends ResumingStreams {
    @RegisterExtension
    static final GridExtension grid = GridExtension.prosody();

    @Override
    GridServer impatient() {
        return ProsodyServer.builder().resumeTimeout(Duration.ofSeconds(1)).start();
    }
}
