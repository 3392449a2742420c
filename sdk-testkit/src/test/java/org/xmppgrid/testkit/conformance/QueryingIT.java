package org.xmppgrid.testkit.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.sdk.Answerer;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridException;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.GridTimeoutException;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Payloads;
import org.xmppgrid.sdk.QueryType;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.testkit.GridBroker;
import org.xmppgrid.testkit.GridExtension;
import org.xmppgrid.testkit.JournalEntry;
import org.xmppgrid.testkit.RawXmppClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** The bounds of answering queries, and what those learn who may not ask. */
class QueryingIT extends WithScene {
    private static final QueryType<Sighting, String> LOOKUP = new QueryType<>(Sighting.TYPE, Payloads.json());
    private static final Sighting REQUEST = new Sighting(1, "");
    private static final String REQUEST_XML = "<sighting xmlns='" + Sighting.NAMESPACE + "' severity='1'/>";
    private static final String UNKNOWN_XML = "<query xmlns='urn:example:unknown'/>";

    @RegisterExtension
    static final GridExtension grid = GridExtension.embedded();

    @Test
    void query_whenAnAccountHasTooManyUnderWay_thenBusyAndAnotherAccountIsAnswered(Scene scene) throws Exception {
        CountDownLatch begun = new CountDownLatch(Answerer.THREADS - 1);
        CountDownLatch goOn = new CountDownLatch(1);
        Grid platform = scene.provider();
        GridAddress other = scene.connected(scene.user("other")).address();
        platform.answer(LOOKUP, (from, sighting) -> {
            if (!from.equals(other)) {
                begun.countDown();
                awaitQuietly(goOn);
            }
            return "1";
        });
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < Answerer.MAX_OF_ONE_ACCOUNT; i++) {
            answers.add(scene.consumer().queryAsync(platform.address(), LOOKUP, REQUEST));
        }
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        GridRequestException busy = catchThrowableOfType(
                GridRequestException.class, () -> scene.consumer().query(platform.address(), LOOKUP, REQUEST));
        CompletableFuture<String> others =
                scene.connected(scene.user("other")).queryAsync(platform.address(), LOOKUP, REQUEST);
        goOn.countDown();

