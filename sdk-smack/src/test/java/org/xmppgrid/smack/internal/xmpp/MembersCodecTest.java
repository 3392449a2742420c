package org.xmppgrid.smack.internal.xmpp;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmlunit.assertj3.XmlAssert;
import org.xmppgrid.sdk.Affiliation;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.Member;
import org.xmppgrid.sdk.Subscriber;
import org.xmppgrid.sdk.SubscriptionState;
import org.xmppgrid.sdk.TopicAffiliation;
import org.xmppgrid.sdk.TopicSubscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** An owner's lists as XEP-0060 §8.8 and §8.9 show them, and the replies of real servers. */
class MembersCodecTest {
    private static final GridAddress SENSOR = GridAddress.of("sensor@grid.example");
    private static final GridAddress SIEM = GridAddress.of("siem@grid.example");

    @Test
    void setAffiliations_whenSeveral_thenOneRequest() {
        Map<GridAddress, Affiliation> changes = new LinkedHashMap<>();
        changes.put(SENSOR, Affiliation.PUBLISH_ONLY);
        changes.put(SIEM, Affiliation.NONE);

        XmlAssert.assertThat(MembersCodec.setAffiliations("MILE<Host", changes))
                .and("""
                        <pubsub xmlns='http://jabber.org/protocol/pubsub#owner'>
                          <affiliations node='MILE&lt;Host'>
                            <affiliation jid='sensor@grid.example' affiliation='publish-only'/>
                            <affiliation jid='siem@grid.example' affiliation='none'/>
                          </affiliations>
                        </pubsub>
                        """)
                .ignoreWhitespace()
                .areIdentical();
    }

    @Test
    void setSubscriptions_whenTheBrokerHasIds_thenTheyAreNamed() {
        List<Subscriber> changes = List.of(
                new Subscriber(SENSOR, SubscriptionState.CANCELLED, Optional.of("70342A92CDE69")),
                new Subscriber(SIEM, SubscriptionState.ACTIVE, Optional.empty()));

        XmlAssert.assertThat(MembersCodec.setSubscriptions("MILEHost", changes))
                .and("""
                        <pubsub xmlns='http://jabber.org/protocol/pubsub#owner'>
                          <subscriptions node='MILEHost'>
                            <subscription jid='sensor@grid.example' subscription='none' subid='70342A92CDE69'/>
                            <subscription jid='siem@grid.example' subscription='subscribed'/>
                          </subscriptions>
                        </pubsub>
                        """)
                .ignoreWhitespace()
                .areIdentical();
    }

    @Test
    void readMembers_whenSomeoneHasNone_thenNotListed() throws Exception {
        String reply = owner("<affiliations node='T'><affiliation affiliation='owner' jid='siem@grid.example'/>"
                + "<affiliation affiliation='publish-only' jid='sensor@grid.example'/>"
                + "<affiliation affiliation='none' jid='gone@grid.example'/></affiliations>");

        assertThat(MembersCodec.readMembers(Parsers.stanza(reply), true))
                .containsExactly(new Member(SIEM, Affiliation.OWNER), new Member(SENSOR, Affiliation.PUBLISH_ONLY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<affiliations node='T'><affiliation affiliation='emperor' jid='siem@grid.example'/></affiliations>",
                "<affiliations node='T'><affiliation affiliation='member' jid='@'/></affiliations>",
                "<affiliations node='T'><affiliation affiliation='member'/></affiliations>",
            })
    void readMembers_whenAnEntryCantBeRead_thenTheListIsRefused(String list) throws Exception {
        var parser = Parsers.stanza(owner(list));

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> MembersCodec.readMembers(parser, true));
    }

    @Test
    void readSubscribers_whenTheListHasEveryState_thenThoseThatEndedAreLeftOut() throws Exception {
        String reply = owner("<subscriptions node='T'>"
                + "<subscription subscription='subscribed' subid='70342A92CDE69' jid='siem@grid.example'/>"
                + "<subscription subscription='pending' jid='sensor@grid.example'/>"
                + "<subscription subscription='none' jid='gone@grid.example'/></subscriptions>");

        assertThat(MembersCodec.readSubscribers(Parsers.stanza(reply), true))
                .containsExactly(
                        new Subscriber(SIEM, SubscriptionState.ACTIVE, Optional.of("70342A92CDE69")),
                        new Subscriber(SENSOR, SubscriptionState.PENDING, Optional.empty()));
    }

    @Test
    void readOwn_whenAsEjabberdAnswers_thenTopicsAndStates() throws Exception {
        String subscriptions = "<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscriptions>"
                + "<subscription subscription='pending' subid='7' node='T' jid='siem@grid.example'/>"
                + "</subscriptions></pubsub>";
        String affiliations = "<pubsub xmlns='http://jabber.org/protocol/pubsub'><affiliations>"
                + "<affiliation affiliation='owner' node='T'/><affiliation affiliation='none' node='U'/>"
                + "</affiliations></pubsub>";

        assertThat(MembersCodec.readOwnSubscriptions(Parsers.stanza(subscriptions), true))
                .containsExactly(new TopicSubscription("T", SIEM, SubscriptionState.PENDING, Optional.of("7")));
        assertThat(MembersCodec.readOwnAffiliations(Parsers.stanza(affiliations), true))
                .containsExactly(new TopicAffiliation("T", Affiliation.OWNER));
    }

    @Test
    void readPending_whenAsEjabberdAnswers_thenEachTopicOnce() throws Exception {
        String reply = "<command status='executing' sessionid='2026-11-21T14:57:22.888322Z'"
                + " node='http://jabber.org/protocol/pubsub#get-pending' xmlns='http://jabber.org/protocol/commands'>"
                + "<actions execute='complete'><complete/></actions><x type='form' xmlns='jabber:x:data'>"
                + "<field var='FORM_TYPE' type='hidden'>"
                + "<value>http://jabber.org/protocol/pubsub#subscribe_authorization</value></field>"
                + "<field var='pubsub#node' type='list-single' label='The NodeID of the relevant node'><required/>"
                + "<option label='T'><value>T</value></option><option label='T'><value>T</value></option></field>"
                + "</x></command>";

        assertThat(PendingCodec.read(Parsers.stanza(reply), true))
                .isEqualTo(new PendingTopics("2026-11-21T14:57:22.888322Z", Set.of("T")));
    }

    @Test
    void choosePending_whenTheBrokerNamedASession_thenNoActionButThatSession() {
        XmlAssert.assertThat(PendingCodec.choose("session-1", "MILEHost"))
                .and("""
                        <command xmlns='http://jabber.org/protocol/commands'
                            node='http://jabber.org/protocol/pubsub#get-pending' sessionid='session-1'>
                          <x xmlns='jabber:x:data' type='submit'>
                            <field var='FORM_TYPE' type='hidden'>
                              <value>http://jabber.org/protocol/pubsub#subscribe_authorization</value>
                            </field>
                            <field var='pubsub#node'><value>MILEHost</value></field>
                          </x>
                        </command>
                        """)
                .ignoreWhitespace()
                .areIdentical();
    }

    private static String owner(String list) {
        return "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'>" + list + "</pubsub>";
    }
}
