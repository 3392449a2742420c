package org.xmppgrid.smack;

import org.xmppgrid.sdk.Diagnosis;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridConnector;
import org.xmppgrid.sdk.GridSettings;
import org.xmppgrid.smack.internal.engine.AccountRegistration;
import org.xmppgrid.smack.internal.engine.Doctor;
import org.xmppgrid.smack.internal.engine.GridSession;

/** Connects platforms over Smack. Found by the service loader. */
public final class SmackGridConnector implements GridConnector {

    /** For the service loader. */
    public SmackGridConnector() {}

    @Override
    public Grid connect(GridSettings settings) {
        return GridSession.open(settings);
    }

    @Override
    public Diagnosis diagnose(GridSettings settings) {
        return Doctor.examine(settings);
    }

    @Override
    public void register(GridSettings settings) {
        AccountRegistration.register(settings);
    }
}
