package org.xmppgrid.smack.internal.wire;

import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.BCSSLSocket;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.jivesoftware.smack.packet.Mechanisms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xmppgrid.sdk.AuthenticationPolicy;
import org.xmppgrid.sdk.SaslMechanism;

import static org.assertj.core.api.Assertions.assertThat;

/** A login as Debian 12's servers want it: TLS 1.2 of a provider that knows tls-unique, and nothing announced. */
@Timeout(30)
class SaslLoginTest {
    private static final Provider BOUNCY_CASTLE = new BouncyCastleJsseProvider(new BouncyCastleProvider());

    @Test
    void choose_whenTheSocketKnowsTlsUnique_bindsToItAndTheServerAgrees() throws Exception {
        Wires.Settings settings = new Wires.Settings();
        settings.policy = Optional.of(AuthenticationPolicy.standard());
        WireSettings wire = settings.to(5222);
        SaslLogin login = new SaslLogin(wire, settings.credentials(), () -> false);
        login.offered(new Mechanisms(List.of("SCRAM-SHA-256", "SCRAM-SHA-256-PLUS")));
        List<OpeningStep> steps = new ArrayList<>();
        try (TlsPair pair = TlsPair.of(BOUNCY_CASTLE, "TLSv1.2", Wires.SERVER)) {
            login.choose(
                    pair.client().getSession(),
                    Optional.of(pair.client()),
                    steps::add,
                    new LoginFailure(wire, login, "The controller"));
            assertThat(steps)
                    .containsExactly(
                            new OpeningStep.Offered(
                                    List.of("SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"),
                                    Optional.empty(),
                                    List.of("tls-unique", "tls-server-end-point")),
                            new OpeningStep.Chosen(SaslMechanism.SCRAM_SHA_256_PLUS, Optional.of("tls-unique")));

            ServerScram server = new ServerScram("SCRAM-SHA-256-PLUS", ScriptedServer.PASSWORD);
            server.binding =
                    type -> ((BCSSLSocket) pair.server()).getConnection().getChannelBinding(type);
            SaslExchange exchange = login.exchange();
            byte[] last = exchange.answer(bytes(server.first(text(exchange.first()))));
            assertThat(exchange.answer(bytes(server.last(text(last))))).isNull();
            exchange.succeeded();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
