package org.xmppgrid.testkit.conformance;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridExtension;

class EmbeddedProviderIT extends ProviderTestCase {
    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();
}
