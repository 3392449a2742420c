package org.xmppgrid.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridPayloadException;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.NoPayload;
import org.xmppgrid.sdk.Observation;
import org.xmppgrid.sdk.Payloads;
import org.xmppgrid.sdk.QueryRefusedException;
import org.xmppgrid.sdk.QueryType;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.RawXmppClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** RFC 8600 §3, flow "C": platforms ask each other directly, and whoever may not ask learns nothing. */
abstract class Querying extends AnyPayload {
    /** Few enough for one account, many enough to be mixed up. */
    private static final int AT_ONCE = 12;

    private static final QueryType<Sighting, String> LOOKUP = new QueryType<>(Sighting.TYPE, Payloads.json());
    private static final QueryType<RawPayload, NoPayload> PING =
            new QueryType<>(Payloads.xml("urn:example:vendor:ping", "ping"), Payloads.none());

    @Test
    @Clause(value = "RFC 8600 §3 C query", title = "a platform asks another and gets its answer")
    void query_whenItIsAnswered_thenTheAnswerAndTheAskerAreRight(Scene scene) {
        List<GridAddress> askers = new CopyOnWriteArrayList<>();
        scene.provider().answer(LOOKUP, (from, sighting) -> {
            askers.add(from);
            return "{\"severity\": " + sighting.severity() + "}";
        });
        Grid asker = scene.consumer();

        String answer = asker.query(scene.provider().address(), LOOKUP, new Sighting(7, "a <b> & c"));

        assertThat(answer).isEqualTo("{\"severity\": 7}");
        assertThat(askers).containsExactly(asker.address());
    }

    @Test
    @Clause(value = "RFC 8600 §3 C pipelined", title = "queries under way at once get each its own answer")
    void queryAsync_whenManyAreUnderWay_thenEachGetsItsOwnAnswer(Scene scene) {
        scene.provider().answer(LOOKUP, (from, sighting) -> Integer.toString(sighting.severity()));
        List<CompletableFuture<String>> answers = new ArrayList<>();
        List<String> expected = new ArrayList<>();

        for (int number = 0; number < AT_ONCE; number++) {
            answers.add(scene.consumer().queryAsync(scene.provider().address(), LOOKUP, new Sighting(number, "")));
            expected.add(Integer.toString(number));
        }

        assertThat(answers).extracting(CompletableFuture::join).isEqualTo(expected);
    }

    @Test
    @Clause(value = "RFC 6120 §8.2.3 empty result", title = "an answer may be that there is one")
    void query_whenTheAnswerHasNoPayload_thenNothing(Scene scene) {
        scene.provider().answer(PING, (from, ping) -> NoPayload.NOTHING);

        assertThat(scene.consumer().query(scene.provider().address(), PING, ping()))
                .isEqualTo(NoPayload.NOTHING);
    }

    @Test
    @Clause(value = "RFC 8600 §3 C refusal", title = "a platform refuses a query in its own words")
    void query_whenItIsRefused_thenItsWords(Scene scene) {
        scene.provider().answer(LOOKUP, (from, sighting) -> {
            throw new QueryRefusedException("no such <case>");
        });

        QueryRefusedException refusal = catchThrowableOfType(QueryRefusedException.class, () -> scene.consumer()
                .query(scene.provider().address(), LOOKUP, new Sighting(1, "")));

        assertThat(refusal.text()).isEqualTo("no such <case>");
        assertThat(refusal.reason()).isEqualTo(Reason.QUERY_REFUSED);
        assertThat(refusal)
                .hasMessageContainingAll(
                        "no such <case>", scene.provider().address().toString(), LOOKUP.name());
    }

    @Test
    @Clause(value = "RFC 8600 §8.2.2 failure", title = "that an answer failed is told, and nothing of why")
    void query_whenTheAnswererThrows_thenTheAskerLearnsNoMore(Scene scene) {
        scene.provider().answer(LOOKUP, (from, sighting) -> {
            throw new IllegalStateException("s3cret");
        });
        Grid asker = scene.consumer();
        GridAddress platform = scene.provider().address();

        GridRequestException failure = catchThrowableOfType(
                GridRequestException.class, () -> asker.query(platform, LOOKUP, new Sighting(1, "")));

        assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
        assertThat(failure.condition()).contains("internal-server-error");
        assertThat(failure).hasMessageNotContaining("s3cret");
        Observation told = scene.awaitObservation(Observation.Kind.HANDLER_FAILED);
        assertThat(told.peer()).contains(asker.address());
        assertThat(told.detail()).contains(LOOKUP.name()).doesNotContain("s3cret");
    }

    @Test
    @Clause(
            value = "RFC 8600 §8.2.2 unknown queries",
            title = "not to know a query, not to be allowed to ask it and not to be there look the same")
    void query_whenUnknownOrNotAllowedOrAway_thenNotAnswered(Scene scene) {
        scene.provider().answer(LOOKUP, from -> false, (from, sighting) -> "1");
        Grid asker = scene.consumer();
        GridAddress away = scene.provider().address().withResource("nobody");

        for (QueryAttempt attempt : List.<QueryAttempt>of(
                () -> asker.query(scene.provider().address(), LOOKUP, new Sighting(1, "")),
                () -> asker.query(scene.provider().address(), PING, ping()),
                () -> asker.query(away, PING, ping()))) {
            GridRequestException refusal = catchThrowableOfType(GridRequestException.class, attempt::run);
            assertThat(refusal.reason()).isEqualTo(Reason.QUERY_NOT_ANSWERED);
            assertThat(refusal.condition()).contains("service-unavailable");
        }
    }

    /** A call that fails. */
    private interface QueryAttempt {
        /** Calls. */
        void run();
    }

