package org.xmppgrid.samples;

import java.util.List;
import java.util.Set;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.sdk.Affiliation;
import org.xmppgrid.sdk.Approvals;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.Members;
import org.xmppgrid.sdk.SubscriptionRequest;
import org.xmppgrid.sdk.Topic;
import org.xmppgrid.sdk.TopicAffiliation;
import org.xmppgrid.sdk.TopicSubscription;

import static org.xmppgrid.sdk.Decision.APPROVE;
import static org.xmppgrid.sdk.Decision.DENY;

/** The code of the guide to topics about who may do what, compiled. */
final class MembersSnippets {
    private MembersSnippets() {}

    static void approve(Topic<IodefDocument> topic) {
        Approvals approvals = topic.approvals();
        approvals.watch(request -> askThePerson(request));
        for (SubscriptionRequest request : approvals.pending()) {
            approvals.answer(request, isPartner(request.subscriber()) ? APPROVE : DENY);
        }
    }

    static void manage(Topic<IodefDocument> topic, GridAddress sensor, GridAddress siem, GridAddress archive) {
        Members members = topic.members();
        members.set(sensor, Affiliation.PUBLISHER);
        members.whitelist(Set.of(siem, archive)); // exactly these; owners and publishers stay
        members.remove(archive); // receives nothing more
        System.out.println(members.list() + " " + members.subscribers());
    }

    static void own(Grid grid) {
        List<TopicAffiliation> roles = grid.broker().affiliations();
        List<TopicSubscription> subscriptions = grid.broker().subscriptions();
        System.out.println(roles + " " + subscriptions);
    }

    private static void askThePerson(SubscriptionRequest request) {
        System.out.println(request);
    }

    private static boolean isPartner(GridAddress subscriber) {
        return subscriber.isIn("csirt.example");
    }
}
