package org.xmppgrid.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** What a seed decides, and that a failure tells it. */
class FaultPlanTest extends EmbeddedGridTestCase {
    private static final long A_SEED = 4711;

    private final List<String> happened = new CopyOnWriteArrayList<>();

    @AfterEach
    void clearProperty() {
        System.clearProperty(FaultPlan.SEED);
    }

    private FaultPlan.Builder plan(FaultPlan.Builder begun) {
        return begun.every(2, 5)
                .with("cut", () -> happened.add("cut"))
                .with("reset", 10, 99, bytes -> happened.add("reset " + bytes))
                .with("stall", () -> happened.add("stall"));
    }

    @Test
    void seeded_whenTheSeedIsTheSame_thenTheSamePlan() {
        List<FaultPlan.Step> steps = plan(FaultPlan.seeded(A_SEED)).build().steps(100);
        assertThat(plan(FaultPlan.seeded(A_SEED)).build().steps(100)).isEqualTo(steps);
        assertThat(plan(FaultPlan.seeded(A_SEED + 1)).build().steps(100)).isNotEqualTo(steps);
        // Written down: a plan must not change from one machine, JDK or release to the next.
        assertThat(steps.subList(0, 9))
                .hasToString("[4 cut, 8 cut, 13 cut, 18 stall, 23 cut, 27 stall, 30 cut, 33 reset(44), 36 cut]");
    }

    @Test
    void steps_whenMany_thenWithinTheBoundsAndAllFaultsOccur() {
        List<FaultPlan.Step> steps = plan(FaultPlan.seeded(A_SEED)).build().steps(1_000);
        long before = 0;
        for (FaultPlan.Step step : steps) {
            assertThat(step.at() - before).isBetween(2L, 5L);
            if (step.fault().equals("reset")) {
                assertThat(step.amount()).isBetween(10L, 99L);
            } else {
                assertThat(step.amount()).isZero();
            }
            before = step.at();
        }
        assertThat(steps).extracting(FaultPlan.Step::fault).contains("cut", "reset", "stall");
    }

    @Test
    void passed_whenInAnySteps_thenWhatStrikesIsThePlan() {
        FaultPlan one = plan(FaultPlan.seeded(A_SEED)).build();
        for (int i = 0; i < 60; i++) {
            one.passed(1);
        }
        List<String> oneByOne = List.copyOf(happened);
        happened.clear();
        FaultPlan other = plan(FaultPlan.seeded(A_SEED)).build();
        other.passed(60);

        assertThat(happened).isEqualTo(oneByOne).isNotEmpty();
        assertThat(other.struck()).isEqualTo(one.struck()).isEqualTo(one.steps(oneByOne.size()));
        assertThat(one.steps(oneByOne.size() + 1).get(oneByOne.size()).at()).isGreaterThan(60);
    }

    @Test
    void anew_whenThePropertyNamesASeed_thenThatOne() {
        System.setProperty(FaultPlan.SEED, "-17");
        assertThat(plan(FaultPlan.anew()).build().seed()).isEqualTo(-17);
        System.setProperty(FaultPlan.SEED, "seventeen");
        assertThatThrownBy(FaultPlan::anew).hasMessage("system property xmppgrid.faults.seed: not a number: seventeen");
        System.clearProperty(FaultPlan.SEED);
        FaultPlan own = plan(FaultPlan.anew()).build();
        assertThat(plan(FaultPlan.seeded(own.seed())).build().steps(9)).isEqualTo(own.steps(9));
    }

    @Test
    void during_whenTheBodyFails_thenTheFailureTellsTheSeedAndWhatStruck() {
        FaultPlan plan = plan(FaultPlan.seeded(A_SEED)).build();
        Throwable failure = catchThrowable(() -> plan.during(() -> {
            plan.passed(5);
            assertThat(1).isEqualTo(2);
        }));
        assertThat(failure).isInstanceOf(AssertionError.class);
        assertThat(failure.getSuppressed()).singleElement().satisfies(told -> assertThat(told)
                .hasMessage("FaultPlan of seed 4711 at 5, struck: " + plan.struck()));
        assertThat(plan.struck()).isNotEmpty();
    }

