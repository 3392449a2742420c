package org.xmppgrid.testkit.conformance;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.xmppgrid.sdk.Endpoint.Transport;
import org.xmppgrid.sdk.TlsVersion;
import org.xmppgrid.testkit.GridPki;
import org.xmppgrid.testkit.GridServer;
import org.xmppgrid.testkit.StartTls;

/**
 * What a controller offers to a client that has shown its certificate, read by hand and not by the SDK.
 *
 * @param mechanisms the SASL mechanisms, sorted, {@code (-PLUS)} meaning both kinds
 * @param bindings the channel bindings that it announces (XEP-0440), sorted
 */
record Offer(String mechanisms, String bindings) {
    private static final int LIMIT_MILLIS = 20_000;
    private static final Pattern MECHANISM = Pattern.compile("<mechanism>([^<]+)</mechanism>");
    private static final Pattern BINDING = Pattern.compile("<channel-binding [^>]*type=['\"]([^'\"]+)['\"]");

    static Offer of(GridServer server, GridPki pki, String user, TlsVersion version, Transport transport)
            throws IOException, GeneralSecurityException {
        boolean direct = transport == Transport.DIRECT_TLS;
        int port = direct ? server.directTlsPort().orElseThrow() : server.port();
        try (Socket plain = new Socket(server.host(), port)) {
            plain.setSoTimeout(LIMIT_MILLIS);
            if (!direct) {
                StartTls.exchange(plain, StartTls.header(server.domain()), "</stream:features>");
                StartTls.exchange(plain, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "/>");
            }
            try (SSLSocket secure = (SSLSocket) pki.clientContext(server.client(user))
                    .getSocketFactory()
                    .createSocket(plain, server.domain(), port, true)) {
                SSLParameters parameters = secure.getSSLParameters();
                parameters.setProtocols(new String[] {version.protocolName()});
                secure.setSSLParameters(parameters);
                String features = StartTls.exchange(secure, StartTls.header(server.domain()), "</stream:features>");
                return new Offer(
                        all(MECHANISM, features).replaceAll("(\\S+), \\1-PLUS", "$1(-PLUS)"), all(BINDING, features));
            }
        }
    }

    private static String all(Pattern pattern, String text) {
        String found = pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .sorted()
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "none" : found;
    }
}
