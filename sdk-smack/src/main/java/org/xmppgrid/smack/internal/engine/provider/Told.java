package org.xmppgrid.smack.internal.engine.provider;

import java.util.Map;
import org.xmppgrid.sdk.Observation;

/** Takes what the observers of a connection are to be told of a topic. */
@FunctionalInterface
public interface Told {

    /** Tells them; must not block for long. */
    void tell(Observation.Kind kind, String detail, Map<String, String> attributes);
}
