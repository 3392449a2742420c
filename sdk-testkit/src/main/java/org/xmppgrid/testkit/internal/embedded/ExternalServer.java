package org.xmppgrid.testkit.internal.embedded;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.xmppgrid.testkit.internal.pki.Authority;

/** The server's side of EXTERNAL with a client's certificate (XEP-0178 §2). */
final class ExternalServer implements SaslServer {
    private final Optional<X509Certificate> client;
    private final Accounts accounts;
    private final String domain;

    ExternalServer(Optional<X509Certificate> client, Accounts accounts, String domain) {
        this.client = client;
        this.accounts = accounts;
        this.domain = domain;
    }

    @Override
    public Step receive(String authzid) throws Failure {
        List<Jid> own = client.map(this::addresses).orElse(List.of());
        String user = "";
        if (!authzid.isEmpty()) {
            user = own.stream()
                    .filter(jid -> jid.toString().equalsIgnoreCase(authzid))
                    .findFirst()
                    .map(Jid::local)
                    .orElse("");
        } else if (own.size() == 1) {
            user = own.get(0).local();
        }
        if (user.isEmpty() || !accounts.exists(user)) {
            throw new Failure("not-authorized");
        }
        return new Step(true, "", user);
    }

    /** The addresses of this domain that the certificate names; a name that is no address is passed over. */
    private List<Jid> addresses(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
        List<Jid> found = new ArrayList<>();
        if (extension == null) {
            return found;
        }
        for (GeneralName name : names(extension)) {
            if (name.getTagNo() == GeneralName.otherName) {
                ASN1Sequence parts = ASN1Sequence.getInstance(name.getName());
                if (ASN1ObjectIdentifier.getInstance(parts.getObjectAt(0)).equals(Authority.XMPP_ADDR)) {
                    address(ASN1TaggedObject.getInstance(parts.getObjectAt(1))).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static GeneralName[] names(byte[] extension) {
        try {
            return GeneralNames.getInstance(
                            ASN1OctetString.getInstance(extension).getOctets())
                    .getNames();
        } catch (IllegalArgumentException unreadable) {
            return new GeneralName[0];
        }
    }

    private Optional<Jid> address(ASN1TaggedObject value) {
        try {
            if (value.getExplicitBaseObject().toASN1Primitive() instanceof ASN1String text) {
                Jid jid = Jid.parse(text.getString());
                return jid.isBare() && !jid.isDomain() && jid.domain().equals(domain)
                        ? Optional.of(jid)
                        : Optional.empty();
            }
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
