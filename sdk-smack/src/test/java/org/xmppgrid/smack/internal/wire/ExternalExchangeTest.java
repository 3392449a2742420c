package org.xmppgrid.smack.internal.wire;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.ClientCertificate;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** XEP-0178 §2, and what servers make of it. */
class ExternalExchangeTest {
    private static final GridAddress ACCOUNT = GridAddress.of("sensor@grid.example");

    @Test
    void first_whenTheCertificateNamesTheAccountOnly_saysNothingMore() throws Exception {
        assertThat(first(OddCertificates.xmppAddr("sensor@grid.example"))).isEmpty();
        assertThat(first(OddCertificates.xmppAddr("Sensor@GRID.example")))
                .as("the same address, written differently")
                .isEmpty();
    }

    @Test
    void first_whenTheCertificateNamesSeveral_saysWhichAccountIsMeant() throws Exception {
        assertThat(first(
                        OddCertificates.xmppAddr("other@grid.example"),
                        OddCertificates.xmppAddr("sensor@grid.example")))
                .isEqualTo("sensor@grid.example");
    }

    @Test
    void first_whenTheCertificateNamesNone_saysWhichAccountIsMeant() throws Exception {
        assertThat(first(new GeneralName(GeneralName.rfc822Name, "sensor@grid.example")))
                .isEqualTo("sensor@grid.example");
    }

    @Test
    void first_whenAKeyManagerChoosesTheCertificate_saysWhichAccountIsMeant() throws Exception {
        ClientCertificate unknown = ClientCertificate.of(
                certificate(OddCertificates.xmppAddr("sensor@grid.example")).keyManager());
        assertThat(text(new ExternalExchange(unknown, ACCOUNT))).isEqualTo("sensor@grid.example");
    }

    @Test
    void first_whenTheCertificateIsForOthersOnly_refusesAndSaysWhose() {
        assertThatExceptionOfType(SaslFaultException.class)
                .isThrownBy(() ->
                        first(OddCertificates.xmppAddr("owner@grid.example"), OddCertificates.xmppAddr("no address@")))
                .withMessageContainingAll("CN=sensor", "owner@grid.example", "not for sensor@grid.example")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CLIENT_CERTIFICATE_REFUSED));
    }

    @Test
    void answer_whenTheControllerAsksMore_refuses() {
        ExternalExchange exchange =
                new ExternalExchange(certificate(OddCertificates.xmppAddr("sensor@grid.example")), ACCOUNT);
        assertThatExceptionOfType(SaslFaultException.class).isThrownBy(() -> exchange.answer(new byte[] {1}));
    }

    private static String first(GeneralName... names) throws SaslFaultException {
        return text(new ExternalExchange(certificate(names), ACCOUNT));
    }

    private static ClientCertificate certificate(GeneralName... names) {
        TestPki.Identity identity = OddCertificates.identity(names);
        return ClientCertificate.of(identity.keys().getPrivate(), identity.chain());
    }

    private static String text(ExternalExchange exchange) throws SaslFaultException {
        return new String(exchange.first(), StandardCharsets.UTF_8);
    }
}
