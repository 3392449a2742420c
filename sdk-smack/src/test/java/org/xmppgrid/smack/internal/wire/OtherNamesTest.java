package org.xmppgrid.smack.internal.wire;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OtherNamesTest {
    private static final String XMPP_ADDR = "1.3.6.1.5.5.7.8.5";

    @Test
    void names_whenCertificateHasAllKinds_areThoseOfTheKind() {
        X509Certificate certificate = OddCertificates.naming(
                new GeneralName(GeneralName.dNSName, "grid.example"),
                OddCertificates.xmppAddr("sensor@grid.example"),
                OddCertificates.srvName("_xmpp-client.grid.example"),
                new GeneralName(GeneralName.registeredID, "1.2.3"),
                OddCertificates.other("1.3.6.1.4.1.311.20.2.3", new DERUTF8String("sensor@corp")),
                OddCertificates.xmppAddr("zweiter@größe.example"),
                OddCertificates.srvName("_xmpp-server.grid.example"));
        assertThat(OtherNames.xmppAddresses(certificate))
                .containsExactly("sensor@grid.example", "zweiter@größe.example");
        assertThat(OtherNames.srvNames(certificate))
                .containsExactly("_xmpp-client.grid.example", "_xmpp-server.grid.example");
    }

    @Test
    void names_whenCertificateHasNone_areNone() {
        X509Certificate bare = OddCertificates.signedWith("SHA256withECDSA", "EC", 256);
        assertThat(OtherNames.xmppAddresses(bare)).isEmpty();
        assertThat(OtherNames.srvNames(Wires.SERVER.certificate())).isEmpty();
    }

    @Test
    void xmppAddresses_whenValueIsNotTheStringOfItsType_areNone() {
        assertThat(OtherNames.xmppAddresses(OddCertificates.naming(
                        OddCertificates.other(XMPP_ADDR, new DERPrintableString("sensor@grid.example")))))
                .isEmpty();
        assertThat(OtherNames.xmppAddresses(OddCertificates.naming(
                        OddCertificates.other(XMPP_ADDR, new DERIA5String("sensor@grid.example")))))
                .isEmpty();
        assertThat(OtherNames.xmppAddresses(
                        OddCertificates.naming(OddCertificates.xmppAddr("sensor@grid.example\u0000.evil.example"))))
                .as("a name with a NUL in it reads differently in C")
                .isEmpty();
    }

    @Test
    void xmppAddresses_whenExtensionIsCutOff_areNone() {
        byte[] whole = OddCertificates.encoded(new DERSequence(new GeneralName[] {
            OddCertificates.xmppAddr("sensor@grid.example"), OddCertificates.xmppAddr("other@grid.example")
        }));
        for (int length = 0; length < whole.length; length++) {
            assertThat(OtherNames.xmppAddresses(OddCertificates.withAlternativeNames(Arrays.copyOf(whole, length))))
                    .as("cut at %d", length)
                    .isEmpty();
        }
        assertThat(OtherNames.xmppAddresses(OddCertificates.withAlternativeNames(whole)))
                .hasSize(2);
    }

    @Test
    void names_whenExtensionIsAnyBytesAtAll_neverThrow() {
        byte[] whole = OddCertificates.encoded(new DERSequence(new GeneralName[] {
            OddCertificates.xmppAddr("sensor@grid.example"),
            OddCertificates.other(XMPP_ADDR, new ASN1ObjectIdentifier("1.2.840.113549"))
        }));
        Random random = new Random(8600);
        for (int i = 0; i < 300; i++) {
            byte[] mutated = whole.clone();
            for (int j = 0; j <= random.nextInt(3); j++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            X509Certificate certificate = OddCertificates.withAlternativeNames(mutated);
            assertThat(OtherNames.xmppAddresses(certificate)).hasSizeLessThan(3);
            assertThat(OtherNames.srvNames(certificate)).hasSizeLessThan(3);
        }
    }
}
