package org.xmppgrid.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** A block of a PEM file (RFC 7468). */
record Pem(String label, byte[] der) {

    static Pem of(X509Certificate certificate) {
        try {
            return new Pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "no encoding of the certificate of " + certificate.getSubjectX500Principal(), e);
        }
    }

    /** A key in PKCS #8, with its public half: ejabberd can't tell which certificate a bare private key belongs to. */
    static Pem of(PrivateKey key, PublicKey publicKey) {
        if (!(key instanceof ECPrivateKey ec)) {
            return new Pem("PRIVATE KEY", key.getEncoded());
        }
        AlgorithmIdentifier algorithm =
                PrivateKeyInfo.getInstance(key.getEncoded()).getPrivateKeyAlgorithm();
        ASN1BitString publicBits =
                SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()).getPublicKeyData();
        int bits = ec.getParams().getOrder().bitLength();
        try {
            return new Pem(
                    "PRIVATE KEY",
                    new PrivateKeyInfo(
                                    algorithm,
                                    new org.bouncycastle.asn1.sec.ECPrivateKey(bits, ec.getS(), publicBits, null))
                            .getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new UncheckedIOException("no encoding of a private key", e);
        }
    }

    static String join(List<Pem> blocks) {
        StringBuilder text = new StringBuilder();
        blocks.forEach(text::append);
        return text.toString();
    }

    @Override
    public String toString() {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
