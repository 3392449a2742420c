package org.xmppgrid.testkit.conformance;

import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.sdk.AuthenticationPolicy;
import org.xmppgrid.sdk.ClientCertificate;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.SaslMechanism;
import org.xmppgrid.sdk.TlsPolicyBuilder;
import org.xmppgrid.testkit.Account;
import org.xmppgrid.testkit.GridPki;
import org.xmppgrid.testkit.Identity;

import static org.xmppgrid.sdk.AuthenticationPolicy.allowing;
import static org.xmppgrid.sdk.AuthenticationPolicy.standard;

/** What a platform has to log in with and what its policy allows: a row of the {@link SecurityMatrix}. */
enum Login {
    EXTERNAL("EXTERNAL", allowing(SaslMechanism.EXTERNAL), true, Login::own),
    SCRAM_SHA_512_PLUS("SCRAM-SHA-512-PLUS", allowing(SaslMechanism.SCRAM_SHA_512_PLUS), true, Login::own),
    SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS", allowing(SaslMechanism.SCRAM_SHA_256_PLUS), true, Login::own),
    SCRAM_SHA_512("SCRAM-SHA-512", allowing(SaslMechanism.SCRAM_SHA_512), true, Login::own),
    SCRAM_SHA_256("SCRAM-SHA-256", allowing(SaslMechanism.SCRAM_SHA_256), true, Login::own),
    SCRAM_SHA_1_PLUS("SCRAM-SHA-1-PLUS", allowing(SaslMechanism.SCRAM_SHA_1_PLUS), true, Login::own),
    SCRAM_SHA_1("SCRAM-SHA-1", allowing(SaslMechanism.SCRAM_SHA_1), true, Login::own),
    PLAIN("PLAIN", allowing(SaslMechanism.PLAIN), true, Login::own),
    STANDARD("standard policy", standard(), true, Login::own),
    BOUND("standard policy, channel binding required", standard().requireChannelBinding(), true, Login::own),
    PASSWORD("standard policy, password only", standard(), true, null),
    PASSWORD_BOUND(
            "standard policy, password only, channel binding required",
            standard().requireChannelBinding(),
            true,
            null),
    TWO_ADDRESSES(
            "EXTERNAL, certificate of two accounts",
            allowing(SaslMechanism.EXTERNAL),
            false,
            (pki, user) -> pki.clientOf(user, List.of("provider@" + pki.domain(), user + "@" + pki.domain()))),
    NO_ADDRESS(
            "EXTERNAL, certificate of another's common name and no XmppAddr",
            allowing(SaslMechanism.EXTERNAL),
            false,
            (pki, user) -> pki.clientOf("mallory", List.of())),
    EXPIRED("EXTERNAL, expired certificate", allowing(SaslMechanism.EXTERNAL), false, GridPki::expiredClient),
    REVOKED("EXTERNAL, revoked certificate", allowing(SaslMechanism.EXTERNAL), false, GridPki::revokedClient),
    EXPIRED_OR_PASSWORD("standard policy, expired certificate and password", standard(), true, GridPki::expiredClient),
    BOUNCY_CASTLE("SCRAM-SHA-256-PLUS, TLS by Bouncy Castle", allowing(SaslMechanism.SCRAM_SHA_256_PLUS), true, null) {
        @Override
        Optional<Provider> provider() {
            return Optional.of(new BouncyCastleJsseProvider());
        }
    };

    private final String title;
    private final AuthenticationPolicy policy;
    private final boolean password;
    private final @Nullable BiFunction<GridPki, String, Identity> certificate;

    Login(
            String title,
            AuthenticationPolicy policy,
            boolean password,
            @Nullable BiFunction<GridPki, String, Identity> certificate) {
        this.title = title;
        this.policy = policy;
        this.password = password;
        this.certificate = certificate;
    }

    private static Identity own(GridPki pki, String user) {
        return pki.client(user);
    }

    /** Who is asked for TLS, if not the Java runtime. */
    Optional<Provider> provider() {
        return Optional.empty();
    }

    /** Adds to a connection what this is about. */
    GridBuilder addTo(GridBuilder platform, TlsPolicyBuilder tls, GridPki pki, Account account) {
        provider().ifPresent(tls::provider);
        GridBuilder complete = platform.authentication(policy).tls(tls.build());
        if (password) {
            complete = complete.password(account.password());
        }
        if (certificate != null) {
            String user = account.address().substring(0, account.address().indexOf('@'));
            Identity identity = certificate.apply(pki, user);
            complete = complete.certificate(
                    ClientCertificate.of(identity.key(), identity.chain().toArray(new X509Certificate[0])));
        }
        return complete;
    }

    /** The row's name. */
    @Override
    public String toString() {
        return title;
    }
}
