package org.xmppgrid.testkit.internal.embedded;

import java.util.List;

/**
 * How clients log in.
 *
 * @param mechanisms the mechanisms to offer where the stream allows them, in this order
 * @param bindings the types of channel binding to accept where the stream has them, in this order
 * @param bindingsAdvertised whether these types are advertised (XEP-0440)
 * @param downgradeProtected whether SCRAM carries a hash of what was offered (XEP-0474)
 * @param iterations the iteration count of SCRAM
 */
public record SaslSettings(
        List<String> mechanisms,
        List<String> bindings,
        boolean bindingsAdvertised,
        boolean downgradeProtected,
        int iterations) {

    /** Copies the lists. */
    public SaslSettings {
        mechanisms = List.copyOf(mechanisms);
        bindings = List.copyOf(bindings);
    }
}
