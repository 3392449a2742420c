package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridServer;

class EmbeddedResumingStreamsIT extends ResumingStreams {
    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @Override
    GridServer impatient() {
        return GridBroker.builder().resumeTimeout(Duration.ofSeconds(1)).start();
    }
}
