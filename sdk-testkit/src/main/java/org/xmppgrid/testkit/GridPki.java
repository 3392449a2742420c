package org.xmppgrid.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.testkit.internal.pki.AnyCertificate;
import org.xmppgrid.testkit.internal.pki.Authority;
import org.xmppgrid.testkit.internal.pki.Validity;

/**
 * The certificates of one grid: an authority made for it, and what that authority issues, good and bad. Nothing is
 * shared with another grid and nothing is kept when the process ends.
 *
 * <p>Certificates are made when they are first asked for and are the same from then on. Thread-safe.
 */
public final class GridPki {

    private static final String NO_PASSWORD = "";

    private final String domain;
    private final Authority authority;
    private final Map<String, Identity> identities = new ConcurrentHashMap<>();
    private final Set<BigInteger> revoked = ConcurrentHashMap.newKeySet();

    private GridPki(String domain, String authorityName) {
        this.domain = Objects.requireNonNull(domain, "domain");
        this.authority = Authority.create(authorityName);
    }

    /**
     * Makes an authority for a grid.
     *
     * @param domain the domain of the grid's controller, such as {@value GridServer#DEFAULT_DOMAIN}
     * @return a PKI with a key of its own
     */
    public static GridPki create(String domain) {
        return new GridPki(domain, "XMPP-Grid test CA");
    }

    /**
     * Makes an authority that nobody trusts. What it issues carries the same names as what this PKI issues.
     *
     * @return another PKI for the same domain
     */
    public GridPki stranger() {
        return new GridPki(domain, "Rogue CA");
    }

    /**
     * The domain that the certificates are for.
     *
     * @return a domain name
     */
    public String domain() {
        return domain;
    }

    /**
     * The certificate of the authority, which is what a client has to trust.
     *
     * @return a self-signed certificate
     */
    public X509Certificate authority() {
        return authority.certificate();
    }

    /**
     * The server's identity. Its certificate names the domain and its broker, the host {@code localhost} with its
     * addresses, and the domain as SRVName and XmppAddr (RFC 6120 §13.7.1.2).
     *
     * @return an identity that a client of this grid accepts
     */
    public Identity server() {
        return identity("server", key -> server(key, Validity.now(), serverNames()));
    }

    /**
     * A server with a valid certificate for somebody else, {@code other.example}.
     *
     * @return an identity that a client has to refuse
     */
    public Identity wrongHost() {
        return identity(
                "wronghost",
                key -> server(key, Validity.now(), List.of(new GeneralName(GeneralName.dNSName, "other.example"))));
    }

    /**
     * A server whose certificate expired in the year 2020.
     *
     * @return an identity that a client has to refuse
     */
    public Identity expired() {
        return identity("expired", key -> server(key, Validity.past(), serverNames()));
    }

    /**
     * A server whose certificate is on the {@linkplain #revocations() revocation list}.
     *
     * @return an identity that a client which checks revocation has to refuse
     */
    public Identity revoked() {
        return revoke(identity("revoked", key -> server(key, Validity.now(), serverNames())));
    }

    /**
     * A client's identity, whose certificate names its address as XmppAddr (XEP-0178 §2), for SASL EXTERNAL.
     *
     * @param user the local part of the client's address
     * @return an identity that the servers of this grid accept
     */
    public Identity client(String user) {
        return clientOf(user, List.of(user + "@" + domain));
    }

    /**
     * A client's identity with the addresses of one's choice: several, or none but the common name.
     *
     * @param commonName the common name of the certificate
     * @param addresses the addresses that the certificate names as XmppAddr; empty for none
     * @return an identity that this grid's authority issued
     */
    public Identity clientOf(String commonName, List<String> addresses) {
        List<String> named = List.copyOf(addresses);
        return identity("client " + commonName + " " + named, key -> client(key, commonName, Validity.now(), named));
    }

    /**
     * A client whose certificate expired in the year 2020.
     *
     * @param user the local part of the client's address
     * @return an identity that a server has to refuse
     */
    public Identity expiredClient(String user) {
        return identity(
                "expired client " + user, key -> client(key, user, Validity.past(), List.of(user + "@" + domain)));
    }

