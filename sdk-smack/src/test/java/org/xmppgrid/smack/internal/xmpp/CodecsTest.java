package org.xmppgrid.smack.internal.xmpp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.junit.jupiter.api.Test;
import org.xmlunit.assertj3.XmlAssert;
import org.xmppgrid.sdk.Decision;
import org.xmppgrid.sdk.GridAddress;
import org.xmppgrid.sdk.SubscriptionRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests as RFC 8600 §5 and §6 and XEP-0060 show them, and the replies of real servers. */
class CodecsTest {

    @Test
    void publish_whenOnACondition_thenTheOptionsStandBesideTheItem() {
        XmlAssert.assertThat(PubsubCodec.publish(
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
    void create_whenConfiguredAsInTheRfc_thenTheRfcsRequest() {
        Map<String, List<String>> config = new LinkedHashMap<>();
        config.put("pubsub#access_model", List.of("authorize"));
        config.put("pubsub#persist_items", List.of("1"));
        config.put("pubsub#send_last_published_item", List.of("never"));

        XmlAssert.assertThat(PubsubCodec.create("MILEHost", config))
                .and("""
                        <pubsub xmlns='http://jabber.org/protocol/pubsub'>
                          <create node='MILEHost'/>
                          <configure>
                            <x xmlns='jabber:x:data' type='submit'>
                              <field var='FORM_TYPE' type='hidden'>
                                <value>http://jabber.org/protocol/pubsub#node_config</value>
                              </field>
                              <field var='pubsub#access_model'><value>authorize</value></field>
                              <field var='pubsub#persist_items'><value>1</value></field>
                              <field var='pubsub#send_last_published_item'>
                                <value>never</value>
                              </field>
                            </x>
                          </configure>
                        </pubsub>
                        """)
                .ignoreWhitespace()
                .areIdentical();
    }

    @Test
    void create_whenNothingIsAsked_thenTheRfcsMinimum() {
        XmlAssert.assertThat(PubsubCodec.create("MILEHost", Map.of()))
                .and("<pubsub xmlns='http://jabber.org/protocol/pubsub'><create node='MILEHost'/></pubsub>")
                .areIdentical();
    }

    @Test
    void subscribe_whenByBareAddress_thenTheRfcsRequest() {
        XmlAssert.assertThat(OptionsCodec.subscribe(
                        "MILEHost", GridAddress.of("xmpp-grid-client@mile-host.example"), Map.of()))
                .and("<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='MILEHost'"
                        + " jid='xmpp-grid-client@mile-host.example'/></pubsub>")
                .areIdentical();
    }

    @Test
    void items_whenPaged_thenTheSetSaysWhereToGoOn() {
        XmlAssert.assertThat(DiscoCodec.items(100, Optional.of("a<b")))
                .and(
                        "<query xmlns='http://jabber.org/protocol/disco#items'>"
                                + "<set xmlns='http://jabber.org/protocol/rsm'><after>a&lt;b</after><max>100</max></set></query>")
                .areIdentical();
        XmlAssert.assertThat(DiscoCodec.items(100, Optional.empty()))
                .and("<query xmlns='http://jabber.org/protocol/disco#items'>"
                        + "<set xmlns='http://jabber.org/protocol/rsm'><max>100</max></set></query>")
                .areIdentical();
    }

    @Test
    void readItems_whenPaged_thenTheSetIsNotLost() throws Exception {
        ItemsPage page = DiscoCodec.readItems(Parsers.stanza("<query xmlns='http://jabber.org/protocol/disco#items'>"
                + "<item node='NEA1' name='Endpoint Posture Information' jid='broker.x'/><item jid='y' node='MILEHost'/>"
                + "<set xmlns='http://jabber.org/protocol/rsm'><first index='0'>NEA1</first><last>MILEHost</last>"
                + "<count>7</count></set></query>"));

        assertThat(page.entries())
                .containsExactly(
                        new ItemsPage.Entry(
                                "broker.x", Optional.of("NEA1"), Optional.of("Endpoint Posture Information")),
                        new ItemsPage.Entry("y", Optional.of("MILEHost"), Optional.empty()));
        assertThat(page.last()).contains("MILEHost");
        assertThat(page.total()).hasValue(7);
        assertThat(page.paged()).isTrue();
    }

    @Test
    void readItems_whenTheServerIgnoresPaging_thenSaysSo() throws Exception {
        ItemsPage page = DiscoCodec.readItems(Parsers.stanza(
                "<query xmlns='http://jabber.org/protocol/disco#items'><item jid='a' node=''/></query>"));

        assertThat(page.paged()).isFalse();
        assertThat(page.entries().get(0).node()).isEmpty();
    }

    @Test
    void readInfo_whenThereIsASecondForm_thenOnlyTheMetaDataCounts() throws Exception {
        Description description = DiscoCodec.readInfo(Parsers.stanza("""
                <query xmlns='http://jabber.org/protocol/disco#info' node='MILEHost'>
                  <identity category='pubsub' type='leaf'/>
                  <feature var='http://jabber.org/protocol/pubsub'/>
                  <x xmlns='jabber:x:data' type='result'>
                    <field var='FORM_TYPE' type='hidden'><value>http://jabber.org/network/serverinfo</value></field>
                    <field var='pubsub#type'><value>wrong</value></field>
                  </x>
                  <x xmlns='jabber:x:data' type='result'>
                    <field var='FORM_TYPE' type='hidden'>
                      <value>http://jabber.org/protocol/pubsub#meta-data</value>
                    </field>
                    <field var='pubsub#type' label='Payload type' type='no-such-type'>
                      <value>urn:ietf:params:xml:ns:iodef-2.0</value>
                    </field>
                    <field var='pubsub#owner' type='jid-multi'><value>@@</value><value>a@b</value></field>
                    <field var='pubsub#title'/>
                  </x>
                </query>
                """));

        assertThat(description.metaData())
                .containsEntry("pubsub#owner", List.of("@@", "a@b"))
                .containsEntry("pubsub#title", List.of());
        // the white space of a pretty-printed form would be the server's to send; none of ours does
        assertThat(description.metaData().get("pubsub#type")).containsExactly("urn:ietf:params:xml:ns:iodef-2.0");
    }

    @Test
    void readSubscription_whenTheReplyIsEmpty_thenSubscribed() throws Exception {
        XmlPullParser parser = Parsers.stanza("<iq type='result'/>");

        assertThat(PubsubCodec.readSubscription(parser, false))
                .isEqualTo(new SubscriptionAnswer("subscribed", Optional.empty()));
    }

    @Test
    void readSubscription_whenPending_thenSaysSo() throws Exception {
        XmlPullParser parser = Parsers.stanza("<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscription"
                + " node='T' jid='a@b' subscription='pending' subid='x'><subscribe-options/></subscription></pubsub>");

        assertThat(PubsubCodec.readSubscription(parser, true))
                .isEqualTo(new SubscriptionAnswer("pending", Optional.of("x")));
    }

    @Test
    void decision_whenApproved_thenTheFormOfXep0060() {
        SubscriptionRequest request = new SubscriptionRequest(
                "princely_musings", GridAddress.of("horatio@denmark.lit"), Optional.of("123-abc"));

        XmlAssert.assertThat(PubsubCodec.decision(
                        GridAddress.of("pubsub.shakespeare.lit"), "approve1", request, Decision.APPROVE))
                .and("""
                        <message to='pubsub.shakespeare.lit' id='approve1'>
                          <x xmlns='jabber:x:data' type='submit'>
                            <field var='FORM_TYPE' type='hidden'>
                              <value>http://jabber.org/protocol/pubsub#subscribe_authorization</value>
                            </field>
                            <field var='pubsub#subid'><value>123-abc</value></field>
                            <field var='pubsub#node'><value>princely_musings</value></field>
                            <field var='pubsub#subscriber_jid'><value>horatio@denmark.lit</value></field>
                            <field var='pubsub#allow'><value>true</value></field>
                          </x>
                        </message>
                        """)
                .ignoreWhitespace()
                .areIdentical();
    }
}
