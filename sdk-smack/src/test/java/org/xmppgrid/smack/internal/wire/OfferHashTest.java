package org.xmppgrid.smack.internal.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OfferHashTest {
    private static final List<String> MECHANISMS = List.of("SCRAM-SHA-1-PLUS", "PLAIN", "SCRAM-SHA-1");
    private static final Optional<List<String>> BINDINGS = Optional.of(List.of("tls-server-end-point", "tls-exporter"));

    @Test
    void matches_whenXep0474Example_isTrue() throws Exception {
        SaslOffer offer = new SaslOffer(List.of("SCRAM-SHA-1-PLUS", "SCRAM-SHA-1"), BINDINGS);
        assertThat(OfferHash.matches("G6k/rBLDqgOhRRaCuuatSDFkJ08=", offer, MessageDigest.getInstance("SHA-1")))
                .isTrue();
        assertThat(OfferHash.matches("G6k/rBLDqgOhRRaCuuatSDFkJ08=", offer, MessageDigest.getInstance("SHA-256")))
                .isFalse();
    }

    @Test
    void matches_whenNoBindingsWereAnnounced_hashesTheMechanismsOnly() throws Exception {
        assertThat(matches("PLAIN\u001eSCRAM-SHA-1\u001eSCRAM-SHA-1-PLUS", new SaslOffer(MECHANISMS, Optional.empty())))
                .isTrue();
        assertThat(matches("PLAIN\u001eSCRAM-SHA-1\u001eSCRAM-SHA-1-PLUS", new SaslOffer(MECHANISMS, BINDINGS)))
                .isFalse();
    }

    @Test
    void matches_whenTheServerHasAnOlderVersionOfTheXep_isTrueToo() throws Exception {
        assertThat(matches(
                        "PLAIN,SCRAM-SHA-1,SCRAM-SHA-1-PLUS|tls-exporter,tls-server-end-point",
                        new SaslOffer(MECHANISMS, BINDINGS)))
                .isTrue();
    }

    @Test
    void matches_whenAnOldDelimiterIsHiddenInAName_isFalse() throws Exception {
        assertThat(matches(
                        "PLAIN,SCRAM-SHA-1,SCRAM-SHA-256",
                        new SaslOffer(List.of("PLAIN", "SCRAM-SHA-1,SCRAM-SHA-256"), Optional.empty())))
                .isFalse();
        assertThat(matches("PLAIN|tls-exporter", new SaslOffer(List.of("PLAIN|tls-exporter"), Optional.empty())))
                .isFalse();
    }

    @Test
    void matches_whenWhatIsClaimedIsNoHash_isFalse() throws Exception {
        for (String claimed : List.of("", "*", "AAAA")) {
            assertThat(OfferHash.matches(
                            claimed, new SaslOffer(MECHANISMS, BINDINGS), MessageDigest.getInstance("SHA-256")))
                    .isFalse();
        }
    }

    private static boolean matches(String hashed, SaslOffer offer) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(hashed.getBytes(StandardCharsets.UTF_8));
        return OfferHash.matches(Base64.getEncoder().encodeToString(hash), offer, MessageDigest.getInstance("SHA-256"));
    }
}
