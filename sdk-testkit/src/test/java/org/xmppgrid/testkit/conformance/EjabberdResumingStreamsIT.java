package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.EjabberdServer;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridServer;

class EjabberdResumingStreamsIT extends ResumingStreams {
    @RegisterExtension
    static final GridExtension grid = GridExtension.ejabberd();

    /** It looks whether somebody else is there while the new session appears: delivered or lost, by chance. */
    @Override
    boolean keepsWhatWaitsForABoundResource() {
        return false;
    }

    @Override
    GridServer impatient() {
        return EjabberdServer.builder().resumeTimeout(Duration.ofSeconds(1)).start();
    }
}
