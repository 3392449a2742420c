package org.xmppgrid.smack.internal.xmpp;

import org.xmppgrid.smack.internal.wire.SaltedKeys;

/** What a session may remember of its logins, to be faster at the next: salted keys, never a password. Thread-safe. */
public final class SessionKeys implements AutoCloseable {
    private final SaltedKeys keys = new SaltedKeys();

    SaltedKeys keys() {
        return keys;
    }

    /** Overwrites what was remembered. */
    @Override
    public void close() {
        keys.close();
    }
}
