package org.xmppgrid.testkit.internal.embedded;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The hash of what was offered against the published example. */
class SaslOfferTest {

    @Test
    void hash_whenAsInXep0474_thenThatOfItsExample() {
        List<String> mechanisms = List.of("SCRAM-SHA-1-PLUS", "SCRAM-SHA-1");
        List<String> bindings = List.of("tls-server-end-point", "tls-exporter");
        assertThat(new SaslOffer(mechanisms, bindings, mechanisms, bindings, Map.of()).hash(Scram.SHA_1))
                .isEqualTo("G6k/rBLDqgOhRRaCuuatSDFkJ08=");
    }
}
