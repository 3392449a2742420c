package org.xmppgrid.sdk;

/** What a durable provider does when the broker refuses a report for good. */
public enum WhenRefused {
    /** The report becomes a dead letter, and the others go on. The default. */
    SET_ASIDE,
    /**
     * Nothing more is published until {@link Provider#resume()} or {@link Provider#skip()}. What was on its way behind the
     * refused report can't be called back: with a {@linkplain ProviderBuilder#window window} of 1 nothing is.
     */
    STOP
}
