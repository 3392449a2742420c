package org.xmppgrid.testkit.conformance;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ProsodyServer;
import org.xmppgrid.testkit.ServerKind;

class CurrentProsodyFaultyNetworkIT extends FaultyNetwork {
    @RegisterExtension
    static final GridExtension grid = GridExtension.of(ServerKind.PROSODY_13, () -> ProsodyServer.current()
            .storage(ProsodyServer.Storage.INTERNAL)
            .start());
}
