package org.xmppgrid.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xmppgrid.sdk.AccessModel;
import org.xmppgrid.sdk.Decision;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.RawPayload;
import org.xmppgrid.sdk.Reason;
import org.xmppgrid.sdk.Registration;
import org.xmppgrid.sdk.Subscriber;
import org.xmppgrid.sdk.Subscription;
import org.xmppgrid.sdk.SubscriptionRequest;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.testkit.Clause;
import org.xmppgrid.testkit.Deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * RFC 8600 §8.3.4 at the size of a grid: a hundred platforms ask to subscribe, a policy approves every second one, and
 * the owner is away while most of them ask.
 */
abstract class ApprovalTestCase extends WithScene {
    private static final int REQUESTERS = 100;

    /** The first of them ask while the owner is there, the next while it is away, the rest once it is back. */
    private static final int BEFORE = 30;

    private static final int MEANWHILE = 80;

    @Test
    @Clause(
            value = "RFC 8600 §8.3.4 authorize: 100",
            title = "a hundred platforms ask, and a policy approves half of them")
    void decide_whenHundredAskAndTheOwnerIsAwayForAWhile_thenOnlyTheApprovedReceive(Scene scene) {
        if (scene.isKnownFor(Deviation.NO_AUTHORIZE)) {
            scene.deviates(Deviation.NO_AUTHORIZE, "nobody can ask an owner; the whitelist has its own test");
            return;
        }
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.AUTHORIZE));
        List<Requester> requesters = IntStream.range(0, REQUESTERS)
                .mapToObj(i -> new Requester(scene, i))
                .toList();
        Set<GridAddress> asked = ConcurrentHashMap.newKeySet();

        Registration policy = topic.approvals().decide(request -> byPolicy(request, asked));
        requesters.subList(0, BEFORE).forEach(requester -> requester.ask(topic.name()));
        requesters.subList(0, BEFORE).forEach(Requester::awaitDecision);
        policy.close();
        scene.leave("provider");
        requesters.subList(BEFORE, MEANWHILE).forEach(requester -> requester.ask(topic.name()));
        assertThat(requesters.subList(BEFORE, MEANWHILE))
                .as("nobody decides while the owner is away")
                .allMatch(requester -> requester.state() == SubscriptionState.PENDING);

        Topic<RawPayload> back = scene.at(scene.provider(), topic);
        assertThat(back.approvals().pending()).hasSize(MEANWHILE - BEFORE);
        back.publish("only-for-the-first", Documents.incident(1));
        back.approvals().decide(request -> byPolicy(request, asked));
        requesters.subList(MEANWHILE, REQUESTERS).forEach(requester -> requester.ask(topic.name()));
        requesters.forEach(Requester::awaitDecision);
        back.publish("for-all-approved", Documents.incident(2));

        assertThat(asked).hasSize(REQUESTERS);
        for (Requester requester : requesters) {
            if (!requester.isApproved()) {
                continue;
            }
            requester.inbox.awaitItems(requester.expected().size());
        }
        for (Requester requester : requesters) {
            // the answer comes behind all that the broker has sent to this account before
            requester.seeWhatIsThere();
            assertThat(requester.inbox.ids())
                    .as("what %s received", requester.grid.address())
                    .isEqualTo(requester.expected());
            assertThat(requester.subscription().state())
                    .isEqualTo(requester.isApproved() ? SubscriptionState.ACTIVE : SubscriptionState.DENIED);
            assertThat(requester.inbox.states())
                    .containsExactly(requester.subscription().state());
        }
        assertThat(back.approvals().pending()).isEmpty();
        assertThat(back.members().subscribers())
                .extracting(Subscriber::address)
                .containsExactlyInAnyOrderElementsOf(requesters.stream()
                        .filter(Requester::isApproved)
                        .map(requester -> requester.grid.address().bare())
                        .toList());
    }

    @Test
    @Clause(value = "RFC 8600 §8.3.4 whitelist: 100", title = "of a hundred platforms those on the list receive")
    void whitelist_whenHundredAsk_thenOnlyThoseOnTheListReceive(Scene scene) {
        Topic<RawPayload> topic = scene.topic(Scene.by(AccessModel.WHITELIST));
        List<Requester> requesters = IntStream.range(0, REQUESTERS)
                .mapToObj(i -> new Requester(scene, i))
                .toList();
        topic.members()
                .whitelist(requesters.stream()
                        .filter(Requester::isApproved)
                        .map(requester -> requester.grid.address())
                        .collect(Collectors.toSet()));

        for (Requester requester : requesters) {
            if (requester.isApproved()) {
                requester.ask(topic.name());
            } else {
                assertThatExceptionOfType(GridRequestException.class)
                        .isThrownBy(() -> requester.ask(topic.name()))
                        .extracting(GridRequestException::reason)
                        .isIn(Reason.NOT_ON_WHITELIST, Reason.FORBIDDEN);
            }
        }
        topic.publish("for-the-listed", Documents.incident(1));

        for (Requester requester : requesters) {
            if (requester.isApproved()) {
                requester.inbox.awaitItem();
            }
        }
        for (Requester requester : requesters) {
            requester.seeWhatIsThere();
            assertThat(requester.inbox.ids()).isEqualTo(requester.isApproved() ? List.of("for-the-listed") : List.of());
        }
        topic.members().whitelist(Set.of());
        assertThat(topic.members().subscribers()).isEmpty();
        assertThat(topic.members().whitelist())
                .doesNotContainAnyElementsOf(requesters.stream()
                        .map(requester -> requester.grid.address().bare())
                        .toList());
    }

    private static Decision byPolicy(SubscriptionRequest request, Set<GridAddress> asked) {
        String local = request.subscriber().local().orElseThrow();
        asked.add(request.subscriber().bare());
        int number = Integer.parseInt(local.substring("requester".length(), local.indexOf('-')));
        return isApproved(number) ? Decision.APPROVE : Decision.DENY;
    }

    private static boolean isApproved(int number) {
        return number % 2 == 0;
    }

    /** A platform that wants to subscribe. */
    private static final class Requester {
        private final Scene scene;
        private final int number;
        private final Grid grid;
        private final Inbox<RawPayload> inbox = new Inbox<>();
        private final List<Subscription> subscription = new ArrayList<>(1);

        Requester(Scene scene, int number) {
            this.scene = scene;
            this.number = number;
            this.grid = scene.connected(scene.user("requester" + number));
        }

        void ask(String topic) {
            subscription.add(scene.at(grid, topic).subscribe(inbox));
        }

        Subscription subscription() {
            return subscription.get(0);
        }

        SubscriptionState state() {
            return subscription().state();
        }

        boolean isApproved() {
            return ApprovalTestCase.isApproved(number);
        }

        void awaitDecision() {
            assertThat(subscription().decision().orTimeout(Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .succeedsWithin(Scene.PATIENCE)
                    .isEqualTo(isApproved() ? SubscriptionState.ACTIVE : SubscriptionState.DENIED);
            inbox.awaitState(subscription().state());
        }

        void seeWhatIsThere() {
            grid.broker().subscriptions();
        }

        List<String> expected() {
            if (!isApproved()) {
                return List.of();
            }
            return number < BEFORE ? List.of("only-for-the-first", "for-all-approved") : List.of("for-all-approved");
        }
    }
}
