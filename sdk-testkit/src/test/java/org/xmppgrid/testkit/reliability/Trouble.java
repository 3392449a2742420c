package org.xmppgrid.testkit.reliability;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xmppgrid.sdk.GridLimits;
import org.xmppgrid.testkit.Counted;
import org.xmppgrid.testkit.Fault;
import org.xmppgrid.testkit.FaultPlan;
import org.xmppgrid.testkit.GridEvent;
import org.xmppgrid.testkit.GridState;
import org.xmppgrid.testkit.NetworkFault;
import org.xmppgrid.testkit.SaslFault;
import org.xmppgrid.testkit.ServerKind;

import static org.xmppgrid.testkit.GridRequest.asks;
import static org.xmppgrid.testkit.GridRequest.times;

/** What goes wrong in a run, again and again: one row of the table in docs/reliability.md. */
enum Trouble {
    CUT("connections cut (FIN)") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("cut", 0, SOME_BYTES, bytes -> site.proxy()
                    .strikeOpen(NetworkFault.cut().after(bytes)));
        }
    },
    RESET("connections reset (RST)") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("reset", 0, SOME_BYTES, bytes -> site.proxy()
                    .strikeOpen(NetworkFault.reset().after(bytes)));
        }
    },
    HALF_OPEN("half-open: bytes are swallowed, no end is seen (window 10)") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("half-open", 0, SOME_BYTES, bytes -> site.proxy()
                    .strikeOpen(NetworkFault.swallow().after(bytes)));
        }

        /** What is on its way is given the time that it needs on a slow link, before the link counts as dead. */
        @Override
        int window() {
            return 10;
        }
    },
    OUTAGE("no network for a while") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("outage", SOON, () -> {
                Fault refusal = site.proxy().refuseConnections();
                site.proxy().resetAll();
                return refusal;
            });
        }
    },
    LONG_OUTAGE("no network for longer than the session is kept") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("long outage", Site.RESUME_TIMEOUT.multipliedBy(2), () -> {
                Fault refusal = site.proxy().refuseConnections();
                site.proxy().cutAll();
                return refusal;
            });
        }
    },
    STALL("the network stalls, shorter than the probe and longer") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("stall", Duration.ofMillis(200), () -> site.proxy().strikeOpen(NetworkFault.stall()));
            plan.with("long stall", Duration.ofSeconds(2), () -> site.proxy().strikeOpen(NetworkFault.stall()));
        }
    },
    THROTTLE("a slow link (20 kB/s)") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("throttle", SOON, () -> site.proxy().strikeOpen(NetworkFault.throttle(20_000)));
        }
    },
    SPLIT("bytes one by one, then a cut") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("split", SOON, () -> site.proxy().strikeOpen(NetworkFault.split(1)));
            plan.with("cut", 0, SOME_BYTES, bytes -> site.proxy()
                    .strikeOpen(NetworkFault.cut().after(bytes)));
        }
    },
    LONG_WAY("every byte 100 ms late") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("delay", SOON, () -> site.proxy().strikeOpen(NetworkFault.delay(Duration.ofMillis(100))));
        }
    },
    RESTART("server restarted") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("restart", site.server()::restart);
        }
    },
    CRASH("server killed (SIGKILL)") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("crash", site.server()::crash);
        }

        @Override
        Optional<String> whyNot(ServerKind server) {
            return server == ServerKind.EJABBERD
                    ? Optional.of("confirms before Mnesia is on disk: the broker loses it, see above")
                    : Optional.empty();
        }
    },
    SUBSCRIPTIONS_LOST("server restarted without its subscriptions") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("forgetful restart", () -> {
                site.embedded().stop();
                site.embedded().lose(GridState.SUBSCRIPTIONS, GridState.OFFLINE);
                site.embedded().startAgain();
            });
        }

        @Override
        Optional<String> whyNot(ServerKind server) {
            return embeddedOnly(server);
        }
    },
    LOST_ANSWERS("publications carried out, their answers lost") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("lost answers", SOON, () -> site.embedded().loseAnswer(times(3, asks("publish", site.topic()))));
            plan.with("cut instead of an answer", SOON, () -> site.embedded()
                    .disconnectAt(times(1, asks("publish", site.topic())), true));
        }

        @Override
        Optional<String> whyNot(ServerKind server) {
            return embeddedOnly(server);
        }

        @Override
        Duration requestTimeout() {
            return Duration.ofMillis(500);
        }
    },
    LATE_ANSWERS("answers late, out of order") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("late answers", SOON, () -> site.embedded()
                    .delayAnswer(Counted.every(3, asks("publish", site.topic())), Duration.ofMillis(200)));
            plan.with("later than the time-out", SOON, () -> site.embedded()
                    .delayAnswer(times(2, asks("publish", site.topic())), Duration.ofMillis(900)));
        }

        @Override
        Optional<String> whyNot(ServerKind server) {
            return embeddedOnly(server);
        }

        @Override
        Duration requestTimeout() {
            return Duration.ofMillis(500);
        }
    },
    BUSY("broker busy: publications refused for now (window 1)") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("busy", SOON, () -> site.embedded()
                    .refuse(Counted.every(4, asks("publish", site.topic())), "resource-constraint"));
        }

        @Override
        Optional<String> whyNot(ServerKind server) {
            return embeddedOnly(server);
        }

        /** With more, those that were on their way with one that is refused overtake it. */
        @Override
        int window() {
            return 1;
        }
    },
    DOUBLED_EVENTS("events doubled") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("doubled", SOON, () -> site.embedded().events().duplicate(GridEvent.of(site.topic())));
        }

        @Override
        Optional<String> whyNot(ServerKind server) {
            return embeddedOnly(server);
        }
    },
    SHUFFLED_EVENTS("events out of order, then a cut") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("shuffled", SOON, () -> site.embedded()
                    .events()
                    .reorder(Counted.every(5, GridEvent.of(site.topic())), 2));
            plan.with("cut", site.proxy()::cutAll);
        }

        @Override
        Optional<String> whyNot(ServerKind server) {
            return embeddedOnly(server);
        }

        @Override
        boolean keepsOrder() {
            return false;
        }
    },
    RESUMPTION_REFUSED("cut, then resumptions refused") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("refused resumptions", SOON, () -> {
                Fault refusal = site.embedded().streams().refuseResumption(Site.USERS.size());
                site.proxy().cutAll();
                return refusal;
            });
        }

        @Override
        Optional<String> whyNot(ServerKind server) {
            return embeddedOnly(server);
        }
    },
    QUEUE_LOST("cut, then the controller has lost the session and its queue") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("lost queues", SOON, () -> {
                Fault loss = site.embedded().streams().loseQueueAndRefuse(Site.USERS.size());
                site.proxy().cutAll();
                return loss;
            });
        }

        @Override
        Optional<String> whyNot(ServerKind server) {
            return embeddedOnly(server);
        }
    },
    LOGINS_REFUSED("cut, then logins refused for now") {
        @Override
        void add(FaultPlan.Builder plan, Site site) {
            plan.with("refused logins", Duration.ofSeconds(1), () -> {
                List<Fault> refusals = Site.USERS.stream()
                        .map(user -> site.embedded()
                                .sasl(SaslFault.refuse(user, "temporary-auth-failure")
                                        .times(2)))
                        .toList();
                site.proxy().cutAll();
                return new AllOf(refusals);
            });
        }

        @Override
        Optional<String> whyNot(ServerKind server) {
            return embeddedOnly(server);
        }
    };

    private static final int SOME_BYTES = 5_000;
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration PATIENT = Duration.ofSeconds(8);

    private final String title;

    Trouble(String title) {
        this.title = title;
    }

    /** Adds the fault, or the faults, to a plan. */
    abstract void add(FaultPlan.Builder plan, Site site);

    /** Why there is no run of this on a server; empty if there is one. */
    Optional<String> whyNot(ServerKind server) {
        return Optional.empty();
    }

    /** How long a platform waits for an answer: short where answers are what is lost. */
    Duration requestTimeout() {
        return PATIENT;
    }

    /** How many publications are under way at once. */
    int window() {
        return GridLimits.DEFAULT_PUBLISH_WINDOW;
    }

    /** Whether the broker itself keeps the order of what it was given. */
    boolean keepsOrder() {
        return true;
    }

    /** What the row is called. */
    String title() {
        return title;
    }

    private static Optional<String> embeddedOnly(ServerKind server) {
        return server == ServerKind.EMBEDDED
                ? Optional.empty()
                : Optional.of("only the embedded grid can be told to do this");
    }

    /** Several faults that are lifted together. */
    private record AllOf(List<Fault> faults) implements Fault {
        @Override
        public int hits() {
            return faults.stream().mapToInt(Fault::hits).sum();
        }

        @Override
        public void close() {
            faults.forEach(Fault::close);
        }
    }
}
