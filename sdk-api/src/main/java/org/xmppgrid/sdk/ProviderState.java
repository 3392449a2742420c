package org.xmppgrid.sdk;

/** What a durable provider is doing. In all states but {@link #SPOOL_FAILED} and {@link #CLOSED} it takes reports. */
public enum ProviderState {
    /** Reports go to the broker as they come. */
    PUBLISHING,
    /** The connection is lost, or the broker or topic can't take reports now; it goes on by itself. */
    WAITING,
    /** The broker refused a report, and {@link WhenRefused#STOP} was asked for. */
    STOPPED,
    /** The disk failed; the spool is opened again by and by. What was safe is safe still. */
    SPOOL_FAILED,
    /** The grid was closed or is lost for good: the reports wait for a provider of this name from another grid. */
    DISCONNECTED,
    /** It was closed. */
    CLOSED
}
