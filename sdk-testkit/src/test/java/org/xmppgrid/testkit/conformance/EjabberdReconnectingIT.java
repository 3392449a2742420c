package org.xmppgrid.testkit.conformance;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.EjabberdServer;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ServerKind;

class EjabberdReconnectingIT extends Reconnecting {
    @RegisterExtension
    static final GridExtension grid = GridExtension.of(
            ServerKind.EJABBERD, () -> EjabberdServer.builder().registration().start());
}
