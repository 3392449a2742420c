package org.xmppgrid.testkit.reliability;

/**
 * What came of a run.
 *
 * @param sent how many reports were sent
 * @param strikes how often a fault struck
 * @param lost how many reports a consumer's handler never got, of both
 * @param twice how many it got again after it had acknowledged them
 * @param outOfOrder how many came after a report that was sent later
 * @param retried how many publications the provider repeated, under the same item id
 * @param seed what has the same faults strike again
 */
record Outcome(int sent, int strikes, int lost, int twice, int outOfOrder, long retried, long seed) {}
