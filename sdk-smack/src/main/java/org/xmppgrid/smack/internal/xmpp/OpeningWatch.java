package org.xmppgrid.smack.internal.xmpp;

import java.util.function.Consumer;
import org.xmppgrid.smack.internal.wire.OpeningStep;

/** Watches a connection being opened, on the threads that open it: it must be short. */
public interface OpeningWatch extends Consumer<OpeningStep> {
    /** Does not watch. */
    OpeningWatch NOBODY = step -> {};

    /** This one, and then another. */
    default OpeningWatch and(OpeningWatch other) {
        return step -> {
            accept(step);
            other.accept(step);
        };
    }
}
