package org.xmppgrid.sdk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ObservationTest {

    @Test
    void attributes_whenTheCallersMapChanges_thenKeptAsTheyWereAndInOrder() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("tls", "TLSv1.3");
        attributes.put("cipher", "c");
        Observation observation = new Observation(
                Observation.Kind.CONNECTED,
                GridAddress.of("sensor@grid.example"),
                Optional.empty(),
                Optional.empty(),
                "x",
                attributes);

        attributes.clear();

        assertThat(observation.attributes()).containsExactly(Map.entry("tls", "TLSv1.3"), Map.entry("cipher", "c"));
        assertThatThrownBy(() -> observation.attributes().put("a", "b"))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