        assertThat(busy.reason()).isEqualTo(Reason.PLATFORM_BUSY);
        assertThat(busy.retryable()).isTrue();
        assertThat(others.get(20, TimeUnit.SECONDS)).isEqualTo("1");
        assertThat(answers).extracting(CompletableFuture::join).containsOnly("1");
        assertThat(scene.consumer().query(platform.address(), LOOKUP, REQUEST)).isEqualTo("1");
    }

    @Test
    void query_whenAStrangerFloods_thenItIsNeverToldThatThereIsTooMuchToDo(Scene scene) throws Exception {
        CountDownLatch begun = new CountDownLatch(Answerer.THREADS);
        CountDownLatch goOn = new CountDownLatch(1);
        Grid platform = scene.provider();
        GridAddress asker = scene.consumer().address();
        platform.answer(LOOKUP, asker::equals, (from, sighting) -> {
            begun.countDown();
            awaitQuietly(goOn);
            return "1";
        });
        for (int i = 0; i < Answerer.THREADS; i++) {
            scene.consumer().queryAsync(platform.address(), LOOKUP, REQUEST);
        }
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        RawXmppClient mallory = scene.raw("mallory");

        for (int i = 0; i < Answerer.MAX_OF_ONE_ACCOUNT; i++) {
            mallory.send(request(platform, REQUEST_XML));
        }
        String beyond = mallory.request(platform.address().toString(), "get", REQUEST_XML);
        goOn.countDown();

        assertThat(beyond).contains("service-unavailable").doesNotContain("resource-constraint");
        await("for the answers to the rest")
                .atMost(Scene.PATIENCE)
                .until(() -> answers(mallory).size() == Answerer.MAX_OF_ONE_ACCOUNT + 1);
        assertThat(answers(mallory)).allSatisfy(answer -> assertThat(answer).contains("service-unavailable"));
    }

    @Test
    void query_whenAStrangerAsksAllTheTime_thenItIsAnsweredAsOftenAsToAnythingElse(Scene scene) {
        GridLimits limits = GridLimits.DEFAULT.withReportsPerMinute(5);
        List<Integer> answered = new ArrayList<>();
        for (String query : List.of(UNKNOWN_XML, REQUEST_XML)) {
            Grid platform = scene.connect(scene.as("provider").limits(limits));
            AtomicInteger asked = new AtomicInteger();
            platform.answer(LOOKUP, from -> asked.incrementAndGet() < 0, (from, sighting) -> "1");
            RawXmppClient mallory = scene.raw("mallory");
            for (int i = 0; i < 12; i++) {
                mallory.send(request(platform, query));
            }
            if (query.equals(REQUEST_XML)) {
                await("for all of them").atMost(Scene.PATIENCE).until(() -> asked.get() == 12);
            }
            await("for the answers")
                    .atMost(Scene.PATIENCE)
                    .until(() -> answers(mallory).size() >= 5);
            platform.close();
            answered.add(answers(mallory).size());
        }

        assertThat(answered).containsExactly(5, 5);
    }

    @Test
    void answer_whenNobodyIsNamed_thenOnlyForTheOwnDomain(Scene scene, GridBroker broker) {
        AtomicInteger answered = new AtomicInteger();
        Grid platform = scene.provider();
        platform.answer(LOOKUP, (from, sighting) -> Integer.toString(answered.incrementAndGet()));
        String own = platform.address().toString();
        broker.clearJournal();

        broker.inject(own, foreign(own, "known", REQUEST_XML));
        broker.inject(own, foreign(own, "unknown", UNKNOWN_XML));

        assertThat(sentBy(broker, "'known'").replace("'known'", "'unknown'"))
                .isEqualTo(sentBy(broker, "'unknown'"))
                .contains("service-unavailable");
        assertThat(answered).hasValue(0);
        assertThat(scene.consumer().query(platform.address(), LOOKUP, REQUEST)).isEqualTo("1");
    }

    @Test
    void answer_whenTheConditionThrows_thenNotAllowedAndReported(Scene scene) {
        Grid platform = scene.provider();
        platform.answer(
                LOOKUP,
                from -> {
                    throw new IllegalStateException("s3cret");
                },
                (from, sighting) -> "1");

        GridRequestException refusal = catchThrowableOfType(
                GridRequestException.class, () -> scene.consumer().query(platform.address(), LOOKUP, REQUEST));

        assertThat(refusal.reason()).isEqualTo(Reason.QUERY_NOT_ANSWERED);
        assertThat(scene.awaitObservation(Observation.Kind.HANDLER_FAILED).detail())
                .contains("condition", LOOKUP.name())
                .doesNotContain("s3cret");
    }

    @Test
    void answer_whenTheQueryIsAnsweredAlready_thenRefused(Scene scene) {
        Registration first = scene.provider().answer(LOOKUP, (from, sighting) -> "1");

        assertThatIllegalStateException()
                .isThrownBy(() -> scene.provider().answer(LOOKUP, (from, sighting) -> "2"))
                .withMessageContaining(LOOKUP.name());
        first.close();
        first.close();
        scene.provider().answer(LOOKUP, (from, sighting) -> "3");

        assertThat(scene.consumer().query(scene.provider().address(), LOOKUP, REQUEST))
                .isEqualTo("3");
    }

    @Test
    void answer_whenItAsksAnotherPlatform_thenThatIsLegalAlsoOfTheAsker(Scene scene) {
        scene.consumer().answer(LOOKUP, (from, sighting) -> "\"from the asker\"");
        scene.provider().answer(LOOKUP, (from, sighting) -> scene.provider().query(from, LOOKUP, sighting));

        assertThat(scene.consumer().query(scene.provider().address(), LOOKUP, REQUEST))
                .isEqualTo("\"from the asker\"");
    }

    @Test
    void answer_whenItIsNoJsonAfterAll_thenTheAskerLearnsThatItFailed(Scene scene) {
        scene.provider().answer(LOOKUP, (from, sighting) -> "s3cret");

        GridRequestException failure = catchThrowableOfType(GridRequestException.class, () -> scene.consumer()
                .query(scene.provider().address(), LOOKUP, REQUEST));

        assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
        scene.awaitObservation(Observation.Kind.HANDLER_FAILED);
    }

    @Test
    void query_whenTheRequestIsLongerThanThatPlatformTakes_thenNotAnsweredAndReported(Scene scene) {
        Grid platform = scene.connect(scene.as("provider").limits(GridLimits.DEFAULT.withPayloadBytes(1000)));
        platform.answer(LOOKUP, (from, sighting) -> "1");

        GridRequestException refusal = catchThrowableOfType(GridRequestException.class, () -> scene.consumer()
                .query(platform.address(), LOOKUP, new Sighting(1, "x".repeat(1000))));

        assertThat(refusal.reason()).isEqualTo(Reason.QUERY_NOT_ANSWERED);
        assertThat(scene.awaitObservation(Observation.Kind.LIMIT_HIT).attributes())
                .containsEntry("limit", "payloadBytes");
    }

    @Test
    void query_whenTheRequestIsTooDeepForThatPlatform_thenNotAnsweredAndItsConnectionStands(Scene scene) {
        Grid platform = scene.connect(scene.as("provider").limits(GridLimits.DEFAULT.withDepth(20)));
        platform.answer(LOOKUP, (from, sighting) -> "1");
        RawXmppClient mallory = scene.raw("mallory");
        String deep =
                "<sighting xmlns='" + Sighting.NAMESPACE + "'>" + "<a>".repeat(30) + "</a>".repeat(30) + "</sighting>";

        assertThat(mallory.request(platform.address().toString(), "get", deep)).contains("service-unavailable");

        assertThat(scene.awaitObservation(Observation.Kind.LIMIT_HIT).attributes())
                .containsEntry("limit", "depth");
        assertThat(scene.consumer().query(platform.address(), LOOKUP, REQUEST)).isEqualTo("1");
    }

    @Test
    void query_whenTheRequestIsTooBig_thenNothingIsSent(Scene scene, GridBroker broker) {
        Grid asker = scene.connect(scene.as("consumer").limits(GridLimits.DEFAULT.withPayloadBytes(1000)));
        GridAddress platform = scene.provider().address();
        broker.clearJournal();

        GridPayloadException refusal = catchThrowableOfType(
                GridPayloadException.class, () -> asker.query(platform, LOOKUP, new Sighting(1, "x".repeat(1000))));

        assertThat(refusal.reason()).isEqualTo(Reason.PAYLOAD_TOO_BIG);
        assertThat(broker.journal()).noneMatch(entry -> entry.xml().contains(Sighting.NAMESPACE));
    }

    @Test
    void query_whenThereIsNoAnswer_thenTimeoutThatMayBeTriedAgain(Scene scene) {
        RawXmppClient silent = scene.raw("silent");
        Grid asker = scene.connect(scene.as("consumer").requestTimeout(Duration.ofMillis(300)));

        GridTimeoutException timeout = catchThrowableOfType(
                GridTimeoutException.class, () -> asker.query(GridAddress.of(silent.jid()), LOOKUP, REQUEST));

        assertThat(timeout.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(timeout.retryable()).isTrue();
        assertThat(timeout).hasMessageContainingAll(silent.jid(), LOOKUP.name());
    }

    @Test
    void query_whenTheAddressHasNoResource_thenRefused(Scene scene) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> scene.consumer().query(scene.provider().address().bare(), LOOKUP, REQUEST))
                .withMessageContaining("no resource");
    }

    @Test
    void close_whenAQueryIsBeingAnswered_thenItsAnswerIsSentFirst(Scene scene) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Grid platform = scene.connect(scene.as("provider"));
        CountDownLatch goOn = new CountDownLatch(1);
        platform.answer(LOOKUP, (from, sighting) -> {
            begun.countDown();
            awaitQuietly(goOn);
            return "1";
        });
        CompletableFuture<String> answer = scene.consumer().queryAsync(platform.address(), LOOKUP, REQUEST);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(platform::close);
        goOn.countDown();

        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("1");
        closing.get(20, TimeUnit.SECONDS);
    }

    @Test
    void close_whenCalledByAnAnswerer_thenDoesNotWaitForIt(Scene scene) throws Exception {
        Grid platform = scene.connect(scene.as("provider").requestTimeout(Duration.ofMinutes(10)));
        CountDownLatch closed = new CountDownLatch(1);
        platform.answer(LOOKUP, (from, sighting) -> {
            platform.close();
            closed.countDown();
            return "1";
        });

        scene.consumer().queryAsync(platform.address(), LOOKUP, REQUEST);

        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(platform.isConnected()).isFalse();
    }

    @Test
    void queryAsync_whenTheGridIsClosed_thenAGridException(Scene scene) {
        Grid asker = scene.connect(scene.as("consumer"));
        GridAddress platform = scene.provider().address();
        asker.close();

        CompletableFuture<String> answer = asker.queryAsync(platform, LOOKUP, REQUEST);

        assertThat(answer)
                .failsWithin(Scene.PATIENCE)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        GridException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
    }

    @Test
    void query_whenMany_thenNoneIsLost(Scene scene) {
        scene.provider().answer(LOOKUP, (from, sighting) -> Integer.toString(sighting.severity()));

        assertThat(IntStream.range(0, 300).mapToObj(number -> scene.consumer()
                        .query(scene.provider().address(), LOOKUP, new Sighting(number, ""))))
                .containsExactlyElementsOf(
                        IntStream.range(0, 300).mapToObj(Integer::toString).toList());
    }

    private static String request(Grid platform, String child) {
        return "<iq type='get' to='" + platform.address() + "' id='raw-" + UUID.randomUUID() + "'>" + child + "</iq>";
    }

    private static String foreign(String to, String id, String child) {
        return "<iq type='get' from='sensor@other.example/1' to='" + to + "' id='" + id + "'>" + child + "</iq>";
    }

    private static List<String> answers(RawXmppClient client) {
        return client.stanzas().stream()
                .filter(stanza -> stanza.startsWith("<iq") && stanza.contains("raw-"))
                .toList();
    }

    private static String sentBy(GridBroker broker, String id) {
        return await("for the answer " + id)
                .atMost(Scene.PATIENCE)
                .until(
                        () -> broker.journal().stream()
                                .filter(entry -> entry.direction() == JournalEntry.Direction.RECEIVED)
                                .map(JournalEntry::xml)
                                .filter(xml -> xml.contains("id=" + id) || xml.contains("id=" + id.replace('\'', '"')))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
