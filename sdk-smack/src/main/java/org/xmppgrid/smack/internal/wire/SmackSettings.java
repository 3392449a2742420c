package org.xmppgrid.smack.internal.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;

/** Our settings in Smack's terms. Made anew for each stream, as {@link GridTls} is. */
final class SmackSettings {
    /** Smack connects a socket that is connected already ({@link ReadySocket}), and is to look up nothing for that. */
    private static final byte[] NOWHERE = {127, 0, 0, 1};

    private SmackSettings() {}

    static XMPPTCPConnectionConfiguration of(WireSettings settings, GridTls tls, GridSockets sockets)
            throws XmppStringprepException {
        XMPPTCPConnectionConfiguration.Builder builder = XMPPTCPConnectionConfiguration.builder()
                // Without the user's name: Smack would put it into the stream header before TLS.
                .setXmppDomain(JidCreate.domainBareFrom(settings.account().domain()))
                // Direct TLS stands before Smack begins, and STARTTLS has no place in it (XEP-0368 §2).
                .setSecurityMode(tls.isDirect() ? SecurityMode.disabled : SecurityMode.required)
                .setSslContextFactory(tls::forSmack)
                // What the handshake has verified; never true without it. Smack asks after the handshake.
                .setHostnameVerifier((host, session) -> tls.accepts(session))
                // Smack would read the JVM's default key store, though nobody is shown what is in it.
                .setKeyManagers(new KeyManager[0])
                .setSocketFactory(sockets)
                .setHostAddress(nowhere())
                .setCompressionEnabled(false)
                .setSendPresence(false)
                .setLanguage(Locale.ENGLISH)
                // SmackConfiguration.DEBUG would print passwords and payloads.
                .setDebuggerFactory(null)
                .addEnabledSaslMechanism(GridSasl.NAME);
        return builder.build();
    }

    private static InetAddress nowhere() {
        try {
            return InetAddress.getByAddress(NOWHERE);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("That is an address", e);
        }
    }
}
