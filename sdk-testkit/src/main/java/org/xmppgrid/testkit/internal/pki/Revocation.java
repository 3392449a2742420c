package org.xmppgrid.testkit.internal.pki;

import java.net.URI;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * Where an authority says that its certificates can be looked up.
 *
 * @param ocsp where it answers OCSP (RFC 6960)
 * @param crl where its list of revoked certificates is (RFC 5280 §5)
 */
public record Revocation(URI ocsp, URI crl) {

    /** RFC 5280 §4.2.2.1. */
    ASN1Encodable access() {
        return new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, name(ocsp));
    }

    /** RFC 5280 §4.2.1.13. */
    ASN1Encodable points() {
        DistributionPointName where = new DistributionPointName(new GeneralNames(name(crl)));
        return new CRLDistPoint(new DistributionPoint[] {new DistributionPoint(where, null, null)});
    }

    private static GeneralName name(URI uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri.toString());
    }
}
