package org.xmppgrid.testkit.conformance;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.ServerKind;

class CurrentEjabberdFaultyNetworkIT extends EjabberdFaultyNetwork {
    @RegisterExtension
    static final GridExtension grid = GridExtension.of(ServerKind.EJABBERD_24);
}
