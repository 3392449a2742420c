package org.xmppgrid.smack.internal.wire;

import org.jspecify.annotations.Nullable;

/** One mechanism's client side of one login. Used by one thread at a time. */
interface SaslExchange {

    /**
     * What the client says first.
     *
     * @return the initial response, which may be empty
     * @throws SaslFaultException if it has nothing to say
     */
    byte[] first() throws SaslFaultException;

    /**
     * Answers a challenge, which may also be what comes along with the controller's success.
     *
     * @param challenge the challenge
     * @return the response, null for an empty one
     * @throws SaslFaultException if the challenge breaks a rule
     */
    byte @Nullable [] answer(byte[] challenge) throws SaslFaultException;

    /**
     * The controller claims success.
     *
     * @throws SaslFaultException if it is not to be believed
     */
    void succeeded() throws SaslFaultException;

    /** The login is over without success: what is left of secrets, or was remembered of them, goes. */
    void failed();
}
