package org.xmppgrid.smack.internal.wire;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Self-signed certificates with unusual names and signatures. */
final class OddCertificates {
    private OddCertificates() {}

    /** An otherName of type id-on-xmppAddr. */
    static GeneralName xmppAddr(String address) {
        return other("1.3.6.1.5.5.7.8.5", new DERUTF8String(address));
    }

    /** An otherName of type id-on-dnsSRV. */
    static GeneralName srvName(String name) {
        return other("1.3.6.1.5.5.7.8.7", new DERIA5String(name));
    }

    static GeneralName other(String type, ASN1Encodable value) {
        ASN1EncodableVector name = new ASN1EncodableVector();
        name.add(new ASN1ObjectIdentifier(type));
        name.add(new DERTaggedObject(true, 0, value));
        return new GeneralName(GeneralName.otherName, new DERSequence(name));
    }

    static X509Certificate naming(GeneralName... names) {
        return withAlternativeNames(encoded(new DERSequence(names)), keys("EC", 256));
    }

    static TestPki.Identity identity(GeneralName... names) {
        KeyPair keys = keys("EC", 256);
        X509Certificate certificate = withAlternativeNames(encoded(new DERSequence(names)), keys);
        return new TestPki.Identity(keys, certificate, new X509Certificate[] {certificate});
    }

    /** A certificate whose subjectAltName has any content at all. */
    static X509Certificate withAlternativeNames(byte[] content) {
        return withAlternativeNames(content, keys("EC", 256));
    }

    private static X509Certificate withAlternativeNames(byte[] content, KeyPair keys) {
        return certificate(keys, content, signer("SHA256withECDSA", keys.getPrivate()));
    }

    static X509Certificate signedWith(String algorithm, String keyType, int bits) {
        KeyPair keys = keys(keyType, bits);
        return certificate(keys, null, signer(algorithm, keys.getPrivate()));
    }

    /** Signed with RSASSA-PSS and parameters of their own. */
    static X509Certificate signedWithPss(AlgorithmParameterSpec parameters) {
        KeyPair keys = keys("RSA", 2048);
        try {
            Signature signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(parameters);
            signature.initSign(keys.getPrivate());
            AlgorithmIdentifier algorithm = new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.id_RSASSA_PSS,
                    ASN1Primitive.fromByteArray(signature.getParameters().getEncoded()));
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            return certificate(keys, null, new ContentSigner() {
                @Override
                public AlgorithmIdentifier getAlgorithmIdentifier() {
                    return algorithm;
                }

                @Override
                public OutputStream getOutputStream() {
                    return signed;
                }

                @Override
                public byte[] getSignature() {
                    try {
                        signature.update(signed.toByteArray());
                        return signature.sign();
                    } catch (GeneralSecurityException e) {
                        throw new AssertionError(e);
                    }
                }
            });
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate certificate(KeyPair keys, byte @Nullable [] alternatives, ContentSigner signer) {
        try {
            Instant now = Instant.now();
            X500Name name = new X500Name("CN=sensor");
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(Duration.ofDays(1))),
                    name,
                    keys.getPublic());
            if (alternatives != null) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternatives);
            }
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static ContentSigner signer(String algorithm, PrivateKey key) {
        try {
            return new JcaContentSignerBuilder(algorithm).build(key);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair keys(String type, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
            if (bits > 0) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] encoded(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded("DER");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
