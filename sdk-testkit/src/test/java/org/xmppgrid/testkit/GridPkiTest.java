package org.xmppgrid.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GridPkiTest {

    private final GridPki pki = GridPki.create("grid.example");

    @Test
    void server_whenValid_chainsToTheAuthority() throws GeneralSecurityException {
        validate(pki.server(), pki.authority());
    }

    @Test
    void server_whenAskedTwice_isTheSame() {
        assertThat(pki.server()).isSameAs(pki.server());
    }

    @Test
    void server_names_areTheDomainItsBrokerAndThisHost() throws GeneralSecurityException {
        assertThat(names(pki.server(), GeneralName.dNSName))
                .containsExactly("grid.example", "broker.grid.example", "localhost");
        assertThat(pki.server().certificate().getSubjectAlternativeNames())
                .contains(
                        List.of(GeneralName.iPAddress, "127.0.0.1"), List.of(GeneralName.iPAddress, "0:0:0:0:0:0:0:1"));
    }

    @Test
    void server_otherNames_areServicesAndTheAddress() throws GeneralSecurityException {
        assertThat(otherNames(pki.server(), "1.3.6.1.5.5.7.8.7"))
                .containsExactly("_xmpp-client.grid.example", "_xmpp-server.broker.grid.example");
        assertThat(otherNames(pki.server(), "1.3.6.1.5.5.7.8.5")).containsExactly("grid.example");
    }

    @Test
    void wrongHost_names_areSomebodyElse() throws GeneralSecurityException {
        validate(pki.wrongHost(), pki.authority());

        assertThat(names(pki.wrongHost(), GeneralName.dNSName)).containsExactly("other.example");
    }

    @Test
    void expired_whenChecked_hasExpired() {
        assertThatThrownBy(() -> pki.expired().certificate().checkValidity())
                .isInstanceOf(CertificateExpiredException.class);
        assertThatThrownBy(() -> validate(pki.expired(), pki.authority()))
                .isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void client_names_areItsAddress() throws GeneralSecurityException {
        Identity client = pki.client("provider");

        validate(client, pki.authority());
        assertThat(otherNames(client, "1.3.6.1.5.5.7.8.5")).containsExactly("provider@grid.example");
        assertThat(client.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    }

    @Test
    void clientOf_whenThereAreNoAddresses_hasOnlyACommonName() throws GeneralSecurityException {
        Identity client = pki.clientOf("provider", List.of());

        assertThat(client.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=provider");
        assertThat(client.certificate().getSubjectAlternativeNames()).isNull();
    }

    @Test
    void stranger_whenChecked_isNotTrusted() {
        GridPki stranger = pki.stranger();

        assertThatThrownBy(() -> validate(stranger.client("provider"), pki.authority()))
                .isInstanceOf(CertPathValidatorException.class);
        assertThatThrownBy(() ->
                        stranger.server().certificate().verify(pki.authority().getPublicKey()))
                .isInstanceOfAny(SignatureException.class, InvalidKeyException.class);
    }

    @Test
    void revocations_whenSomethingIsRevoked_nameItAlone() throws GeneralSecurityException {
        Identity revoked = pki.revoked();
        Identity revokedClient = pki.revokedClient("provider");

        var list = pki.revocations();

        list.verify(pki.authority().getPublicKey());
        assertThat(list.isRevoked(revoked.certificate())).isTrue();
        assertThat(list.isRevoked(revokedClient.certificate())).isTrue();
        assertThat(list.isRevoked(pki.server().certificate())).isFalse();
    }

    @Test
    void writePem_whenReadAgain_isTheSameIdentity(@TempDir Path folder) throws IOException, GeneralSecurityException {
        pki.server().writePem(folder, "server");

        String both = Files.readString(folder.resolve("server.pem"));
        assertThat(both)
                .isEqualTo(Files.readString(folder.resolve("server.crt"))
                        + Files.readString(folder.resolve("server.key")));
        try (InputStream in = new ByteArrayInputStream(
                Files.readString(folder.resolve("server.crt")).getBytes(StandardCharsets.US_ASCII))) {
            assertThat(CertificateFactory.getInstance("X.509").generateCertificates(in))
                    .isEqualTo(pki.server().chain());
        }
        byte[] data = {1, 2, 3};
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(der(Files.readString(folder.resolve("server.key"))))));
        signer.update(data);
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(pki.server().certificate());
        verifier.update(data);
        assertThat(verifier.verify(signer.sign())).isTrue();
    }

    @Test
    void toString_ofIdentityAndAccount_keepsTheSecret() {
        assertThat(pki.server()).hasToString("Identity[CN=grid.example]");
        assertThat(new Account("provider@grid.example", "hush")).hasToString("Account[provider@grid.example]");
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    private static void validate(Identity identity, X509Certificate authority) throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(identity.chain()), parameters);
    }

    private static List<String> names(Identity identity, int kind) throws GeneralSecurityException {
        return identity.certificate().getSubjectAlternativeNames().stream()
                .filter(name -> name.get(0).equals(kind))
                .map(name -> name.get(1).toString())
                .toList();
    }

    private static List<String> otherNames(Identity identity, String kind) throws GeneralSecurityException {
        GeneralNames names = GeneralNames.fromExtensions(
                new JcaX509CertificateHolder(identity.certificate()).getExtensions(), Extension.subjectAlternativeName);
        List<String> found = new ArrayList<>();
        for (GeneralName name : names.getNames()) {
            if (name.getTagNo() == GeneralName.otherName) {
                ASN1Sequence parts = ASN1Sequence.getInstance(name.getName());
                if (parts.getObjectAt(0).toString().equals(kind)) {
                    ASN1TaggedObject value = ASN1TaggedObject.getInstance(parts.getObjectAt(1));
                    found.add(((ASN1String) value.getExplicitBaseObject().toASN1Primitive()).getString());
                }
            }
        }
        return found;
    }
}
