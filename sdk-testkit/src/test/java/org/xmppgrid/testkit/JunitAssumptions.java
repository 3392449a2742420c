package org.xmppgrid.testkit;

import org.assertj.core.configuration.Configuration;
import org.assertj.core.configuration.PreferredAssumptionException;

/** An assumption that is not met skips a test by JUnit's exception: the reactive-streams TCK brings TestNG's along. */
public final class JunitAssumptions extends Configuration {

    @Override
    public PreferredAssumptionException preferredAssumptionException() {
        return PreferredAssumptionException.JUNIT5;
    }
}
