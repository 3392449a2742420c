package org.xmppgrid.sdk;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GridLimitsTest {

    /** Each limit with how it is changed to 7. */
    enum Change {
        STANZA_CHARS("stanzaChars", limits -> limits.withStanzaChars(7), limits -> limits.withStanzaChars(0)),
        DEPTH("depth", limits -> limits.withDepth(7), limits -> limits.withDepth(0)),
        ATTRIBUTES("attributes", limits -> limits.withAttributes(7), limits -> limits.withAttributes(0)),
        NAMES("names", limits -> limits.withNames(7), limits -> limits.withNames(-1)),
        PAYLOAD_BYTES("payloadBytes", limits -> limits.withPayloadBytes(7), limits -> limits.withPayloadBytes(0)),
        QUEUED_EVENTS(
                "queuedEvents",
                limits -> limits.withQueue(7, limits.queuedChars()),
                limits -> limits.withQueue(0, limits.queuedChars())),
        QUEUED_CHARS(
                "queuedChars",
                limits -> limits.withQueue(limits.queuedEvents(), 7),
                limits -> limits.withQueue(limits.queuedEvents(), 0)),
        TOPICS("topics", limits -> limits.withTopics(7), limits -> limits.withTopics(0)),
        PUBLISH_WINDOW("publishWindow", limits -> limits.withPublishWindow(7), limits -> limits.withPublishWindow(0)),
        REPORTS_PER_MINUTE(
                "reportsPerMinute", limits -> limits.withReportsPerMinute(7), limits -> limits.withReportsPerMinute(0));

        private final String component;
        private final UnaryOperator<GridLimits> toSeven;
        private final UnaryOperator<GridLimits> toNothing;

        Change(String component, UnaryOperator<GridLimits> toSeven, UnaryOperator<GridLimits> toNothing) {
            this.component = component;
            this.toSeven = toSeven;
            this.toNothing = toNothing;
        }
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void with_whenALimitIsChanged_thenNoOtherIs(Change change) throws Exception {
        GridLimits changed = change.toSeven.apply(GridLimits.DEFAULT);

        List<String> different = new ArrayList<>();
        for (RecordComponent component : GridLimits.class.getRecordComponents()) {
            Object now = component.getAccessor().invoke(changed);
            if (!now.equals(component.getAccessor().invoke(GridLimits.DEFAULT))) {
                different.add(component.getName() + "=" + now);
            }
        }
        assertThat(different).containsExactly(change.component + "=7");
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void with_whenALimitIsNotPositive_thenRefusedByName(Change change) {
        assertThatThrownBy(() -> change.toNothing.apply(GridLimits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(change.component + " must be positive");
    }

    @Test
    void change_whenALimitIsAdded_thenItIsTestedHere() {
        assertThat(Change.values()).hasSize(GridLimits.class.getRecordComponents().length);
    }
}
