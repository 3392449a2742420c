package org.xmppgrid.testkit.conformance;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xmppgrid.sdk.AuthenticationPolicy;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAuthenticationException;
import org.xmppgrid.sdk.GridBuilder;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.SaslMechanism;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.JournalEntry;
import org.xmppgrid.testkit.SaslFault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A controller, or somebody who speaks in its name, that lies during the login: it must not learn anything by it. */
class LoginAttackIT extends WithScene {
    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    private static final String PASSWORD_BEGINS = "<response";

    @AfterEach
    void reset(GridBroker broker) {
        broker.reset();
    }

    /** Lies in SCRAM's first message: whoever answered them would give away a proof to guess on. */
    static Stream<Arguments> challenges() {
        return Stream.of(
                Arguments.of("i=1", SaslFault.iterations(1), "iterations"),
                Arguments.of("i=2^31-1", SaslFault.iterations(Integer.MAX_VALUE), "iterations"),
                Arguments.of("m=", SaslFault.mandatoryExtension(), "m="),
                Arguments.of("nonce not extended", SaslFault.nonceNotExtended(), "nonce"),
                Arguments.of("empty salt", SaslFault.emptySalt(), "salt"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("challenges")
    void connect_whenChallengeIsALie_thenRefusedBeforeAnyProofIsSent(
            String name, SaslFault lie, String telling, Scene scene, GridBroker broker) {
        GridAuthenticationException e = refusal(scene, broker, lie, builder -> builder);

        assertThat(e.reason()).isEqualTo(Reason.CONTROLLER_NOT_PROVEN);
        assertThat(e).hasMessageContaining(telling);
        assertThat(received(broker)).noneMatch(xml -> xml.startsWith(PASSWORD_BEGINS));
    }

    /** Lies in its last: the proof is out, which is worth nothing without the password, and the session must not stand. */
    static Stream<Arguments> successes() {
        return Stream.of(
                Arguments.of("wrong server signature", SaslFault.wrongServerSignature()),
                Arguments.of("replayed server-final", SaslFault.replayedServerFinal()),
                Arguments.of("success without server-final", SaslFault.successWithoutServerFinal()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("successes")
    void connect_whenSuccessIsALie_thenRefusedBeforeAnythingElseIsSent(
            String name, SaslFault lie, Scene scene, GridBroker broker) {
        scene.consumer().close(); // for the replay

        GridAuthenticationException e = refusal(scene, broker, lie, builder -> builder);

        assertThat(e.reason()).isEqualTo(Reason.CONTROLLER_NOT_PROVEN);
        assertThat(received(broker)).noneMatch(xml -> xml.startsWith("<iq"));
    }

    @Test
    void connect_whenOnlyPlainIsShown_thenThePasswordStaysHere(Scene scene, GridBroker broker) {
        GridAuthenticationException e = refusal(scene, broker, SaslFault.mechanisms("PLAIN"), builder -> builder);

        assertThat(e.reason()).isEqualTo(Reason.MECHANISM_NOT_OFFERED);
        assertThat(e).hasMessageContainingAll("PLAIN", "SCRAM-SHA-256-PLUS");
        assertThat(received(broker)).noneMatch(xml -> xml.startsWith("<auth"));
    }

    @Test
    void connect_whenOnlySha1IsShownAndThePolicyIsAgainstIt_thenNothingIsBegun(Scene scene, GridBroker broker) {
        AuthenticationPolicy policy =
                AuthenticationPolicy.standard().without(SaslMechanism.SCRAM_SHA_1, SaslMechanism.SCRAM_SHA_1_PLUS);

        GridAuthenticationException e = refusal(
                scene, broker, SaslFault.mechanismsAndHash("SCRAM-SHA-1"), builder -> builder.authentication(policy));

        assertThat(e.reason()).isEqualTo(Reason.MECHANISM_NOT_OFFERED);
        assertThat(e).hasMessageContaining("SCRAM-SHA-1 to log in with");
        assertThat(received(broker)).noneMatch(xml -> xml.startsWith("<auth"));
    }

    @Test
    void connect_whenSomebodyLeavesOnlySha1_thenTheSignedOfferGivesHimAway(Scene scene, GridBroker broker) {
        GridAuthenticationException e =
                refusal(scene, broker, SaslFault.mechanisms("SCRAM-SHA-1-PLUS", "SCRAM-SHA-1"), builder -> builder);

        assertThat(e.reason()).isEqualTo(Reason.DOWNGRADE_DETECTED);
        assertThat(received(broker)).noneMatch(xml -> xml.startsWith(PASSWORD_BEGINS));
    }

    @Test
    void connect_whenPlusIsHiddenAndBindingIsRequired_thenNothingIsBegun(Scene scene, GridBroker broker) {
        GridAuthenticationException e = refusal(
                scene,
                broker,
                SaslFault.mechanismsAndHash("SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1"),
                builder ->
                        builder.authentication(AuthenticationPolicy.standard().requireChannelBinding()));

        assertThat(e.reason()).isIn(Reason.MECHANISM_NOT_OFFERED, Reason.CHANNEL_BINDING_UNAVAILABLE);
        assertThat(received(broker)).noneMatch(xml -> xml.startsWith("<auth"));
    }

    @Test
    void connect_whenSomebodyHidesPlusFromAnHonestController_thenEitherEndFindsOut(Scene scene, GridBroker broker) {
        GridAuthenticationException e = refusal(
                scene,
                broker,
                SaslFault.mechanisms("SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1"),
                builder -> builder);

        assertThat(e).hasMessageContaining("somebody is in between");
        assertThat(received(broker)).noneMatch(xml -> xml.startsWith(PASSWORD_BEGINS));
        assertThat(broker.sessions()).isEmpty();
    }

    @Test
    void connect_whenSomebodyChangesTheBindings_thenTheSignedOfferGivesHimAway(Scene scene, GridBroker broker) {
        GridAuthenticationException e = refusal(scene, broker, SaslFault.bindings("tls-unique"), builder -> builder);

        assertThat(e.reason()).isEqualTo(Reason.DOWNGRADE_DETECTED);
        assertThat(received(broker)).noneMatch(xml -> xml.startsWith(PASSWORD_BEGINS));
    }

    private static GridAuthenticationException refusal(
            Scene scene, GridBroker broker, SaslFault lie, UnaryOperator<GridBuilder> more) {
        broker.clearJournal();
        try (Fault ordered = broker.sasl(lie)) {
            GridAuthenticationException e = catchThrowableOfType(
                    GridAuthenticationException.class, () -> scene.connect(more.apply(scene.as("consumer"))));
            assertThat(e).as("the refusal of a lie").isNotNull();
            assertThat(ordered.hits()).as("how often was lied").isPositive();
            assertThat(e).hasMessageNotContaining("consumer-pw");
            return e;
        }
    }

    private static List<String> received(GridBroker broker) {
        return broker.journal().stream()
                .filter(entry -> entry.direction() == JournalEntry.Direction.RECEIVED)
                .map(JournalEntry::xml)
                .toList();
    }

    /** What the attacks are held against: without a lie the same login stands. */
    @Test
    void connect_whenNobodyLies_thenItStandsBoundToItsChannel(Scene scene) {
        Grid platform = scene.consumer();

        assertThat(platform.security().mechanism()).isEqualTo(SaslMechanism.SCRAM_SHA_512_PLUS);
        assertThat(platform.security().channelBinding()).isPresent();
    }
}
