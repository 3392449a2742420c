package org.xmppgrid.smack.internal.store;

/** What happens when a store is opened that is corrupted, truncated or gone. Both say what was lost. */
public enum WhenDamaged {
    /** It is not opened: the error says what is readable and where a copy of that is. The files stay as they are. */
    REFUSE,
    /** It is set aside under another name, and what is readable of it goes on: {@link FileStateStore#recovery()}. */
    RECOVER
}
