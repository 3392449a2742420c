package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.EjabberdServer;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.GridServer;

class EjabberdResumingStreamsIT extends ResumingStreams {
    @RegisterExtension
    static final GridExtension grid = GridExtension.ejabberd();

    /** It looks whether somebody else is there while the new session appears: what waits is delivered or lost, by chance. */
    @Override
    List<List<String>> afterBindingAWaitingResource(List<String> waiting, List<String> later) {
        return Stream.concat(super.afterBindingAWaitingResource(waiting, later).stream(), Stream.of(later))
                .toList();
    }

    @Override
    GridServer impatient() {
        return EjabberdServer.builder().resumeTimeout(Duration.ofSeconds(1)).start();
    }
}
