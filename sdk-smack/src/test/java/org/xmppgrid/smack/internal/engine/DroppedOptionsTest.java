package org.xmppgrid.smack.internal.engine;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DroppedOptionsTest {

    @Test
    void of_whenWrittenOtherwise_thenKept() {
        assertThat(DroppedOptions.of(
                        Map.of(
                                "pubsub#deliver", List.of("0"),
                                "pubsub#show-values", List.of("online", "chat"),
                                "pubsub#expire", List.of("2026-11-21T10:00:00Z")),
                        Map.of(
                                "pubsub#deliver", List.of("false"),
                                "pubsub#show-values", List.of("chat", "online"),
                                "pubsub#expire", List.of("2026-11-21T09:00:00Z"),
                                "pubsub#digest", List.of("0"))))
                .isEmpty();
    }

    @Test
    void of_whenAbsentOrOther_thenNamed() {
        assertThat(DroppedOptions.of(
                        Map.of(
                                "pubsub#deliver", List.of("0"),
                                "pubsub#digest", List.of("1"),
                                "pubsub#expire", List.of("2026-11-21T10:00:00Z")),
                        Map.of("pubsub#deliver", List.of("1"))))
                .containsExactly("pubsub#deliver", "pubsub#digest", "pubsub#expire");
    }
}
