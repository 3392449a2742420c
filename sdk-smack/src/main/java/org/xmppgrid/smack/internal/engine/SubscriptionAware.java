package org.xmppgrid.smack.internal.engine;

/** A listener of the SDK's own that has to know the subscription that it listens to. */
interface SubscriptionAware {

    /** Called before the listener is told of anything. */
    void listensTo(LiveSubscription<?> subscription);
}
