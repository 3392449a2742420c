package org.xmppgrid.smack.internal.engine;

import java.util.List;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;

/** Holds what a broker lists of an account against the limits. */
final class OwnLists {
    private OwnLists() {}

    static <T> List<T> bounded(List<T> list, String what, GridAddress broker, GridLimits limits) {
        if (list.size() > limits.topics()) {
            throw new GridRequestException(
                    Reason.LIMIT_EXCEEDED,
                    "The broker " + broker + " lists " + list.size() + " " + what + " of this account, and"
                            + " GridLimits.topics() is " + limits.topics() + "; raise it if there really are that many",
                    null,
                    null);
        }
        return List.copyOf(list);
    }
}
