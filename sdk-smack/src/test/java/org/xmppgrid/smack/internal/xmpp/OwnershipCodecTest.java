package org.xmppgrid.smack.internal.xmpp;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xmlunit.assertj3.XmlAssert;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests as XEP-0060 shows them in §5.7, §7.1.5 and §8.8.1, and what is read of the replies. */
class OwnershipCodecTest {

    @Test
    void publish_whenOnACondition_thenTheOptionsStandBesideTheItem() {
        XmlAssert.assertThat(OwnershipCodec.publish(
                        "a?b=c&d=e", "id", "<p xmlns='urn:p'/>", Map.of("pubsub#access_model", List.of("authorize"))))
                .and("""
                        <pubsub xmlns='http://jabber.org/protocol/pubsub'>
                          <publish node='a?b=c&amp;d=e'><item id='id'><p xmlns='urn:p'/></item></publish>
                          <publish-options>
                            <x xmlns='jabber:x:data' type='submit'>
                              <field var='FORM_TYPE' type='hidden'>
                                <value>http://jabber.org/protocol/pubsub#publish-options</value>
                              </field>
                              <field var='pubsub#access_model'><value>authorize</value></field>
                            </x>
                          </publish-options>
                        </pubsub>
                        """)
                .ignoreWhitespace()
                .areIdentical();
    }

    @Test
    void ownAffiliations_whenAsked_thenOfAllTopics() {
        XmlAssert.assertThat(OwnershipCodec.ownAffiliations())
                .and("<pubsub xmlns='http://jabber.org/protocol/pubsub'><affiliations/></pubsub>")
                .areIdentical();
    }

    @Test
    void readOwned_whenThereAreOtherAffiliations_thenOnlyThoseOfAnOwner() throws Exception {
        List<String> owned = OwnershipCodec.readOwned(
                Parsers.stanza("<pubsub xmlns='http://jabber.org/protocol/pubsub'><affiliations>"
                        + "<affiliation node='mine' affiliation='owner'/><x xmlns='urn:x'/>"
                        + "<affiliation node='his' affiliation='publisher'/>"
                        + "<affiliation node='mine?a=b' affiliation='owner'/></affiliations></pubsub>"),
                true);

        assertThat(owned).containsExactly("mine", "mine?a=b");
    }

    @Test
    void subscriptions_whenAsked_thenAsAnOwner() {
        XmlAssert.assertThat(OwnershipCodec.subscriptions("MILEHost"))
                .and(
                        "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><subscriptions node='MILEHost'/></pubsub>")
                .areIdentical();
    }

    @Test
    void readSubscriptions_whenSomeHaveEndedOrWait_thenThoseThatHaveEndedDoNotCount() throws Exception {
        int count = OwnershipCodec.readSubscriptions(
                Parsers.stanza("<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><subscriptions node='MILEHost'>"
                        + "<subscription jid='a@b' subscription='subscribed'/>"
                        + "<subscription jid='c@b' subscription='pending'/>"
                        + "<subscription jid='d@b' subscription='none'/></subscriptions></pubsub>"),
                true);

        assertThat(count).isEqualTo(2);
    }

    @Test
    void read_whenTheAnswerIsEmpty_thenNothing() throws Exception {
        assertThat(OwnershipCodec.readOwned(Parsers.stanza("<iq/>"), false)).isEmpty();
        assertThat(OwnershipCodec.readSubscriptions(Parsers.stanza("<iq/>"), false))
                .isZero();
    }
}
