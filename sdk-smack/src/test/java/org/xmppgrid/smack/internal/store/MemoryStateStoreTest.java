package org.xmppgrid.smack.internal.store;

import org.xmppgrid.sdk.StateStore;

/** The fake that other tests stand on keeps the contract too. */
class MemoryStateStoreTest extends StateStoreContract {
    @Override
    StateStore open() {
        return new MemoryStateStore();
    }
}
