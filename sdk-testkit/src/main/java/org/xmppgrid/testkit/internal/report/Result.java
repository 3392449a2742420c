package org.xmppgrid.testkit.internal.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.testkit.Clause;

/**
 * What is known of one test at the end of a run.
 *
 * @param server the name of the server it belongs to
 * @param clause the clause it holds the server against, if any
 * @param outcome how it ended
 * @param reason why it didn't run, empty if it did or if nobody said
 * @param deviations what it found, a line each
 */
record Result(String server, @Nullable Clause clause, Outcome outcome, String reason, List<String> deviations) {}
