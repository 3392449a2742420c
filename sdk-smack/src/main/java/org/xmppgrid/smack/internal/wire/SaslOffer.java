package org.xmppgrid.smack.internal.wire;

import java.util.List;
import java.util.Optional;

/**
 * How a controller says that it can be logged in to, exactly as it says it: XEP-0474 hashes these lists.
 *
 * @param mechanisms the names of the SASL mechanisms, in its order
 * @param bindings the channel bindings that it knows, if it announces any (XEP-0440)
 */
record SaslOffer(List<String> mechanisms, Optional<List<String>> bindings) {
    /** No controller has so many ways in. */
    static final int MOST = 100;

    private static final String PLUS = "-PLUS";

    /**
     * Checks the sizes.
     *
     * @throws WireException if there are more than {@value #MOST} of a kind
     */
    SaslOffer {
        mechanisms = List.copyOf(mechanisms);
        bindings = bindings.map(List::copyOf);
        if (mechanisms.size() > MOST || bindings.map(List::size).orElse(0) > MOST) {
            throw new WireException(
                    WireException.Kind.TOO_BIG,
                    "The controller offers more than " + MOST + " ways to log in",
                    null,
                    false,
                    null);
        }
    }

    /** Whether any mechanism on offer binds the channel. */
    boolean bindsChannel() {
        return mechanisms.stream().anyMatch(name -> name.endsWith(PLUS));
    }
}
