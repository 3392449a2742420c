package org.xmppgrid.testkit.conformance;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridExtension;

class ProsodyConsumerIT extends ConsumerTestCase {
    @RegisterExtension
    static final GridExtension grid = GridExtension.prosody();
}
