package org.xmppgrid.testkit.conformance;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.GridExtension;

class EmbeddedExchangeIT extends WithScene implements TypedExchange, Refusals, Strangers {
    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();
}
