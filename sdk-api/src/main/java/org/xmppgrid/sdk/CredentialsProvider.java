package org.xmppgrid.sdk;

/**
 * Knows a platform's present credentials. It is asked at each attempt to connect, so that a password or certificate
 * that is rotated is picked up without a restart, and none is kept in memory in between.
 *
 * <p>Called on the thread that connects, once for each attempt. It may block; that counts towards the connect timeout
 * of nobody, so it should have one of its own. What it throws ends the attempt and reaches the caller as it is.
 */
@FunctionalInterface
public interface CredentialsProvider {

    /**
     * The present credentials of an account.
     *
     * @param account the bare address of the account that is about to log in
     * @return new credentials: the SDK {@linkplain Credentials#clear() clears} them when the attempt is over
     */
    Credentials credentials(GridAddress account);
}
