package org.xmppgrid.testkit.internal.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
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
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority with a fresh key. Keys, signatures and certificates are the JDK's own; Bouncy Castle only
 * writes the structures, so that its provider need not be registered with the JVM.
 */
public final class Authority {

    /** The name of an XMPP address in a certificate, {@code id-on-xmppAddr} (RFC 6120 §13.7.1.4). */
    public static final ASN1ObjectIdentifier XMPP_ADDR = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.5");

    /** The name of a service in a certificate, {@code id-on-dnsSRV} (RFC 4985). */
    public static final ASN1ObjectIdentifier SRV_NAME = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.7");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final X509Certificate certificate;
    private final List<X509Certificate> above;
    private final PrivateKey key;
    private final KeyKind kind;
    private final @Nullable Revocation revocation;

    private Authority(
            X509Certificate certificate,
            List<X509Certificate> above,
            PrivateKey key,
            KeyKind kind,
            @Nullable Revocation revocation) {
        this.certificate = certificate;
        this.above = above;
        this.key = key;
        this.kind = kind;
        this.revocation = revocation;
    }

    /**
     * Makes an authority.
     *
     * @param commonName its name
     * @return an authority with a self-signed certificate
     */
    public static Authority create(String commonName) {
        KeyKind kind = KeyKind.P256;
        KeyPair pair = kind.newPair();
        X500Principal name = new X500Principal("CN=" + commonName);
        Validity validity = Validity.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, newSerial(), validity.notBefore(), validity.notAfter(), name, pair.getPublic());
        try {
            asAuthority(builder, pair.getPublic());
            return new Authority(
                    signed(builder.build(kind.signer(pair.getPrivate()))), List.of(), pair.getPrivate(), kind, null);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificate of the authority \"" + commonName + "\" can't be made", e);
        }
    }

    /**
     * Makes an authority below this one.
     *
     * @param commonName its name
     * @param itsKind the kind of its key, and so of the signatures on what it issues
     * @return an authority whose certificate this one signed, and whose own say nothing about revocation
     */
    public Authority subordinate(String commonName, KeyKind itsKind) {
        KeyPair pair = itsKind.newPair();
        JcaX509v3CertificateBuilder builder = subject(commonName, pair.getPublic(), Validity.now());
        try {
            asAuthority(builder, pair.getPublic());
            issuedHere(builder);
            X509Certificate its = signed(builder.build(kind.signer(key)));
            return new Authority(its, chainOf(its), pair.getPrivate(), itsKind, null);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificate of the authority \"" + commonName + "\" can't be made", e);
        }
    }

    /**
     * This authority, with a word in all certificates that it issues from now on.
     *
     * @param where where they can be looked up
     * @return an authority with the same key and certificate
     */
    public Authority withRevocation(Revocation where) {
        return new Authority(certificate, above, key, kind, where);
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
     * A certificate of this authority with all that a peer needs to follow it to the authority at the top.
     *
     * @param issued a certificate that this authority issued
     * @return the chain, without the authority at the top
     */
    public List<X509Certificate> chainOf(X509Certificate issued) {
        List<X509Certificate> chain = new ArrayList<>(List.of(issued));
        chain.addAll(above);
        return chain;
    }

    /**
     * Whether an authority is this one, by the name and key of a request.
     *
     * @param id what a request of OCSP says about the issuer
     * @param digests how to hash
     * @return whether this authority is asked
     * @throws OCSPException if the request's hash isn't known
     */
    boolean isIssuer(CertificateID id, DigestCalculatorProvider digests) throws OCSPException {
        try {
            return id.matchesIssuer(new JcaX509CertificateHolder(certificate), digests);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate of the authority can't be read", e);
        }
    }

    /** How this authority signs. */
    ContentSigner signer() throws GeneralSecurityException {
        return kind.signer(key);
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
        JcaX509v3CertificateBuilder builder = subject(commonName, subjectKey, validity);
        try {
            builder.addExtension(Extension.basicConstraints, false, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
            builder.addExtension(Extension.subjectKeyIdentifier, false, keyId(subjectKey));
            issuedHere(builder);
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            return signed(builder.build(kind.signer(key)));
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
            return new JcaX509CRLConverter().getCRL(builder.build(signer()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the revocation list can't be made", e);
        }
    }

    private JcaX509v3CertificateBuilder subject(String commonName, PublicKey subjectKey, Validity validity) {
        return new JcaX509v3CertificateBuilder(
                certificate.getSubjectX500Principal(),
                newSerial(),
                validity.notBefore(),
                validity.notAfter(),
                new X500Principal("CN=" + commonName),
                subjectKey);
    }

    private static void asAuthority(JcaX509v3CertificateBuilder builder, PublicKey own)
            throws GeneralSecurityException, IOException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(Extension.subjectKeyIdentifier, false, keyId(own));
    }

    private void issuedHere(JcaX509v3CertificateBuilder builder) throws GeneralSecurityException, IOException {
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
        if (revocation != null) {
            builder.addExtension(Extension.authorityInfoAccess, false, revocation.access());
            builder.addExtension(Extension.cRLDistributionPoints, false, revocation.points());
        }
    }

    private static SubjectKeyIdentifier keyId(PublicKey own) throws GeneralSecurityException {
        return new JcaX509ExtensionUtils().createSubjectKeyIdentifier(own);
    }

    private static X509Certificate signed(X509CertificateHolder structure) throws GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(structure);
    }

    private static BigInteger newSerial() {
        // 64 random bits and a leading one: positive, never zero, well below the 20 octets of RFC 5280 §4.1.2.2.
        return new BigInteger(64, RANDOM).setBit(64);
    }
}
