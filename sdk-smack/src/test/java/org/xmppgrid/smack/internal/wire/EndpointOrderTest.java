package org.xmppgrid.smack.internal.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.Endpoint;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointOrderTest {
    private static Endpoint at(String host, int priority, int weight) {
        return Endpoint.startTls(host, 5222).withPriority(priority).withWeight(weight);
    }

    @Test
    void of_whenPrioritiesDiffer_goesByThem() {
        List<Endpoint> ordered = new EndpointOrder(new Random(1))
                .of(List.of(at("c", 30, 9), at("a", 10, 0), at("b", 20, 65_535), at("d", 65_535, 0)));
        assertThat(ordered).extracting(Endpoint::host).containsExactly("a", "b", "c", "d");
    }

    @Test
    void of_whenNobodyHasAWeight_keepsTheOrder() {
        List<Endpoint> given = List.of(at("b", 1, 0), at("a", 1, 0), at("c", 1, 0));
        assertThat(new EndpointOrder(new Random(1)).of(given)).isEqualTo(given);
    }

    @Test
    void of_whenWeightsDiffer_drawsByThemAndLeavesNobodyOut() {
        EndpointOrder order = new EndpointOrder(new Random(42));
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            List<Endpoint> ordered = order.of(List.of(at("light", 1, 10), at("heavy", 1, 90), at("none", 1, 0)));
            assertThat(ordered).extracting(Endpoint::host).containsExactlyInAnyOrder("light", "heavy", "none");
            first.merge(ordered.get(0).host(), 1, Integer::sum);
        }
        assertThat(first.get("heavy")).isBetween(840, 940);
        assertThat(first.get("light")).isBetween(50, 150);
        assertThat(first.getOrDefault("none", 0)).isBetween(1, 40);
    }
}
