package org.xmppgrid.testkit.internal.embedded;

import java.time.Clock;
import java.util.Map;
import java.util.Set;

/**
 * What an embedded grid is started with.
 *
 * @param domain the controller's domain
 * @param broker the broker's domain
 * @param port the TCP port, or 0 for any that is free
 * @param accounts passwords by the local part of the address
 * @param mayCreate the accounts that may create topics
 * @param sasl how clients log in
 * @param registration what clients may do about accounts by themselves
 * @param resumption what clients may do about acknowledgements and lost connections
 * @param stanzaLimit the largest stanza to accept, in bytes
 * @param pageLimit the largest page of a result set
 * @param itemLimit the largest number of items that a topic may keep
 * @param writeLimit how many characters may wait for one client
 * @param offlineLimit how many messages are kept for an account that isn't there
 * @param journalCapacity how many elements the journal keeps
 * @param tls the server's certificate, its versions of TLS and what it makes of its clients' certificates
 * @param clock the time for stamps
 */
public record Settings(
        String domain,
        String broker,
        int port,
        Map<String, String> accounts,
        Set<String> mayCreate,
        SaslSettings sasl,
        RegistrationSettings registration,
        ResumptionSettings resumption,
        int stanzaLimit,
        int pageLimit,
        int itemLimit,
        long writeLimit,
        int offlineLimit,
        int journalCapacity,
        ServerTls tls,
        Clock clock) {

    /** Copies the collections. */
    public Settings {
        accounts = Map.copyOf(accounts);
        mayCreate = Set.copyOf(mayCreate);
    }
}
