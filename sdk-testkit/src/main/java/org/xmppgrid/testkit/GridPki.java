package org.xmppgrid.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.testkit.internal.pki.AnyCertificate;
import org.xmppgrid.testkit.internal.pki.Authority;
import org.xmppgrid.testkit.internal.pki.KeyKind;
import org.xmppgrid.testkit.internal.pki.TlsContexts;
import org.xmppgrid.testkit.internal.pki.Validity;

/**
 * The certificates of one grid: an authority made for it, and what that authority issues, good and bad. Nothing is
 * shared with another grid and nothing is kept when the process ends.
 *
 * <p>Certificates are made when they are first asked for and are the same from then on. Thread-safe.
 */
public final class GridPki {

    private final String domain;
    private final Authority authority;
    private final Map<String, Identity> identities = new ConcurrentHashMap<>();
    private final Map<KeyKind, Authority> subordinates = new ConcurrentHashMap<>();
    private final Set<BigInteger> revoked = ConcurrentHashMap.newKeySet();
    private final @Nullable RevocationResponder responder;

    private GridPki(String domain, Authority authority) {
        this.domain = Objects.requireNonNull(domain, "domain");
        this.authority = authority;
        this.responder = null;
    }

    private GridPki(GridPki same, RevocationResponder responder) {
        this.domain = same.domain;
        this.responder = responder;
        this.authority = same.authority.withRevocation(responder.publish(same.authority, this::revokedSerials));
    }

    /**
     * Makes an authority for a grid.
     *
     * @param domain the domain of the grid's controller, such as {@value GridServer#DEFAULT_DOMAIN}
     * @return a PKI with a key of its own
     */
    public static GridPki create(String domain) {
        return new GridPki(domain, Authority.create("XMPP-Grid test CA"));
    }

    /**
     * Makes an authority that nobody trusts. What it issues carries the same names as what this PKI issues.
     *
     * @return another PKI for the same domain
     */
    public GridPki stranger() {
        return new GridPki(domain, Authority.create("Rogue CA"));
    }

