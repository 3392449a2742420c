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
import java.util.Arrays;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certification authority in memory, and what it issues. */
public final class TestPki {
    private static final AtomicLong SERIAL = new AtomicLong(1);

    /** A key, its certificate and the certificates above it. */
    public record Identity(KeyPair keys, X509Certificate certificate, X509Certificate[] chain) {
        SSLContext serverContext() {
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("server", keys.getPrivate(), new char[0], chain);
                KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
                managers.init(store, new char[0]);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(managers.getKeyManagers(), null, null);
                return context;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    private final KeyPair keys = keys();
    private final X500Name name;
    private final X509Certificate certificate;

    public TestPki(String commonName) {
        name = new X500Name("CN=" + commonName);
        Instant now = Instant.now();
        certificate = sign(name, name, keys, keys, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)), true);
    }

    public X509Certificate anchor() {
        return certificate;
    }

    public Identity issue(String commonName, String... dnsNames) {
        Instant now = Instant.now();
        return issue(commonName, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)), dnsNames);
    }

    public Identity issue(String commonName, Instant from, Instant until, String... dnsNames) {
        KeyPair own = keys();
        X509Certificate issued = sign(new X500Name("CN=" + commonName), name, own, keys, from, until, false, dnsNames);
        return new Identity(own, issued, new X509Certificate[] {issued, certificate});
    }

    public static Identity selfSigned(String commonName, Instant from, Instant until, String... dnsNames) {
        KeyPair own = keys();
        X500Name name = new X500Name("CN=" + commonName);
        X509Certificate issued = sign(name, name, own, own, from, until, false, dnsNames);
        return new Identity(own, issued, new X509Certificate[] {issued});
    }

    private static X509Certificate sign(
            X500Name subject,
            X500Name issuer,
            KeyPair of,
            KeyPair by,
            Instant from,
            Instant until,
            boolean authority,
            String... dnsNames) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(from),
                    Date.from(until),
                    subject,
                    of.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (dnsNames.length > 0) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(Arrays.stream(dnsNames)
                                .map(dns -> new GeneralName(GeneralName.dNSName, dns))
                                .toArray(GeneralName[]::new)));
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
