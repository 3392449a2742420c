package org.xmppgrid.testkit.internal.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Contexts of the JDK's TLS, made of certificates and keys. */
public final class TlsContexts {
    private static final char[] NO_PASSWORD = {};

    private TlsContexts() {}

    /**
     * What trusts one authority and nobody else.
     *
     * @param authority its certificate
     * @return the JDK's own trust manager
     */
    public static TrustManager[] trusting(X509Certificate authority) {
        try {
            KeyStore trusted = emptyStore();
            trusted.setCertificateEntry("authority", authority);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return trust.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no trust in " + authority.getSubjectX500Principal(), e);
        }
    }

    /**
     * What shows one certificate.
     *
     * @param chain the certificates, the key's own first
     * @param key the private key
     * @return the JDK's own key manager
     */
    public static KeyManager[] showing(List<X509Certificate> chain, PrivateKey key) {
        try {
            KeyStore own = emptyStore();
            own.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);
            return keys.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(
                    "no use of the key of " + chain.get(0).getSubjectX500Principal(), e);
        }
    }

    /**
     * Puts the two together.
     *
     * @param keys what it shows; none for a client without a certificate
     * @param trust whom it trusts
     * @return an initialised context
     */
    public static SSLContext of(KeyManager[] keys, TrustManager[] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS in this JVM", e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