    /**
     * The same authority, whose certificates say where they can be looked up: by OCSP (RFC 6960) and in a revocation
     * list. They are other certificates than those of this PKI, and so is the list.
     *
     * @param where answers for them
     * @return another PKI with the same authority
     */
    public GridPki withRevocation(RevocationResponder where) {
        return new GridPki(this, where);
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
     * A server whose certificate becomes valid in a year.
     *
     * @return an identity that a client has to refuse
     */
    public Identity notYetValid() {
        return identity("not yet valid", key -> server(key, Validity.future(), serverNames()));
    }

    /**
     * The server's identity as it might be after a renewal: a new key, a new certificate, the same names. Also what
     * somebody in the middle would show who got a certificate from the same authority.
     *
     * @return an identity that a client of this grid accepts, unless it pins the key or binds the channel
     */
    public Identity renewed() {
        return identity("renewed", key -> server(key, Validity.now(), serverNames()));
    }

    /**
     * A server whose certificate names the domain as its common name only, without alternative names.
     *
     * @return an identity that a client has to refuse (RFC 6120 §13.7.1.2, RFC 9525 §2)
     */
    public Identity commonNameOnly() {
        return identity("common name", key -> server(key, domain, Validity.now(), List.of()));
    }

    /**
     * A server whose certificate has the domain as the SRVName {@code _xmpp-client} only (RFC 4985).
     *
     * @return an identity that a client of this grid may accept, if it knows such names
     */
    public Identity srvNameOnly() {
        return identity(
                "srv name",
                key -> server(
                        key,
                        "xmpp",
                        Validity.now(),
                        List.of(Authority.otherName(Authority.SRV_NAME, new DERIA5String("_xmpp-client." + domain)))));
    }

    /**
     * A server whose certificate has a wildcard as the whole left-most label of the domain, as in
     * {@code *.example}.
     *
     * @return an identity that a client of this grid may accept (RFC 9525 §6.3)
     */
    public Identity wildcard() {
        return named("*" + domain.substring(domain.indexOf('.')));
    }

    /**
     * A server whose certificate has a wildcard as a part of the left-most label of the domain, as in
     * {@code g*.example}.
     *
     * @return an identity that a client has to refuse (RFC 9525 §6.3)
     */
    public Identity partialWildcard() {
        return named(domain.charAt(0) + "*" + domain.substring(domain.indexOf('.')));
    }

    /**
     * A server whose certificate was issued by an authority below this one.
     *
     * @return an identity that a client of this grid accepts; its chain has two certificates
     */
    public Identity chained() {
        return below(KeyKind.P256);
    }

    /**
     * A server with an RSA key, whose certificate carries a signature of RSASSA-PSS with SHA-384, made by an authority
     * below this one.
     *
     * @return an identity that a client of this grid accepts; its chain has two certificates
     */
    public Identity rsaPss() {
        return below(KeyKind.RSA_PSS);
    }

    /**
     * A server with a key of Ed25519, whose certificate carries a signature of Ed25519, made by an authority below this
     * one. Such a signature has no hash of its own, and so the channel binding {@code tls-server-end-point} none.
     *
     * @return an identity that a client of this grid accepts; its chain has two certificates
     */
    public Identity ed25519() {
        return below(KeyKind.ED25519);
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
        return authority.revocations(revokedSerials());
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
        return TlsContexts.of(showing(identity), TlsContexts.trusting(authority()));
    }

    /**
     * A TLS context for a client without a certificate: it trusts this authority and nobody else.
     *
     * @return an initialised context; the host name is checked only if the socket's parameters say so
     */
    public SSLContext clientContext() {
        return TlsContexts.of(new KeyManager[0], TlsContexts.trusting(authority()));
    }

    /**
     * A TLS context for a client with a certificate: it trusts this authority and nobody else.
     *
     * @param identity what the client shows when it is asked
     * @return an initialised context; the host name is checked only if the socket's parameters say so
     */
    public SSLContext clientContext(Identity identity) {
        return TlsContexts.of(showing(identity), TlsContexts.trusting(authority()));
    }

    /** A context for a server that lets every client's certificate through; somebody else judges it. */
    SSLContext lenientContext(Identity identity) {
        return TlsContexts.of(showing(identity), new TrustManager[] {new AnyCertificate()});
    }

    private static KeyManager[] showing(Identity identity) {
        return TlsContexts.showing(identity.chain(), identity.key());
    }

    private Identity named(String name) {
        return identity(name, key -> server(key, Validity.now(), List.of(new GeneralName(GeneralName.dNSName, name))));
    }

    private Identity identity(String name, Function<PublicKey, X509Certificate> issue) {
        return identities.computeIfAbsent(name, ignored -> {
            KeyPair pair = KeyKind.P256.newPair();
            return new Identity(List.of(issue.apply(pair.getPublic())), pair.getPrivate());
        });
    }

    private Identity below(KeyKind kind) {
        return identities.computeIfAbsent("below " + kind, ignored -> {
            Authority issuer = subordinates.computeIfAbsent(kind, this::subordinate);
            KeyPair pair = kind.newPair();
            X509Certificate issued = server(issuer, pair.getPublic(), domain, Validity.now(), serverNames());
            return new Identity(issuer.chainOf(issued), pair.getPrivate());
        });
    }

    private Authority subordinate(KeyKind kind) {
        Authority below = authority.subordinate("XMPP-Grid test CA " + kind, kind);
        return responder == null ? below : below.withRevocation(responder.publish(below, this::revokedSerials));
    }

    private Set<BigInteger> revokedSerials() {
        return Set.copyOf(revoked);
    }

    private Identity revoke(Identity identity) {
        revoked.add(identity.certificate().getSerialNumber());
        return identity;
    }

    private X509Certificate server(PublicKey key, Validity validity, List<GeneralName> names) {
        return server(key, names.get(0).getName().toString(), validity, names);
    }

    private X509Certificate server(PublicKey key, String commonName, Validity validity, List<GeneralName> names) {
        return server(authority, key, commonName, validity, names);
    }

    private static X509Certificate server(
            Authority issuer, PublicKey key, String commonName, Validity validity, List<GeneralName> names) {
        return issuer.issue(
                key, commonName, validity, names, KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);
    }

    private X509Certificate client(PublicKey key, String commonName, Validity validity, List<String> addresses) {
        List<GeneralName> names = new ArrayList<>();
        for (String address : addresses) {
            names.add(Authority.otherName(Authority.XMPP_ADDR, new DERUTF8String(address)));
        }
        return authority.issue(key, commonName, validity, names, KeyPurposeId.id_kp_clientAuth);
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
