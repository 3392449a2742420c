package org.xmppgrid.sdk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EndpointTest {

    @Test
    void factories_whenNothingElseIsSaid_thenPriorityAndWeightAreZero() {
        assertThat(Endpoint.startTls("a.example", 5222))
                .isEqualTo(new Endpoint("a.example", 5222, Endpoint.Transport.STARTTLS, 0, 0))
                .hasToString("a.example:5222");
        assertThat(Endpoint.directTls("a.example", 443))
                .isEqualTo(new Endpoint("a.example", 443, Endpoint.Transport.DIRECT_TLS, 0, 0))
                .hasToString("a.example:443 (direct TLS)");
    }

    @Test
    void with_whenOrderIsGiven_thenOnlyThatChanges() {
        assertThat(Endpoint.directTls("a.example", 443).withPriority(10).withWeight(20))
                .isEqualTo(new Endpoint("a.example", 443, Endpoint.Transport.DIRECT_TLS, 10, 20));
    }

    @ParameterizedTest
    @CsvSource({"'',5222", "' ',5222", "a,0", "a,-1", "a,65536"})
    void constructor_whenItIsNoPlace_thenRefused(String host, int port) {
        assertThatThrownBy(() -> Endpoint.startTls(host, port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("port " + port);
    }

    @ParameterizedTest
    @CsvSource({"-1,0", "65536,0", "0,-1", "0,65536"})
    void with_whenTheOrderIsBeyondRfc2782_thenRefused(int priority, int weight) {
        Endpoint endpoint = Endpoint.startTls("a.example", 5222);
        assertThatThrownBy(() -> endpoint.withPriority(priority).withWeight(weight))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RFC 2782");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:5222", "https://grid.example", "grid.example ", "[::1]:5222"})
    void constructor_whenTheHostIsMore_thenSaysWhatToGive(String host) {
        assertThatThrownBy(() -> Endpoint.startTls(host, 5222))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + host + "' is not a host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]", "fe80::1%eth0", "192.0.2.1"})
    void constructor_whenTheHostIsAnAddress_thenTaken(String host) {
        assertThat(Endpoint.startTls(host, 5222).host()).isEqualTo(host);
    }

    @Test
    void constructor_whenNumbersAreTheGreatest_thenTaken() {
        Endpoint greatest = new Endpoint("a", 65_535, Endpoint.Transport.STARTTLS, 65_535, 65_535);
        assertThat(greatest.port()).isEqualTo(65_535);
    }
}