    /**
     * A client whose certificate is on the {@linkplain #revocations() revocation list}.
     *
     * @param user the local part of the client's address
     * @return an identity that a server which checks revocation has to refuse
     */
    public Identity revokedClient(String user) {
        return revoke(identity(
                "revoked client " + user, key -> client(key, user, Validity.now(), List.of(user + "@" + domain))));
    }

    /**
     * The authority's list of the revoked certificates that were asked for up to now.
     *
     * @return a new list at each call
     */
    public X509CRL revocations() {
        return authority.revocations(Set.copyOf(revoked));
    }

    /**
     * Writes the certificate of the authority.
     *
     * @param file the file to write, replaced if it exists
     * @return the file
     * @throws IOException if the file can't be written
     */
    public Path writeAuthority(Path file) throws IOException {
        return Files.writeString(file, Pem.of(authority()).toString());
    }

    /**
     * A TLS context for a server: it shows the identity, and accepts clients whose certificate this authority issued.
     * Whether clients are asked for one is the business of the socket.
     *
     * @param identity what the server shows
     * @return an initialised context
     */
    public SSLContext serverContext(Identity identity) {
        return context(identity);
    }

    /**
     * A TLS context for a client without a certificate: it trusts this authority and nobody else.
     *
     * @return an initialised context; the host name is checked only if the socket's parameters say so
     */
    public SSLContext clientContext() {
        return context(null);
    }

    /**
     * A TLS context for a client with a certificate: it trusts this authority and nobody else.
     *
     * @param identity what the client shows when it is asked
     * @return an initialised context; the host name is checked only if the socket's parameters say so
     */
    public SSLContext clientContext(Identity identity) {
        return context(identity);
    }

    /** A context that lets every certificate of a peer through; somebody else judges it. */
    SSLContext lenientContext(@Nullable Identity identity) {
        return context(identity, new TrustManager[] {new AnyCertificate()});
    }

    private SSLContext context(@Nullable Identity identity) {
        return context(identity, trustManagers());
    }

    private TrustManager[] trustManagers() {
        try {
            KeyStore trusted = emptyStore();
            trusted.setCertificateEntry("authority", authority());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return trust.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the authority of " + domain + " can't be trusted", e);
        }
    }

    private SSLContext context(@Nullable Identity identity, TrustManager[] trust) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore own = emptyStore();
            if (identity != null) {
                own.setKeyEntry(
                        "own",
                        identity.key(),
                        NO_PASSWORD.toCharArray(),
                        identity.chain().toArray(X509Certificate[]::new));
            }
            keys.init(own, NO_PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no TLS context for the grid " + domain, e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private Identity identity(String name, Function<KeyPair, X509Certificate> issue) {
        return identities.computeIfAbsent(name, ignored -> {
            KeyPair pair = Authority.newKeyPair();
            return new Identity(List.of(issue.apply(pair)), pair.getPrivate());
        });
    }

    private Identity revoke(Identity identity) {
        revoked.add(identity.certificate().getSerialNumber());
        return identity;
    }

    private X509Certificate server(KeyPair pair, Validity validity, List<GeneralName> names) {
        String commonName = names.get(0).getName().toString();
        return authority.issue(
                pair.getPublic(),
                commonName,
                validity,
                names,
                KeyPurposeId.id_kp_serverAuth,
                KeyPurposeId.id_kp_clientAuth);
    }

    private X509Certificate client(KeyPair pair, String commonName, Validity validity, List<String> addresses) {
        List<GeneralName> names = new ArrayList<>();
        for (String address : addresses) {
            names.add(Authority.otherName(Authority.XMPP_ADDR, new DERUTF8String(address)));
        }
        return authority.issue(pair.getPublic(), commonName, validity, names, KeyPurposeId.id_kp_clientAuth);
    }

    private List<GeneralName> serverNames() {
        return List.of(
                new GeneralName(GeneralName.dNSName, domain),
                new GeneralName(GeneralName.dNSName, "broker." + domain),
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.iPAddress, "::1"),
                Authority.otherName(Authority.SRV_NAME, new DERIA5String("_xmpp-client." + domain)),
                Authority.otherName(Authority.SRV_NAME, new DERIA5String("_xmpp-server.broker." + domain)),
                Authority.otherName(Authority.XMPP_ADDR, new DERUTF8String(domain)));
    }
}
