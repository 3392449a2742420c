package org.xmppgrid.iodef;

/** What publishing does with a document that has findings of the severity ERROR ({@link Iodef#validate}). */
public enum ValidationPolicy {
    /** It is refused before any of it is sent, with the first findings in the message. This is the default. */
    REFUSE,

    /** It is sent, and one warning in the log of {@code org.xmppgrid.iodef} says how many findings there are and where. */
    WARN,

    /** It is sent unchecked, which saves the time of the check. */
    OFF
}
