package org.xmppgrid.testkit;

import org.xmppgrid.testkit.internal.embedded.PagingFaults;

/** What can go wrong with the pages of a topic's items at an {@linkplain GridBroker embedded grid}. */
public enum PagingFault {
    /** Nothing. */
    NONE(PagingFaults.NONE),
    /** Every page is the first one, whatever it was to go on from. */
    REPEATED(PagingFaults.REPEATED),
    /** Behind the first page comes an empty one, whatever the count says. */
    TRUNCATED(PagingFaults.TRUNCATED),
    /** Pages are as large as was asked for, and nothing says that they are not everything. */
    UNMARKED(PagingFaults.UNMARKED);

    private final PagingFaults faults;

    PagingFault(PagingFaults faults) {
        this.faults = faults;
    }

    PagingFaults faults() {
        return faults;
    }
}
