package org.xmppgrid.testkit.internal.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Collection;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority with a fresh key. Keys, signatures and certificates are the JDK's own; Bouncy Castle only
 * writes the structures, so that its provider need not be registered with the JVM.
 */
public final class Authority {

    /** The name of an XMPP address in a certificate, {@code id-on-xmppAddr} (RFC 6120 §13.7.1.4). */
    public static final ASN1ObjectIdentifier XMPP_ADDR = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.5");

    /** The name of a service in a certificate, {@code id-on-dnsSRV} (RFC 4985). */
    public static final ASN1ObjectIdentifier SRV_NAME = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.7");

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509Certificate certificate;
    private final PrivateKey key;

    private Authority(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * Makes an authority.
     *
     * @param commonName its name
     * @return an authority with a self-signed certificate
     */
    public static Authority create(String commonName) {
        KeyPair pair = newKeyPair();
        X500Principal name = new X500Principal("CN=" + commonName);
        Validity validity = Validity.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, newSerial(), validity.notBefore(), validity.notAfter(), name, pair.getPublic());
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(pair.getPublic()));
            return new Authority(sign(builder, pair.getPrivate()), pair.getPrivate());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificate of the authority \"" + commonName + "\" can't be made", e);
        }
    }

    /**
     * A new key pair on the curve P-256, which every server in use can read.
     *
     * @return a key pair
     */
    public static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM makes no keys on the curve P-256", e);
        }
    }

    /**
     * A name of a kind that X.509 itself doesn't know.
     *
     * @param kind the kind of name
     * @param value the name
     * @return an alternative name of the form {@code otherName}
     */
    public static GeneralName otherName(ASN1ObjectIdentifier kind, ASN1Encodable value) {
        ASN1Encodable[] parts = {kind, new DERTaggedObject(true, 0, value)};
        return new GeneralName(GeneralName.otherName, new DERSequence(parts));
    }

    /**
     * The authority's own certificate.
     *
     * @return a self-signed certificate
     */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * Issues a certificate for an end entity.
     *
     * @param subjectKey the subject's public key
     * @param commonName the subject's common name
     * @param validity when it is valid
     * @param names its alternative names; none for a certificate without that extension
     * @param purposes what its key may be used for
     * @return a certificate signed by this authority
     */
    public X509Certificate issue(
            PublicKey subjectKey,
            String commonName,
            Validity validity,
            List<GeneralName> names,
            KeyPurposeId... purposes) {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                certificate.getSubjectX500Principal(),
                newSerial(),
                validity.notBefore(),
                validity.notAfter(),
                new X500Principal("CN=" + commonName),
                subjectKey);
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, false, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(subjectKey));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(certificate.getPublicKey()));
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            return sign(builder, key);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificate of \"" + commonName + "\" can't be made", e);
        }
    }

    /**
     * Signs a list of revoked certificates.
     *
     * @param serials the serial numbers of the revoked certificates
     * @return the list, as of now
     */
    public X509CRL revocations(Collection<BigInteger> serials) {
        Validity validity = Validity.now();
        JcaX509v2CRLBuilder builder =
                new JcaX509v2CRLBuilder(certificate.getSubjectX500Principal(), validity.notBefore());
        builder.setNextUpdate(validity.notAfter());
        for (BigInteger serial : serials) {
            builder.addCRLEntry(serial, validity.notBefore(), CRLReason.keyCompromise);
        }
        try {
            return new JcaX509CRLConverter().getCRL(builder.build(signer(key)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the revocation list can't be made", e);
        }
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer(key)));
    }

    private static ContentSigner signer(PrivateKey key) throws GeneralSecurityException {
        try {
            return new JcaContentSignerBuilder(SIGNATURE).build(key);
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("this JVM has no signature " + SIGNATURE, e);
        }
    }

    private static BigInteger newSerial() {
        // 64 random bits and a leading one: positive, never zero, well below the 20 octets of RFC 5280 §4.1.2.2.
        return new BigInteger(64, RANDOM).setBit(64);
    }
}