    @Test
    @Clause(
            value = "RFC 8600 §8.2.2 strangers' queries",
            title = "a stranger gets the very same answer to a query that is answered to others as to any other")
    void answer_whenAStrangerAsks_thenTheSameAsToAnUnknownQuery(Scene scene) {
        Grid platform = scene.provider();
        RawXmppClient mallory = scene.raw("mallory");
        String allowed = scene.consumer().address().toString();
        platform.answer(LOOKUP, from -> from.toString().equals(allowed), (from, sighting) -> "1");
        String to = platform.address().toString();

        String unknown = mallory.request(to, "get", "<query xmlns='urn:example:unknown'/>");
        String known =
                mallory.request(to, "get", "<sighting xmlns='" + Sighting.NAMESPACE + "' severity='1'>x</sighting>");
        String malformed = mallory.request(to, "get", "<sighting xmlns='" + Sighting.NAMESPACE + "'/>");
        String twice = mallory.request(
                to,
                "get",
                "<sighting xmlns='" + Sighting.NAMESPACE + "' severity='1'>x</sighting><x xmlns='urn:example:x'/>");
        String set =
                mallory.request(to, "set", "<sighting xmlns='" + Sighting.NAMESPACE + "' severity='1'>x</sighting>");

        assertThat(unknown).contains("service-unavailable");
        assertThat(List.of(known, malformed, set))
                .extracting(Querying::withoutId)
                .containsOnly(withoutId(unknown));
        // ejabberd answers two elements itself
        assertThat(twice).contains("type=").contains("error");
        assertThat(scene.consumer().query(platform.address(), LOOKUP, new Sighting(1, "")))
                .isEqualTo("1");
    }

    @Test
    @Clause(
            value = "RFC 6120 §8.3.3.1 malformed query",
            title = "who is allowed to ask is told of a request that can't be read")
    void query_whenTheRequestCantBeRead_thenSaidSo(Scene scene) {
        QueryType<RawPayload, String> broken =
                new QueryType<>(Payloads.xml(Sighting.NAMESPACE, "sighting"), Payloads.json());
        scene.provider().answer(LOOKUP, (from, sighting) -> "1");

        GridPayloadException refusal = catchThrowableOfType(GridPayloadException.class, () -> scene.consumer()
                .query(
                        scene.provider().address(),
                        broken,
                        RawPayload.of("<sighting xmlns='" + Sighting.NAMESPACE + "' severity='high'/>")));

        assertThat(refusal.reason()).isEqualTo(Reason.PAYLOAD_INVALID);
        assertThat(refusal.condition()).contains("bad-request");
    }

    @Test
    @Clause(value = "RFC 8600 §3 C wrong answer", title = "an answer of another type is said to be one")
    void query_whenTheAnswerIsOfAnotherType_thenUnknownPayload(Scene scene) {
        QueryType<Sighting, RawPayload> other = new QueryType<>(Sighting.TYPE, Payloads.xml());
        scene.provider().answer(other, (from, sighting) -> RawPayload.of("<alert xmlns='urn:example:other'/>"));

        GridPayloadException problem = catchThrowableOfType(GridPayloadException.class, () -> scene.consumer()
                .query(scene.provider().address(), LOOKUP, new Sighting(1, "")));

        assertThat(problem.reason()).isEqualTo(Reason.PAYLOAD_UNKNOWN);
        assertThat(problem)
                .hasMessageContainingAll("answer of " + scene.provider().address(), "urn:example:other", "json");
    }

    @Test
    @Clause(
            value = "RFC 6120 §8.1.3 forged answer",
            title = "an answer is accepted only from the platform that was asked")
    void query_whenSomebodyElseAnswers_thenItIsNotTaken(Scene scene) {
        RawXmppClient platform = scene.raw(scene.user("platform"));
        RawXmppClient mallory = scene.raw("mallory");
        Grid asker = scene.consumer();

        CompletableFuture<String> answer =
                asker.queryAsync(GridAddress.of(platform.jid()), LOOKUP, new Sighting(1, ""));
        Matcher id = Pattern.compile("id=['\"]([^'\"]+)").matcher(platform.awaitWith(Sighting.NAMESPACE));
        assertThat(id.find()).isTrue();
        String result = "<iq type='result' id='" + id.group(1) + "' to='" + asker.address()
                + "'><json xmlns='urn:xmpp:json:0'>%s</json></iq>";
        mallory.send(String.format(result, "\"forged\""));
        Observation told = scene.awaitObservation(Observation.Kind.UNEXPECTED_STANZA_DROPPED);
        platform.send(String.format(result, "\"genuine\""));

        assertThat(answer.join()).isEqualTo("\"genuine\"");
        assertThat(told.peer()).hasValueSatisfying(peer -> assertThat(peer).hasToString(mallory.jid()));
    }

    @Test
    @Clause(value = "RFC 8600 §3 C end", title = "a platform that stopped answering does not know the query any more")
    void close_whenAnswering_thenNotAnsweredAnyMore(Scene scene) {
        Grid asker = scene.consumer();
        GridAddress platform = scene.provider().address();
        try (var registration = scene.provider().answer(LOOKUP, (from, sighting) -> "1")) {
            assertThat(registration).isNotNull();
            assertThat(asker.query(platform, LOOKUP, new Sighting(1, ""))).isEqualTo("1");
        }

        GridRequestException refusal = catchThrowableOfType(
                GridRequestException.class, () -> asker.query(platform, LOOKUP, new Sighting(1, "")));

        assertThat(refusal.reason()).isEqualTo(Reason.QUERY_NOT_ANSWERED);
    }

    private static RawPayload ping() {
        return RawPayload.of("<ping xmlns='urn:example:vendor:ping'/>");
    }

    private static String withoutId(String stanza) {
        return stanza.replaceAll("raw-[0-9a-f-]+", "ID");
    }
}