    @Test
    void during_whenAFaultCannotStrike_thenFails() {
        FaultPlan plan = FaultPlan.seeded(A_SEED)
                .with("broken", () -> {
                    throw new IllegalStateException("no such port");
                })
                .build();
        assertThatThrownBy(() -> plan.during(() -> plan.passed(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 broken")
                .hasMessageContaining("no such port")
                .hasMessageContaining("seed 4711");
    }

    @Test
    void close_whenAFaultLasts_thenItIsLiftedAndNothingStrikesAnyMore() {
        List<String> lifted = new ArrayList<>();
        FaultPlan plan = FaultPlan.seeded(A_SEED)
                .with("outage", Duration.ofHours(1), () -> OrderedFault.of(() -> 0, () -> lifted.add("lifted")))
                .build();
        plan.passed(1);
        assertThat(lifted).isEmpty();
        plan.close();
        assertThat(lifted).containsExactly("lifted");
        plan.passed(10);
        assertThat(plan.struck()).hasSize(1);
    }

    @Test
    void with_whenTheTimeIsOver_thenTheFaultIsLifted() {
        FaultPlan plan = FaultPlan.seeded(A_SEED)
                .with("short", Duration.ofMillis(1), () -> OrderedFault.of(() -> 0, () -> happened.add("lifted")))
                .build();
        plan.passed(2);
        await().until(() -> happened.size() == 2);
    }

    @Test
    void build_whenWrong_thenSaysWhy() {
        assertThatThrownBy(() -> FaultPlan.seeded(1).build()).hasMessage("a plan needs at least one fault");
        assertThatThrownBy(() -> FaultPlan.seeded(1).every(3, 2)).hasMessage("every: not from 3 to 2");
        assertThatThrownBy(() -> plan(FaultPlan.seeded(1)).with("cut", () -> {}))
                .hasMessage("name: there is a fault cut already");
    }

    @Test
    void follow_whenStanzasMatch_thenThePlanCountsThoseAlone() {
        open("t");
        RawXmppClient provider = login("provider");
        FaultPlan plan = FaultPlan.seeded(A_SEED)
                .every(3, 3)
                .with("strike", () -> happened.add("strike"))
                .build();
        Fault counting = GRID.follow(plan, GridRequest.asks("publish"));
        for (int i = 0; i < 7; i++) {
            publish(provider, "t", "item-" + i);
            get(provider, "<items node='t'/>");
        }
        assertThat(happened).hasSize(2);
        assertThat(plan.struck()).hasToString("[3 strike, 6 strike]");
        counting.close();
        publish(provider, "t", "last");
        assertThat(counting.hits()).isEqualTo(7);
    }

    @Test
    void follow_whenAFaultRestartsTheGrid_thenTheStanzaIsNotCarriedOut() {
        try (GridBroker grid = GridBroker.start()) {
            grid.createTopic("t", Map.of("pubsub#access_model", "open"));
            RawXmppClient provider = keep(RawXmppClient.login(grid, "provider"));
            FaultPlan plan = FaultPlan.seeded(A_SEED)
                    .every(2, 2)
                    .with("crash", grid::crash)
                    .build();
            grid.follow(plan, GridRequest.asks("publish"));
            publish(provider, "t", "before");
            provider.send("<iq type='set' to='broker.grid.example' id='1'><pubsub xmlns='" + PUBSUB
                    + "'><publish node='t'><item id='lost'>" + PAYLOAD + "</item></publish></pubsub></iq>");
            assertThat(provider.awaitEnd(Duration.ofSeconds(10))).isTrue();
            await().until(() -> plan.struck().size() == 1);
            await().ignoreExceptions().until(() -> get(keep(RawXmppClient.login(grid, "provider")), "<items node='t'/>")
                    .contains("before"));
            assertThat(get(keep(RawXmppClient.login(grid, "provider")), "<items node='t'/>"))
                    .doesNotContain("lost");
        }
    }

    @Test
    void follow_whenBytesPass_thenThePlanStrikesTheConnection() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                FaultProxy proxy = FaultProxy.before("127.0.0.1", server.getLocalPort());
                Socket near = new Socket(proxy.host(), proxy.port());
                Socket far = server.accept()) {
            FaultPlan plan = FaultPlan.seeded(A_SEED)
                    .every(100, 100)
                    .with("cut", proxy::cutAll)
                    .build();
            Fault counting = proxy.follow(plan);
            near.getOutputStream().write(new byte[99]);
            assertThat(far.getInputStream().readNBytes(99)).hasSize(99);
            assertThat(plan.struck()).isEmpty();
            far.getOutputStream().write(1);
            assertThat(near.getInputStream().readAllBytes()).hasSize(1);
            assertThat(counting.hits()).isEqualTo(100);
        }
    }
}
