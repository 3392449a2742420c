package org.xmppgrid.testkit.internal.embedded;

import java.time.Duration;

/**
 * What clients may do about acknowledgements and lost connections (XEP-0198).
 *
 * @param offered whether it is offered at all
 * @param timeout how long a session waits for its client after the connection is lost
 * @param limit how many unacknowledged stanzas are kept for a session
 */
public record ResumptionSettings(boolean offered, Duration timeout, int limit) {}
