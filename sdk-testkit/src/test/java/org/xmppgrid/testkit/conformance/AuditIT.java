package org.xmppgrid.testkit.conformance;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAuthenticationException;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Observation.Kind;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.RawXmppClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

/** RFC 8600 §8.3.2: what an audit log is told of a platform's session, and what a stranger can make of it. */
class AuditIT extends WithScene {
    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @Test
    void connect_whenItSucceeds_thenHowIsTold(Scene scene) {
        Grid platform = scene.consumer();

        List<Observation> told = scene.observations();
        assertThat(told)
                .extracting(Observation::kind)
                .startsWith(Kind.CONNECTED, Kind.REVOCATION_UNKNOWN, Kind.AUTHENTICATED);
        assertThat(told.get(0).attributes())
                .containsKeys("endpoint", "tls", "cipher", "subject", "pin", "revocation")
                .contains(
                        entry("tls", "TLSv1.3"),
                        entry("pin", platform.security().pin().toString()),
                        entry(
                                "endpoint",
                                scene.server().host() + ":" + scene.server().port()));
        assertThat(told.get(2).attributes())
                .contains(
                        entry("mechanism", platform.security().mechanism().protocolName()),
                        entry("address", platform.address().toString()));
        assertThat(told.get(2).platform()).isEqualTo(platform.address());
    }

    @Test
    void connect_whenThePasswordIsWrong_thenTheRefusalIsToldAsWell(Scene scene) {
        assertThat(catchThrowableOfType(
                        GridAuthenticationException.class,
                        () -> scene.connect(scene.as("consumer").password("not-the-password"))))
                .isNotNull();

        Observation refused = scene.awaitObservation(Kind.REFUSED);
        assertThat(refused.attributes()).contains(entry("reason", "CREDENTIALS_REFUSED"));
        assertThat(refused.platform()).hasToString(scene.address("consumer"));
        assertThat(refused.toString()).doesNotContain("not-the-password");
        assertThat(scene.observations()).extracting(Observation::kind).doesNotContain(Kind.CONNECTED);
    }

    @Test
    void observers_whenAStrangerFloodsWithForgedEvents_thenSomeAreToldAndTheRestAreCounted(Scene scene) {
        Grid platform = scene.connect(scene.as("consumer").limits(GridLimits.DEFAULT.withReportsPerMinute(3)));
        RawXmppClient mallory = scene.raw("mallory");

        for (int i = 0; i < 50; i++) {
            mallory.send("<message to='" + platform.address() + "' id='forged-" + i + "'>"
                    + "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='topic'>"
                    + "<item id='x'/></items></event></message>");
        }
        mallory.request(platform.address().toString(), "get", "<ping xmlns='urn:xmpp:ping'/>");
        platform.close();

        List<Observation> told = scene.observations();
        assertThat(told).filteredOn(o -> o.kind() == Kind.FORGED_EVENT_DROPPED).hasSize(3);
        assertThat(told)
                .filteredOn(o -> o.kind() == Kind.SUPPRESSED)
                .extracting(Observation::attributes)
                .contains(Map.of("kind", "FORGED_EVENT_DROPPED", "count", "47"));
        assertThat(told).last().extracting(Observation::kind).isEqualTo(Kind.CLOSED);
    }

    @Test
    void observers_whenAStrangersMessageIsBeyondALimit_thenTheLimitIsNamedAndTheSessionStands(Scene scene) {
        Grid platform = scene.connect(scene.as("consumer").limits(GridLimits.DEFAULT.withDepth(20)));
        RawXmppClient mallory = scene.raw("mallory");

        mallory.send("<message to='" + platform.address() + "'>" + "<d xmlns='urn:d'>".repeat(30) + "</d>".repeat(30)
                + "</message>");

        Observation hit = scene.awaitObservation(Kind.LIMIT_HIT);
        assertThat(hit.attributes()).containsExactly(entry("limit", "depth"));
        assertThat(hit.peer()).hasValueSatisfying(peer -> assertThat(peer).hasToString(mallory.jid()));
        assertThat(mallory.request(platform.address().toString(), "get", "<ping xmlns='urn:xmpp:ping'/>"))
                .contains("service-unavailable");
        assertThat(platform.isConnected()).isTrue();
    }
}
