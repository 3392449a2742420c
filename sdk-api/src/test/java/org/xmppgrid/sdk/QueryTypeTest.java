package org.xmppgrid.sdk;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class QueryTypeTest {

    @Test
    void name_whenAsked_thenThatOfTheRequest() {
        QueryType<RawPayload, NoPayload> type = new QueryType<>(Payloads.xml("urn:x", "a"), Payloads.none());

        assertThat(type.name()).isEqualTo("{urn:x}a");
        assertThat(type).hasToString("QueryType[{urn:x}a]");
    }

    @ParameterizedTest
    @MethodSource("notOneElement")
    void new_whenTheRequestIsNotOneElement_thenRefused(PayloadType<?> request) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QueryType<>(request, Payloads.json()))
                .withMessageContaining("one element");
    }

    static Stream<PayloadType<?>> notOneElement() {
        return Stream.of(
                Payloads.xml(),
                Payloads.none(),
                Payloads.oneOf(Object.class, Payloads.xml("urn:x", "a"), Payloads.json()),
                Payloads.oneOf(Object.class, Payloads.xml("urn:x", "a")));
    }
}
