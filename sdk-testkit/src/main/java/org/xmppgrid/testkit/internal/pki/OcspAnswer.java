package org.xmppgrid.testkit.internal.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** How authorities answer a request of OCSP (RFC 6960), each with its own key. */
public final class OcspAnswer {
    private static final Duration GOOD_FOR = Duration.ofHours(1);

    /** What becomes of a certificate. */
    public enum Status {
        /** It is not revoked. */
        GOOD,
        /** It is revoked, since yesterday. */
        REVOKED,
        /** The responder doesn't know it. */
        UNKNOWN
    }

    private OcspAnswer() {}

    /**
     * Answers a request.
     *
     * @param request the request as it came
     * @param authorities those who may answer
     * @param status what to say of a serial number that one of them may have issued
     * @return the answer, signed by the authority that is asked about, or an unsigned refusal
     */
    public static byte[] to(byte[] request, List<Authority> authorities, Function<BigInteger, Status> status) {
        try {
            return answer(request, authorities, status).getEncoded();
        } catch (GeneralSecurityException | OperatorCreationException | OCSPException | IOException e) {
            throw new IllegalStateException("no answer of OCSP can be made", e);
        }
    }

    private static OCSPResp answer(byte[] request, List<Authority> authorities, Function<BigInteger, Status> status)
            throws GeneralSecurityException, OperatorCreationException, OCSPException {
        OCSPReq asked;
        try {
            asked = new OCSPReq(request);
        } catch (IOException unreadable) {
            return new OCSPRespBuilder().build(OCSPRespBuilder.MALFORMED_REQUEST, null);
        }
        DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
        Req[] about = asked.getRequestList();
        for (Authority authority : authorities) {
            if (about.length > 0 && authority.isIssuer(about[0].getCertID(), digests)) {
                return signed(asked, authority, status);
            }
        }
        return new OCSPRespBuilder().build(OCSPRespBuilder.UNAUTHORIZED, null);
    }

    private static OCSPResp signed(OCSPReq asked, Authority authority, Function<BigInteger, Status> status)
            throws GeneralSecurityException, OCSPException {
        Instant now = Instant.now();
        JcaX509CertificateHolder issuer = new JcaX509CertificateHolder(authority.certificate());
        BasicOCSPRespBuilder answer = new BasicOCSPRespBuilder(new RespID(issuer.getSubject()));
        for (Req about : asked.getRequestList()) {
            answer.addResponse(
                    about.getCertID(),
                    structure(status.apply(about.getCertID().getSerialNumber()), now),
                    Date.from(now),
                    Date.from(now.plus(GOOD_FOR)));
        }
        // RFC 8954: who asks with a nonce wants it back.
        Extension nonce = asked.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (nonce != null) {
            answer.setResponseExtensions(new Extensions(nonce));
        }
        return new OCSPRespBuilder()
                .build(OCSPRespBuilder.SUCCESSFUL, answer.build(authority.signer(), null, Date.from(now)));
    }

    private static CertificateStatus structure(Status status, Instant now) {
        return switch (status) {
            case GOOD -> CertificateStatus.GOOD;
            case REVOKED -> new RevokedStatus(Date.from(now.minus(Duration.ofDays(1))), CRLReason.keyCompromise);
            case UNKNOWN -> new UnknownStatus();
        };
    }
}
