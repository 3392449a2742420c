package org.xmppgrid.smack.internal.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmppgrid.sdk.AuthenticationPolicy;
import org.xmppgrid.sdk.ClientCertificate;
import org.xmppgrid.sdk.Credentials;
import org.xmppgrid.sdk.SaslMechanism;
import org.xmppgrid.sdk.TlsVersion;

import static org.assertj.core.api.Assertions.assertThat;

/** What is chosen of an offer. In the tables: {@code -} is nothing at all, a policy's {@code !} requires binding. */
class SaslChoiceTest {

    /** The offers are those of the servers in use: Debian 12's and 13's Prosody and ejabberd, Openfire. */
    @ParameterizedTest(name = "{0}: {1}, {2}, {3}, {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                // policy  | offered              | XEP-0440            | own              | TLS | used
                "standard  | 256 1                | -                   | end              | 1.3 | 256 y",
                "standard  | 256 1                | -                   | -                | 1.3 | 256 n",
                "standard  | 256+ 256 1+ 1        | -                   | end              | 1.3 | 256 n",
                "standard  | 256+ 256 1+ 1        | -                   | exporter end     | 1.3 | 256 n",
                "standard  | 256+ 256 1+ 1        | -                   | unique end       | 1.2 | 256+ unique",
                "standard  | 256+ 256 1+ 1        | -                   | end              | 1.2 | 256 n",
                "standard  | 256+ 256             | exporter end        | exporter end     | 1.3 | 256+ exporter",
                "standard  | 256+ 256             | end exporter        | end              | 1.3 | 256+ end",
                "standard  | 256+ 256             | exporter            | end              | 1.3 | 256 n",
                "standard  | 256+ 256             | unique exporter end | unique end       | 1.2 | 256+ unique",
                "standard  | 512+ 256+ 512 256    | end                 | end              | 1.3 | 512+ end",
                "standard  | 512 256+             | end                 | end              | 1.3 | 256+ end",
                "standard  | 512 1+               | end                 | end              | 1.3 | 512 n",
                "standard  | 1+ 1                 | end                 | end              | 1.3 | 1+ end",
                "standard  | 1                    | -                   | end              | 1.3 | 1 y",
                "standard  | 256                  | end                 | end              | 1.3 | 256 y",
                "standard  | PLAIN                | -                   | end              | 1.3 | none MECHANISM_NOT_OFFERED",
                "standard  | -                    | -                   | end              | 1.3 | none MECHANISM_NOT_OFFERED",
                "256       | 256 1                | -                   | end              | 1.3 | 256 n",
                "256 512   | 512 256              | -                   | end              | 1.3 | 256 n",
                "PLAIN     | 256 PLAIN            | -                   | end              | 1.3 | PLAIN n",
                "256+      | 256+ 256             | -                   | end              | 1.3 | 256+ end",
                "standard! | 256+ 256             | -                   | exporter end     | 1.3 | 256+ exporter",
                "standard! | 256+ 256             | -                   | end              | 1.3 | 256+ end",
                "standard! | 256+ 256             | -                   | unique end       | 1.2 | 256+ unique",
                "standard! | 256+ 256             | -                   | end              | 1.2 | 256+ end",
                "standard! | 256+ 256             | exporter            | end              | 1.3 | none CHANNEL_BINDING_UNAVAILABLE",
                "standard! | 256+ 256             | end                 | -                | 1.3 | none CHANNEL_BINDING_UNAVAILABLE",
                "standard! | 256 1                | -                   | exporter end     | 1.3 | none MECHANISM_NOT_OFFERED"
            })
    void of_whenThereIsAPassword_usesTheFirstOfThePolicyThatWorks(
            String policy, String offered, String announced, String own, String version, String used) {
        SaslChoice choice = SaslChoice.of(
                policy(policy),
                Credentials.password("pencil"),
                new SaslOffer(
                        names(offered),
                        announced.equals("-")
                                ? Optional.empty()
                                : Optional.of(bindings(announced).stream()
                                        .map(ChannelBinding::type)
                                        .toList())),
                bindings(own),
                version.equals("1.3") ? TlsVersion.TLS_1_3 : TlsVersion.TLS_1_2);
        assertThat(inWords(choice)).isEqualTo(used);
    }

    @Test
    void of_whenThereIsACertificate_prefersExternal() {
        TestPki.Identity sensor = OddCertificates.identity(OddCertificates.xmppAddr("sensor@grid.example"));
        ClientCertificate certificate = ClientCertificate.of(sensor.keys().getPrivate(), sensor.chain());
        SaslOffer offer = new SaslOffer(names("256 EXTERNAL"), Optional.empty());
        assertThat(inWords(choose(Credentials.password("pencil").with(certificate), offer)))
                .isEqualTo("EXTERNAL n");
        assertThat(inWords(choose(Credentials.certificate(certificate), offer))).isEqualTo("EXTERNAL n");
        assertThat(inWords(choose(Credentials.password("pencil"), offer)))
                .as("a server may offer it to who has no certificate")
                .isEqualTo("256 y");
        assertThat(inWords(choose(Credentials.certificate(certificate), new SaslOffer(names("256"), Optional.empty()))))
                .isEqualTo("none MECHANISM_NOT_OFFERED");
    }

    @Test
    void of_whenBindingIsRequired_stillTakesExternal() {
        TestPki.Identity sensor = OddCertificates.identity(OddCertificates.xmppAddr("sensor@grid.example"));
        SaslChoice choice = SaslChoice.of(
                AuthenticationPolicy.standard().requireChannelBinding(),
                Credentials.certificate(ClientCertificate.of(sensor.keys().getPrivate(), sensor.chain())),
                new SaslOffer(names("EXTERNAL 256"), Optional.empty()),
                List.of(),
                TlsVersion.TLS_1_3);
        assertThat(inWords(choice)).isEqualTo("EXTERNAL n");
    }

    private static SaslChoice choose(Credentials credentials, SaslOffer offer) {
        return SaslChoice.of(AuthenticationPolicy.standard(), credentials, offer, bindings("end"), TlsVersion.TLS_1_3);
    }

    private static String inWords(SaslChoice choice) {
        if (choice instanceof SaslChoice.None none) {
            return "none " + none.reason();
        }
        SaslChoice.Use use = (SaslChoice.Use) choice;
        String binding = use.binding().map(ChannelBinding::type).orElse("");
        assertThat(use.gs2Header())
                .isEqualTo(binding.isEmpty() ? use.gs2Header().charAt(0) + ",," : "p=" + binding + ",,");
        return use.mechanism().protocolName().replace("SCRAM-SHA-", "").replace("-PLUS", "+") + " "
                + (binding.isEmpty()
                        ? use.gs2Header().substring(0, 1)
                        : binding.replace("tls-server-end-point", "end").replace("tls-", ""));
    }

    private static AuthenticationPolicy policy(String text) {
        if (text.startsWith("standard")) {
            return text.endsWith("!")
                    ? AuthenticationPolicy.standard().requireChannelBinding()
                    : AuthenticationPolicy.standard();
        }
        return AuthenticationPolicy.allowing(names(text).stream()
                .map(name -> SaslMechanism.valueOf(name.replace('-', '_')))
                .toArray(SaslMechanism[]::new));
    }

    private static List<String> names(String text) {
        return text.equals("-")
                ? List.of()
                : Arrays.stream(text.split(" "))
                        .map(name -> Character.isDigit(name.charAt(0)) ? "SCRAM-SHA-" + name : name)
                        .map(name -> name.replace("+", "-PLUS"))
                        .toList();
    }

    private static List<ChannelBinding> bindings(String text) {
        return text.equals("-")
                ? List.of()
                : Arrays.stream(text.split(" "))
                        .map(name -> name.equals("end") ? "tls-server-end-point" : "tls-" + name)
                        .map(type -> new ChannelBinding(type, new byte[] {1}))
                        .toList();
    }
}
