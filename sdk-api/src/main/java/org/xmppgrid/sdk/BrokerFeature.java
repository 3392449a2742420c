package org.xmppgrid.sdk;

import java.util.Arrays;
import java.util.Optional;

/** What a publish-subscribe service may be able to do: the features of XEP-0060 §10, by their names there. */
public enum BrokerFeature {
    /** Topics may be collections of topics (XEP-0248). */
    COLLECTIONS("collections"),
    /** The owner approves subscriptions. */
    ACCESS_AUTHORIZE("access-authorize"),
    /** Anybody may subscribe. */
    ACCESS_OPEN("access-open"),
    /** Who sees the owner's presence may subscribe. */
    ACCESS_PRESENCE("access-presence"),
    /** Who is in a group of the owner's contacts may subscribe. */
    ACCESS_ROSTER("access-roster"),
    /** Who is on a list may subscribe. */
    ACCESS_WHITELIST("access-whitelist"),
    /** Publishing to a topic that does not exist creates it. */
    AUTO_CREATE("auto-create"),
    /** Contacts are subscribed by their presence. */
    AUTO_SUBSCRIBE("auto-subscribe"),
    /** Owners may configure topics. */
    CONFIG_NODE("config-node"),
    /** {@code max} may be asked for as the number of items. */
    CONFIG_NODE_MAX("config-node-max"),
    /** A topic is created with its configuration in one request. */
    CREATE_AND_CONFIGURE("create-and-configure"),
    /** Topics may be created. */
    CREATE_NODES("create-nodes"),
    /** Items may be deleted. */
    DELETE_ITEMS("delete-items"),
    /** Topics may be deleted. */
    DELETE_NODES("delete-nodes"),
    /** Events are filtered by the subscriber's capabilities. */
    FILTERED_NOTIFICATIONS("filtered-notifications"),
    /** Owners may ask for the requests that await their decision. */
    GET_PENDING("get-pending"),
    /** The broker chooses a name for a topic. */
    INSTANT_NODES("instant-nodes"),
    /** Publishers may choose the ids of items. */
    ITEM_IDS("item-ids"),
    /** New subscribers get the last item by default. */
    LAST_PUBLISHED("last-published"),
    /** Subscriptions may end at a time. */
    LEASED_SUBSCRIPTION("leased-subscription"),
    /** Owners may manage subscriptions. */
    MANAGE_SUBSCRIPTIONS("manage-subscriptions"),
    /** There are members. */
    MEMBER_AFFILIATION("member-affiliation"),
    /** Topics are described. */
    META_DATA("meta-data"),
    /** Owners may change affiliations. */
    MODIFY_AFFILIATIONS("modify-affiliations"),
    /** A topic may be in several collections. */
    MULTI_COLLECTION("multi-collection"),
    /** Several items may be published in one request. */
    MULTI_ITEMS("multi-items"),
    /** A platform may subscribe to a topic several times. */
    MULTI_SUBSCRIBE("multi-subscribe"),
    /** There are outcasts. */
    OUTCAST_AFFILIATION("outcast-affiliation"),
    /** Items are kept. */
    PERSISTENT_ITEMS("persistent-items"),
    /** Events may go to those who are present only. */
    PRESENCE_NOTIFICATIONS("presence-notifications"),
    /** Authorized contacts are subscribed to an account's own broker. */
    PRESENCE_SUBSCRIBE("presence-subscribe"),
    /** Items may be published. */
    PUBLISH("publish"),
    /** Publishing to a full topic is treated in a special way. */
    PUBLISH_NODE_FULL("publish-node-full"),
    /** Publishing may have preconditions. */
    PUBLISH_OPTIONS("publish-options"),
    /** There are platforms that publish and do not read. */
    PUBLISH_ONLY_AFFILIATION("publish-only-affiliation"),
    /** There are publishers. */
    PUBLISHER_AFFILIATION("publisher-affiliation"),
    /** All items of a topic may be removed at once. */
    PURGE_NODES("purge-nodes"),
    /** Items may be withdrawn. */
    RETRACT_ITEMS("retract-items"),
    /** A platform may ask for its affiliations. */
    RETRIEVE_AFFILIATIONS("retrieve-affiliations"),
    /** The default configuration of topics may be asked for. */
    RETRIEVE_DEFAULT("retrieve-default"),
    /** The default options of subscriptions may be asked for. */
    RETRIEVE_DEFAULT_SUB("retrieve-default-sub"),
    /** Items may be asked for. */
    RETRIEVE_ITEMS("retrieve-items"),
    /** A platform may ask for its subscriptions. */
    RETRIEVE_SUBSCRIPTIONS("retrieve-subscriptions"),
    /** Lists of items have pages (XEP-0060 §6.5.4). */
    RSM("rsm"),
    /** Topics may be subscribed to. */
    SUBSCRIBE("subscribe"),
    /** Subscriptions have options. */
    SUBSCRIPTION_OPTIONS("subscription-options"),
    /** Subscribers are told of changes of their subscription. */
    SUBSCRIPTION_NOTIFICATIONS("subscription-notifications");

    private final String protocolName;

    BrokerFeature(String protocolName) {
        this.protocolName = protocolName;
    }

    /**
     * The feature's name in XEP-0060.
     *
     * @return for example {@code create-nodes}
     */
    public String protocolName() {
        return protocolName;
    }

    /**
     * The feature of a name.
     *
     * @param protocolName for example {@code create-nodes}
     * @return the feature, or empty for a name that XEP-0060 does not know
     */
    public static Optional<BrokerFeature> named(String protocolName) {
        return Arrays.stream(values())
                .filter(feature -> feature.protocolName.equals(protocolName))
                .findFirst();
    }
}
