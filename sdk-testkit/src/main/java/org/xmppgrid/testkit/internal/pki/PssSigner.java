package org.xmppgrid.testkit.internal.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PSSParameterSpec;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;

/** Signs by RSASSA-PSS (RFC 4055) with the JDK, whose name for it Bouncy Castle's own signer doesn't use. */
final class PssSigner implements ContentSigner {
    private final PrivateKey key;
    private final PSSParameterSpec parameters;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    PssSigner(PrivateKey key, PSSParameterSpec parameters) {
        this.key = key;
        this.parameters = parameters;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        try {
            AlgorithmParameters encoded = AlgorithmParameters.getInstance("RSASSA-PSS");
            encoded.init(parameters);
            return new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.id_RSASSA_PSS, ASN1Primitive.fromByteArray(encoded.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the parameters of RSASSA-PSS have no encoding", e);
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return content;
    }

    @Override
    public byte[] getSignature() {
        try {
            Signature signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(parameters);
            signature.initSign(key);
            signature.update(content.toByteArray());
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no signature of RSASSA-PSS", e);
        }
    }
}
