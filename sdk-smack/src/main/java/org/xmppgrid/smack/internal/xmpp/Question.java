package org.xmppgrid.smack.internal.xmpp;

import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;

/** What somebody was asked, so that a failure can be told in its terms. */
interface Question {

    /** Who was asked. */
    GridAddress at();

    /** The exception for a failed request, made on the thread that is to throw it. */
    GridException failure(Throwable cause);
}
