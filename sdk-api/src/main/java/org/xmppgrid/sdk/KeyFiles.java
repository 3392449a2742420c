package org.xmppgrid.sdk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Certificates and key stores out of files, with errors that name the file. */
final class KeyFiles {
    private static final byte[] JKS = {(byte) 0xfe, (byte) 0xed, (byte) 0xfe, (byte) 0xed};

    private KeyFiles() {}

    static byte[] read(Path file, String advice) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " can't be read (" + e.getClass().getSimpleName() + "). " + advice, e);
        }
    }

    static List<X509Certificate> certificates(InputStream content) throws CertificateException {
        List<X509Certificate> found = new ArrayList<>();
        for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(content)) {
            found.add((X509Certificate) certificate);
        }
        return found;
    }

    static KeyStore store(byte[] content, char @Nullable [] password, String where) {
        if (PemText.looksLike(content)) {
            throw new IllegalArgumentException(where
                    + " is a PEM file and no key store: give it to pem(..), or to trust(..) if it is an authority's");
        }
        boolean jks = content.length >= JKS.length
                && List.of(content[0], content[1], content[2], content[3])
                        .equals(List.of(JKS[0], JKS[1], JKS[2], JKS[3]));
        try {
            KeyStore store = KeyStore.getInstance(jks ? "JKS" : "PKCS12");
            store.load(new ByteArrayInputStream(content), password);
            return store;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    where + " can't be opened: the password is wrong, or it is no " + (jks ? "JKS" : "PKCS#12")
                            + " file",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(where + " can't be opened: " + e.getMessage(), e);
        }
    }

    /** All certificates of a store: what it trusts, and what it has keys for. */
    static List<X509Certificate> trusted(KeyStore store, String where) {
        List<X509Certificate> found = new ArrayList<>();
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias) && store.getCertificate(alias) instanceof X509Certificate anchor) {
                    found.add(anchor);
                }
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(where + " can't be read: " + e.getMessage(), e);
        }
    }

    /** The chain with the key's own certificate at its head. */
    static List<X509Certificate> leafFirst(PrivateKey key, List<X509Certificate> given, String where) {
        List<X509Certificate> chain = new ArrayList<>(given);
        for (X509Certificate certificate : given) {
            if (belong(key, certificate.getPublicKey())) {
                chain.remove(certificate);
                chain.add(0, certificate);
                return chain;
            }
        }
        throw new IllegalArgumentException(
                "No certificate in " + where + " is of the given key; give the certificate that was issued for it");
    }

    /** Whether two halves belong together: what one signs, the other verifies. */
    private static boolean belong(PrivateKey own, PublicKey other) {
        if (!own.getAlgorithm().equals(other.getAlgorithm())) {
            return false;
        }
        String algorithm =
                switch (own.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> own.getAlgorithm();
                };
        byte[] text = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(algorithm);
            if (algorithm.equals("RSASSA-PSS")) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(own);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(other);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // Of different sizes or kinds.
            return false;
        }
    }
}
