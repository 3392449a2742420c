package org.xmppgrid.sdk;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may do what at a topic, and who is subscribed to it: for the topic's owner (XEP-0060 §8.8, §8.9). Thread-safe;
 * keeps nothing, so that every call asks the broker.
 *
 * <p>Affiliations belong to accounts: of a full address the bare one counts. A topic keeps at least one owner: a change
 * that would leave none is refused before anything is sent, with {@link Reason#LAST_OWNER}. Two owners who demote each
 * other at the same moment are the broker's to stop.
 *
 * <p>All calls throw as the requests of a {@link Topic} do: {@link Reason#FORBIDDEN} to who is not an owner,
 * {@link Reason#TOPIC_NOT_FOUND}, {@link Reason#NOT_SUPPORTED} where the broker does not let owners do this.
 */
public interface Members {

    /**
     * All accounts with an affiliation.
     *
     * @return the accounts in the broker's order; those with {@link Affiliation#NONE} are not listed
     * @throws GridException as said above
     */
    List<Member> list();

    /**
     * The affiliation of one account.
     *
     * @param account the account
     * @return its affiliation; {@link Affiliation#NONE} for one that the broker does not list
     * @throws GridException as said above
     */
    Affiliation of(GridAddress account);

    /**
     * Changes the affiliation of one account.
     *
     * @param account the account
     * @param affiliation what it may do from now on
     * @throws GridException as for {@link #set(Map)}
     */
    default void set(GridAddress account, Affiliation affiliation) {
        set(Map.of(account, affiliation));
    }

    /**
     * Changes the affiliations of several accounts in one request; the others keep theirs. The subscriptions of those who
     * become an {@link Affiliation#OUTCAST} are ended first, since today's brokers would go on to send them events. Other
     * changes leave subscriptions as they are: to take access away, use {@link #remove} or {@link #whitelist(Set)}.
     *
     * @param affiliations what each account may do from now on; if it is empty, nothing is sent
     * @throws GridRequestException {@link Reason#LAST_OWNER}, {@link Reason#FORBIDDEN} or {@link Reason#REFUSED}. Where
     *     a broker refuses a change and carries it out all the same (Prosody), that is looked up and not an error
     * @throws IllegalArgumentException if two addresses of one account are given different affiliations
     */
    void set(Map<GridAddress, Affiliation> affiliations);

    /**
     * Takes all access from an account, so that it receives nothing more: ends its subscriptions first, those that are
     * pending too, then its affiliation, and looks whether a subscription was made in between. On a topic that is open to
     * everybody it can subscribe again; make it an {@link Affiliation#OUTCAST} there.
     *
     * @param account the account; for one without access this does nothing
     * @throws GridRequestException as for {@link #set(Map)}
     */
    void remove(GridAddress account);

    /**
     * The accounts that may subscribe to a topic with a whitelist: members, publishers and owners.
     *
     * @return bare addresses, in the broker's order
     * @throws GridException as said above
     */
    Set<GridAddress> whitelist();

    /**
     * Makes the whitelist exactly this. Accounts that are not on it yet become members, and publishers if they were
     * {@link Affiliation#PUBLISH_ONLY}; members that are not among these are removed as by {@link #remove}, all in one
     * go. Owners and publishers stay what they are, also if they are not among these, and so do outcasts that are not.
     *
     * @param accounts who may subscribe
     * @throws GridRequestException as for {@link #set(Map)}
     */
    void whitelist(Set<GridAddress> accounts);

    /**
     * The topic's subscriptions. Some brokers (ejabberd) leave out those that are pending; for them there is
     * {@link Approvals#pending()}.
     *
     * @return the subscriptions, in the broker's order
     * @throws GridException as said above
     */
    List<Subscriber> subscribers();

    /**
     * Subscribes somebody, or approves a pending request. Most brokers tell them. Where the topic has a whitelist, put
     * them on it first: Prosody refuses those who are not.
     *
     * @param subscriber an account, or one of its connections
     * @throws GridException as said above
     */
    void subscribe(GridAddress subscriber);

    /**
     * Ends subscriptions, those that are pending too. Most brokers tell the subscriber; Prosody does not.
     *
     * @param subscriber an account, for all of its subscriptions, or one of its connections, for that one's; for those
     *     who are not subscribed this does nothing
     * @throws GridException as said above
     */
    void unsubscribe(GridAddress subscriber);
}
