package org.xmppgrid.sdk;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate with which a platform authenticates by {@link SaslMechanism#EXTERNAL} (XEP-0178): it should name the
 * account as an XmppAddr (RFC 6120 §13.7.1.4). It is shown to the controller only after the controller's own was
 * verified, and with TLS 1.3 to nobody else.
 */
public final class ClientCertificate {
    private static final String ALIAS = "platform";
    private static final int LABELS_SHOWN = 5;

    private final X509ExtendedKeyManager keys;
    private final Optional<X509Certificate> leaf;

    private ClientCertificate(X509ExtendedKeyManager keys, Optional<X509Certificate> leaf) {
        this.keys = keys;
        this.leaf = leaf;
    }

    /**
     * A certificate and its key.
     *
     * @param key the private key
     * @param chain the platform's certificate first, then those of its issuers; the last authority may be left out
     * @return the certificate
     * @throws IllegalArgumentException if the chain is empty or of another key
     */
    public static ClientCertificate of(PrivateKey key, X509Certificate... chain) {
        return of(key, List.of(chain), "the given chain");
    }

    /**
     * A key manager that exists already, for example of a smart card or an HSM. It chooses what to show by itself.
     *
     * @param manager the key manager
     * @return the certificate
     */
    public static ClientCertificate of(X509KeyManager manager) {
        Objects.requireNonNull(manager, "manager");
        return new ClientCertificate(
                manager instanceof X509ExtendedKeyManager extended ? extended : new Adapter(manager), Optional.empty());
    }

    /**
     * A certificate and its key out of one or several PEM files, as OpenSSL writes them: PKCS#8, PKCS#1 or SEC 1.
     *
     * @param files the files, in any order
     * @return the certificate
     * @throws IllegalArgumentException if a file can't be read, or certificate or key is missing
     */
    public static ClientCertificate pem(Path... files) {
        return encryptedPem(null, files);
    }

    /**
     * A certificate and its encrypted key (PKCS#8) out of one or several PEM files.
     *
     * @param password the key's password; not kept
     * @param files the files, in any order
     * @return the certificate
     * @throws IllegalArgumentException if a file can't be read, certificate or key is missing, or the password is wrong
     */
    public static ClientCertificate encryptedPem(char @Nullable [] password, Path... files) {
        List<PemText.Block> blocks = new ArrayList<>();
        for (Path file : files) {
            blocks.addAll(PemText.blocks(bytes(file)));
        }
        return pem(blocks, password, List.of(files).toString());
    }

    /**
     * A certificate and its key out of a PEM text.
     *
     * @param text the text, in ASCII
     * @return the certificate
     * @throws IllegalArgumentException if certificate or key is missing
     */
    public static ClientCertificate pem(byte[] text) {
        return pem(PemText.blocks(text), null, "the given PEM text");
    }

    /**
     * A certificate and its key out of a PKCS#12 or JKS file with one key.
     *
     * @param store the file
     * @param password the file's password; not kept
     * @return the certificate
     * @throws IllegalArgumentException if the file can't be read, the password is wrong, or there isn't just one key
     */
    public static ClientCertificate keyStore(Path store, char[] password) {
        return keyStore(bytes(store), password, store.toString());
    }

    /**
     * A certificate and its key out of the content of a PKCS#12 or JKS file with one key.
     *
     * @param store the file's content
     * @param password the file's password; not kept
     * @return the certificate
     * @throws IllegalArgumentException if it can't be read, the password is wrong, or there isn't just one key
     */
    public static ClientCertificate keyStore(byte[] store, char[] password) {
        return keyStore(store, password, "the given key store");
    }

    private static ClientCertificate keyStore(byte[] content, char[] password, String where) {
        KeyStore store = KeyFiles.store(content, Objects.requireNonNull(password, "password"), where);
        try {
            List<String> aliases = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    aliases.add(alias);
                }
            }
            if (aliases.size() != 1) {
                throw new IllegalArgumentException("There are " + aliases.size() + " keys in " + where
                        + ", where one is needed; keep the platform's in a file of its own");
            }
            PrivateKey key = (PrivateKey) store.getKey(aliases.get(0), password);
            List<X509Certificate> chain = new ArrayList<>();
            for (var certificate : store.getCertificateChain(aliases.get(0))) {
                chain.add((X509Certificate) certificate);
            }
            return of(key, chain, where);
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException("The key in " + where + " can't be used: " + e.getMessage(), e);
        }
    }

    private static ClientCertificate pem(List<PemText.Block> blocks, char @Nullable [] password, String where) {
        @Nullable PrivateKey key = null;
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (PemText.Block block : blocks) {
                if (block.label().endsWith("CERTIFICATE")) {
                    chain.addAll(KeyFiles.certificates(new ByteArrayInputStream(block.bytes())));
                } else if (key == null) {
                    key = PemText.key(block, password);
                }
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "No client certificate can be read from " + where + ": "
                            + (e instanceof GeneralSecurityException && e.getMessage() != null
                                    ? e.getMessage()
                                    : "it is damaged, or its password is wrong"),
                    e);
        }
        if (key == null) {
            throw new IllegalArgumentException("There is no private key in " + where + contentOf(blocks)
                    + "; give the file with the key too, in PEM form (PKCS#8, PKCS#1 or SEC 1)");
        }
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("There is no certificate in " + where + contentOf(blocks)
                    + "; give the file with the platform's certificate too, in PEM form");
        }
        return of(key, chain, where);
    }

    /** What there is in place of what was looked for. */
    private static String contentOf(List<PemText.Block> blocks) {
        return blocks.isEmpty()
                ? ", which is no PEM; a PKCS#12 or JKS file goes to keyStore(..)"
                : ", only "
                        + blocks.stream()
                                .map(PemText.Block::label)
                                .distinct()
                                .limit(LABELS_SHOWN)
                                .collect(Collectors.joining(", "));
    }

    private static ClientCertificate of(PrivateKey key, List<X509Certificate> given, String where) {
        if (given.isEmpty()) {
            throw new IllegalArgumentException("There is no certificate in " + where);
        }
        List<X509Certificate> chain = KeyFiles.leafFirst(key, given, where);
        return new ClientCertificate(new One(key, chain.toArray(X509Certificate[]::new)), Optional.of(chain.get(0)));
    }

    private static byte[] bytes(Path file) {
        return KeyFiles.read(file, "Give a file with the platform's certificate and its key");
    }

    /**
     * What shows the certificate in the TLS handshake.
     *
     * @return the key manager
     */
    public X509ExtendedKeyManager keyManager() {
        return keys;
    }

    /**
     * The platform's own certificate.
     *
     * @return the certificate, or empty if an existing key manager chooses it
     */
    public Optional<X509Certificate> certificate() {
        return leaf;
    }

    /** Whose certificate it is, and nothing secret. */
    @Override
    public String toString() {
        return "ClientCertificate["
                + leaf.map(c -> c.getSubjectX500Principal().getName()).orElse("of a key manager") + "]";
    }

    /** One key, shown whatever authorities a server names: an old server's list must not decide who logs in. */
    private static final class One extends X509ExtendedKeyManager {
        private final PrivateKey key;
        private final X509Certificate[] chain;

        One(PrivateKey key, X509Certificate[] chain) {
            this.key = key;
            this.chain = chain;
        }

        private @Nullable String alias(String... keyTypes) {
            String own = key.getAlgorithm();
            for (String type : keyTypes) {
                // "EC" or "EC_EC", "RSA", "RSASSA-PSS", "EdDSA": what the JDK names the kinds of keys.
                if (type.equals(own) || type.startsWith(own + "_") || own.startsWith("Ed") && type.startsWith("Ed")) {
                    return ALIAS;
                }
            }
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return alias(keyTypes);
        }

        @Override
        public @Nullable String chooseEngineClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return alias(keyTypes);
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            String alias = alias(keyType);
            return alias == null ? null : new String[] {alias};
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return ALIAS.equals(alias) ? chain.clone() : null;
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return ALIAS.equals(alias) ? key : null;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }

    /** A key manager that knows of sockets only. */
    private static final class Adapter extends X509ExtendedKeyManager {
        private final X509KeyManager manager;

        Adapter(X509KeyManager manager) {
            this.manager = manager;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return manager.chooseClientAlias(keyTypes, issuers, socket);
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return manager.getClientAliases(keyType, issuers);
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return manager.getCertificateChain(alias);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return manager.getPrivateKey(alias);
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }
}
