package org.xmppgrid.smack.internal.wire;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** A certification authority in memory, and what it issues. */
public final class TestPki {
    static final Instant REVOKED = Instant.parse("2026-01-02T03:04:05Z");

    private static final Duration DAY = Duration.ofDays(1);
    private static final AtomicLong SERIAL = new AtomicLong(1);

    /** A key, its certificate and the certificates above it. */
    public record Identity(KeyPair keys, X509Certificate certificate, X509Certificate[] chain) {
        public SSLContext serverContext(X509Certificate... clientAuthorities) {
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("server", keys.getPrivate(), new char[0], chain);
                KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
                managers.init(store, new char[0]);
                SSLContext context = SSLContext.getInstance("TLS");
                TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
                KeyStore trusted = KeyStore.getInstance("PKCS12");
                trusted.load(null, null);
                for (X509Certificate authority : clientAuthorities) {
                    trusted.setCertificateEntry("a" + trusted.size(), authority);
                }
                trust.init(trusted);
                context.init(
                        managers.getKeyManagers(),
                        clientAuthorities.length == 0 ? null : trust.getTrustManagers(),
                        null);
                return context;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private final KeyPair keys = keys();
    private final X500Name name;
    private final X509Certificate certificate;
    private final List<X509Certificate> above;

    public TestPki(String commonName) {
        name = new X500Name("CN=" + commonName);
        Instant now = Instant.now();
        certificate = sign(name, name, keys, keys, now.minus(DAY), now.plus(DAY), true, List.of());
        above = List.of();
    }

    private TestPki(String commonName, TestPki parent, List<TestExtension> extensions) {
        name = new X500Name("CN=" + commonName);
        Instant now = Instant.now();
        certificate = sign(name, parent.name, keys, parent.keys, now.minus(DAY), now.plus(DAY), true, extensions);
        above = parent.chain();
    }

    /** An authority below this one. */
    TestPki intermediate(String commonName, TestExtension... extensions) {
        return new TestPki(commonName, this, List.of(extensions));
    }

    public X509Certificate anchor() {
        return certificate;
    }

    private List<X509Certificate> chain() {
        List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
        chain.addAll(above);
        return chain;
    }

    public Identity issue(String commonName, String... dnsNames) {
        Instant now = Instant.now();
        return issue(commonName, now.minus(DAY), now.plus(DAY), dnsNames);
    }

    public Identity issue(String commonName, Instant from, Instant until, String... dnsNames) {
        return issue(commonName, keys(), from, until, dns(dnsNames));
    }

    public Identity issueWith(String commonName, TestExtension... extensions) {
        Instant now = Instant.now();
        return issue(commonName, keys(), now.minus(DAY), now.plus(DAY), List.of(extensions));
    }

    /** A certificate of a key that is there already. */
    Identity renew(Identity identity, String... dnsNames) {
        Instant now = Instant.now();
        return issue("controller", identity.keys(), now.minus(DAY), now.plus(DAY), dns(dnsNames));
    }

    private Identity issue(
            String commonName, KeyPair own, Instant from, Instant until, List<TestExtension> extensions) {
        X509Certificate issued =
                sign(new X500Name("CN=" + commonName), name, own, keys, from, until, false, extensions);
        List<X509Certificate> chain = chain();
        chain.add(0, issued);
        return new Identity(own, issued, chain.toArray(X509Certificate[]::new));
    }

    public static Identity selfSigned(String commonName, Instant from, Instant until, String... dnsNames) {
        KeyPair own = keys();
        X500Name name = new X500Name("CN=" + commonName);
        X509Certificate issued = sign(name, name, own, own, from, until, false, dns(dnsNames));
        return new Identity(own, issued, new X509Certificate[] {issued});
    }

    /** An extension of a certificate. */
    record TestExtension(ASN1ObjectIdentifier type, ASN1Encodable value) {}

    static List<TestExtension> dns(String... names) {
        return names.length == 0
                ? List.of()
                : List.of(names(Arrays.stream(names)
                        .map(dns -> new GeneralName(GeneralName.dNSName, dns))
                        .toArray(GeneralName[]::new)));
    }

    static TestExtension names(GeneralName... names) {
        return new TestExtension(Extension.subjectAlternativeName, new GeneralNames(names));
    }

    /** RFC 4985. */
    static GeneralName srv(String name) {
        ASN1EncodableVector other = new ASN1EncodableVector();
        other.add(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.7"));
        other.add(new DERTaggedObject(true, 0, new DERIA5String(name)));
        return new GeneralName(GeneralName.otherName, new DERSequence(other));
    }

    static TestExtension ocspAt(String uri) {
        return new TestExtension(
                Extension.authorityInfoAccess,
                new AuthorityInformationAccess(
                        AccessDescription.id_ad_ocsp, new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
    }

    static TestExtension crlAt(String uri) {
        return new TestExtension(Extension.cRLDistributionPoints, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(
                    new DistributionPointName(
                            new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri))),
                    null,
                    null)
        }));
    }

    /** A revocation list that was made yesterday. */
    byte[] crl(Instant nextUpdate, X509Certificate... revoked) {
        try {
            Instant then = Instant.now().minus(DAY);
            X509v2CRLBuilder builder = new X509v2CRLBuilder(name, Date.from(then));
            builder.setNextUpdate(Date.from(nextUpdate));
            for (X509Certificate each : revoked) {
                builder.addCRLEntry(each.getSerialNumber(), Date.from(REVOKED), CRLReason.keyCompromise);
            }
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** An OCSP response, signed by this authority. */
    byte[] ocsp(X509Certificate of, boolean revoked) {
        try {
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(name));
            builder.addResponse(
                    new CertificateID(
                            digests.get(CertificateID.HASH_SHA1),
                            new JcaX509CertificateHolder(certificate),
                            of.getSerialNumber()),
                    revoked ? new RevokedStatus(Date.from(REVOKED), CRLReason.keyCompromise) : CertificateStatus.GOOD,
                    Date.from(Instant.now().minusSeconds(60)),
                    Date.from(Instant.now().plus(DAY)));
            return new OCSPRespBuilder()
                    .build(
                            OCSPRespBuilder.SUCCESSFUL,
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()),
                                    null,
                                    new Date()))
                    .getEncoded();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate sign(
            X500Name subject,
            X500Name issuer,
            KeyPair of,
            KeyPair by,
            Instant from,
            Instant until,
            boolean authority,
            List<TestExtension> extensions) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(from),
                    Date.from(until),
                    subject,
                    of.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            for (TestExtension extension : extensions) {
                builder.addExtension(extension.type(), false, extension.value());
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
