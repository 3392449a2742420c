package org.xmppgrid.testkit.conformance;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ProsodyServer;
import org.xmppgrid.testkit.ServerKind;

class ProsodyProviderIT extends ProviderTestCase {
    @RegisterExtension
    static final GridExtension grid = GridExtension.of(
            ServerKind.PROSODY,
            () -> ProsodyServer.builder().storage(ProsodyServer.Storage.SQLITE).start());
}
