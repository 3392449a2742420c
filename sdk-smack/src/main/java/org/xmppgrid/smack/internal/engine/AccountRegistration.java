package org.xmppgrid.smack.internal.engine;

import java.util.Optional;
import org.xmppgrid.sdk.Credentials;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridSettings;
import org.xmppgrid.smack.internal.xmpp.OpeningWatch;
import org.xmppgrid.smack.internal.xmpp.RegistrationForm;
import org.xmppgrid.smack.internal.xmpp.RegistrationSession;

/** Registers an account (XEP-0077 §3.1): asks what is asked for, and answers if a name and a password are all. */
public final class AccountRegistration {
    private AccountRegistration() {}

    /**
     * Registers the account of the settings with the password of its credentials.
     *
     * @throws GridException if it can't
     * @throws IllegalStateException if there is no password
     */
    public static void register(GridSettings settings) {
        Credentials credentials =
                settings.credentials().credentials(settings.address().bare());
        try {
            char[] password = credentials
                    .password()
                    .filter(chars -> chars.length > 0)
                    .orElseThrow(
                            () -> new IllegalStateException("An account is registered with a password, and there is"
                                    + " none for " + settings.address().bare() + ": call password(..) first"));
            Observers observers = new Observers(
                    settings.observers(),
                    settings.address(),
                    new ReportRate(settings.limits().reportsPerMinute(), System::nanoTime));
            RegistrationSession.Listener dropped =
                    (kind, from, detail) -> observers.tell(kind, from, Optional.empty(), detail);
            try (RegistrationSession session = RegistrationSession.open(settings, dropped, OpeningWatch.NOBODY)) {
                RegistrationForm asked = session.form().await();
                asked.requireAnswerable(settings.address().bare());
                session.register(asked, password).await();
            }
        } finally {
            credentials.clear();
        }
    }
}
