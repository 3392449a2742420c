package org.xmppgrid.testkit.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAuthenticationException;
import org.xmppgrid.sdk.GridConnectionException;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.TlsPolicy;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Deviation;
import org.xmppgrid.testkit.GridPki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What fails says what, where, and what to do: to a program by type and reason, to a person by its message. */
interface Refusals {

    @Test
    default void connect_whenPasswordIsWrong_thenSaysWhoseAndWhatToCheck(Scene scene) {
        GridException e = failure(
                GridAuthenticationException.class,
                () -> scene.connect(scene.as("consumer").password("not-the-password")));

        assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED);
        assertThat(e.condition()).contains("not-authorized");
        assertThat(e)
                .hasMessageContainingAll(scene.address("consumer"), "Check the account's name and password")
                .hasMessageNotContaining("not-the-password");
        assertThat(e.retryable()).isFalse();
    }

    @Test
    default void connect_whenCertificateIsUntrusted_thenSaysWhoseAndHowToTrustIt(Scene scene) {
        GridPki stranger = GridPki.create(scene.server().domain());

        GridException e = failure(
                GridConnectionException.class,
                () -> scene.connect(scene.as("consumer").tls(TlsPolicy.trusting(stranger.authority()))));

        assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE_UNTRUSTED);
        // each of our authorities has the same name, as those of a grid that was set up anew have
        assertThat(e).hasMessageContainingAll(scene.server().domain(), "another key", "Get its present certificate");
    }

    @Test
    default void connect_whenDomainIsNotThatOfTheCertificate_thenSaysBothNames(Scene scene) {
        GridException e = failure(
                GridConnectionException.class,
                () -> scene.connect(Grid.as("consumer@elsewhere.example")
                        .password("any")
                        .endpoint(scene.server().host(), scene.server().port())
                        .trust(scene.server().authorityPem())));

        assertThat(e.reason()).isIn(Reason.CERTIFICATE_WRONG_HOST, Reason.DOMAIN_NOT_SERVED);
        assertThat(e).hasMessageContainingAll("elsewhere.example", "Check the");
    }

    @Test
    default void connect_whenNobodyListens_thenSaysWhereAndWhatToCheck(Scene scene) {
        int port = freePort();

        GridException e = failure(
                GridConnectionException.class,
                () -> scene.connect(scene.as("consumer").endpoint("127.0.0.1", port)));

        assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(e)
                .hasMessageContainingAll(
                        "127.0.0.1", String.valueOf(port), scene.server().domain(), "Check host, port");
        assertThat(e.retryable()).isTrue();
    }

    @Test
    default void subscribe_whenTopicIsUnknown_thenSaysWhichAndHowToFindIt(Scene scene) {
        Topic<RawPayload> missing = scene.at(scene.consumer(), scene.topicName());

        GridException e = failure(GridRequestException.class, () -> missing.subscribe(new Inbox<>()));

        assertUnknown(scene, e, missing);
        // and nothing is left of the attempt
        assertUnknown(scene, failure(GridRequestException.class, () -> missing.subscribe(new Inbox<>())), missing);
    }

    @Test
    default void info_whenTopicIsUnknown_thenSaysWhichAndHowToFindIt(Scene scene) {
        Topic<RawPayload> missing = scene.at(scene.consumer(), scene.topicName());

        assertUnknown(scene, failure(GridRequestException.class, missing::info), missing);
    }

    @Test
    default void latest_whenTopicIsUnknown_thenSaysWhichAndHowToFindIt(Scene scene) {
        Topic<RawPayload> missing = scene.at(scene.consumer(), scene.topicName());

        assertUnknown(scene, failure(GridRequestException.class, () -> missing.latest(1)), missing);
    }

    @Test
    default void publish_whenTopicIsUnknown_thenSaysWhichAndWhatToDo(Scene scene) {
        Topic<RawPayload> missing = scene.at(scene.provider(), scene.topicName());

        if (scene.isKnownFor(Deviation.PUBLISH_CREATES_TOPIC)) {
            missing.publish(Documents.incident(1));
            assertThat(missing.info().name()).isEqualTo(missing.name());
            scene.deviates(Deviation.PUBLISH_CREATES_TOPIC, "the topic was made by publishing to it");
            return;
        }
        GridException e = failure(GridRequestException.class, () -> missing.publish(Documents.incident(1)));

        if (scene.isKnownFor(Deviation.PUBLISH_TO_MISSING_IS_FORBIDDEN)) {
            assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN);
            assertThat(e).hasMessageContainingAll(missing.name(), scene.server().broker(), "check the topic's name");
            scene.deviates(Deviation.PUBLISH_TO_MISSING_IS_FORBIDDEN, "answered forbidden");
        } else {
            assertUnknown(scene, e, missing);
        }
    }

    @Test
    default void create_whenAccountMayNot_thenSaysWhomToAsk(Scene scene) {
        Topic<RawPayload> topic = scene.at(scene.connected("mallory"), scene.topicName());

        GridException e = failure(GridRequestException.class, () -> topic.create(Scene.open()));

        assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(e).hasMessageContainingAll(topic.name(), scene.server().broker(), "Ask the broker's administrator");
    }

    @Test
    default void create_whenTopicExists_thenSaysWhichAndWhatToDo(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();

        GridException e = failure(GridRequestException.class, () -> topic.create(Scene.open()));

        assertThat(e.reason()).isEqualTo(Reason.TOPIC_EXISTS);
        assertThat(e).hasMessageContainingAll(topic.name(), scene.server().broker(), "use it, or choose another name");
    }

    @Test
    default void publish_whenPayloadIsTooBig_thenSaysHowMuchAndSendsNothing(Scene scene) {
        Topic<RawPayload> topic = scene.openTopic();
        RawPayload big = RawPayload.of(
                "<IODEF-Document xmlns='" + Documents.IODEF + "'>" + "x".repeat(300_000) + "</IODEF-Document>");

        GridException e = failure(GridException.class, () -> topic.publish(big));

        assertThat(e.reason()).isEqualTo(Reason.PAYLOAD_TOO_BIG);
        assertThat(e).hasMessageContainingAll("240000", "Nothing was sent");
        // the connection that a broker would have closed still stands
        topic.publish("after", Documents.incident(1));
        assertThat(topic.latest(10)).singleElement().satisfies(item -> assertThat(item.id())
                .isEqualTo("after"));
    }

    private static void assertUnknown(Scene scene, GridException e, Topic<?> topic) {
        assertThat(e.reason()).isEqualTo(Reason.TOPIC_NOT_FOUND);
        assertThat(e.condition()).contains("item-not-found");
        assertThat(e).hasMessageContainingAll(topic.name(), scene.server().broker(), "Check the topic's name");
        assertThat(e.retryable()).isFalse();
    }

    private static <E extends GridException> GridException failure(Class<E> type, ThrowingCallable call) {
        E thrown = catchThrowableOfType(type, call);
        assertThat(thrown).as("what was thrown").isNotNull();
        return thrown;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
