package org.xmppgrid.testkit.conformance;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.RegistrationPolicy;
import org.xmppgrid.testkit.ServerKind;

class EmbeddedReconnectingIT extends Reconnecting {
    @RegisterExtension
    static final GridExtension grid = GridExtension.of(
            ServerKind.EMBEDDED,
            () -> GridBroker.builder().registration(RegistrationPolicy.OPEN).start());
}
