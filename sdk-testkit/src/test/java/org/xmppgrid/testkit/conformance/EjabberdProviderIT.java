package org.xmppgrid.testkit.conformance;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridExtension;

class EjabberdProviderIT extends ProviderTestCase {
    @RegisterExtension
    static final GridExtension grid = GridExtension.ejabberd();
}
