package org.xmppgrid.smack.internal.store;

import java.time.Instant;
import org.xmppgrid.sdk.Reason;

/**
 * A report that will not be published unless somebody asks for it.
 *
 * @param item the report as it was given to the spool
 * @param reason why, for programs
 * @param why why, for people
 * @param attempts how often it was tried
 * @param since when it was given up
 */
public record SpoolDeadLetter(Spooled item, Reason reason, String why, int attempts, Instant since) {}
