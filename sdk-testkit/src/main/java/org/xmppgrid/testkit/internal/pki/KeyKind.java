package org.xmppgrid.testkit.internal.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A kind of key, and how it signs. */
public enum KeyKind {
    /** A key on the curve P-256, which every server in use can read; it signs with SHA-256. */
    P256("EC", new ECGenParameterSpec("secp256r1"), "SHA256withECDSA", null),
    /** An RSA key of 2048 bits that signs by RSASSA-PSS with SHA-384. */
    RSA_PSS(
            "RSA",
            new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4),
            "RSASSA-PSS",
            new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1)),
    /** A key of Ed25519, whose signatures have no hash of their own. */
    ED25519("Ed25519", NamedParameterSpec.ED25519, "Ed25519", null);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String algorithm;
    private final AlgorithmParameterSpec size;
    private final String signature;
    private final @Nullable PSSParameterSpec pss;

    KeyKind(String algorithm, AlgorithmParameterSpec size, String signature, @Nullable PSSParameterSpec pss) {
        this.algorithm = algorithm;
        this.size = size;
        this.signature = signature;
        this.pss = pss;
    }

    /**
     * Makes a key.
     *
     * @return a new key pair
     */
    public KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size, RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM makes no keys of the kind " + this, e);
        }
    }

    ContentSigner signer(PrivateKey key) throws GeneralSecurityException {
        if (pss != null) {
            return new PssSigner(key, pss);
        }
        try {
            return new JcaContentSignerBuilder(signature).build(key);
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("this JVM has no signature " + signature, e);
        }
    }
}
