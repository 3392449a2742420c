package org.xmppgrid.sdk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void constructor_whenNumbersAreTheGreatest_thenTaken() {
        Endpoint greatest = new Endpoint("a", 65_535, Endpoint.Transport.STARTTLS, 65_535, 65_535);
        assertThat(greatest.port()).isEqualTo(65_535);
    }
}
