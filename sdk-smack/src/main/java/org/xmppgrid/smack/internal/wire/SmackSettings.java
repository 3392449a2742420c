package org.xmppgrid.smack.internal.wire;

import java.util.Locale;
import javax.net.ssl.KeyManager;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;
import org.xmppgrid.sdk.Endpoint;

/**
 * Our settings in Smack's terms. Made anew for each stream: a TLS context that is used twice may resume a session, and
 * then nobody asks {@link GridTrust}.
 */
final class SmackSettings {
    private SmackSettings() {}

    static XMPPTCPConnectionConfiguration of(WireSettings settings, GridTrust trust, GridSockets sockets)
            throws XmppStringprepException {
        XMPPTCPConnectionConfiguration.Builder builder = XMPPTCPConnectionConfiguration.builder()
                // Without the user's name: Smack would put it into the stream header before TLS.
                .setXmppDomain(JidCreate.domainBareFrom(settings.account().domain()))
                .setSecurityMode(SecurityMode.required)
                .setCustomX509TrustManager(trust)
                // What the handshake has verified; never true without it. Smack asks after the handshake.
                .setHostnameVerifier((host, session) -> trust.accepts(session))
                .setEnabledSSLProtocols(new String[] {"TLSv1.3", "TLSv1.2"})
                // Otherwise the JVM's default key store would offer its client certificates to anybody.
                .setKeyManagers(new KeyManager[0])
                .setSocketFactory(sockets)
                .setConnectTimeout((int)
                        Math.min(Integer.MAX_VALUE, settings.connectTimeout().toMillis()))
                .setCompressionEnabled(false)
                .setSendPresence(false)
                .setLanguage(Locale.ENGLISH)
                // SmackConfiguration.DEBUG would print passwords and payloads.
                .setDebuggerFactory(null)
                .addEnabledSaslMechanism(GridSasl.NAME);
        if (!settings.byServiceRecords()) {
            Endpoint first = settings.endpoints().get(0);
            builder.setHost(first.host());
            builder.setPort(first.port());
        }
        return builder.build();
    }
}
