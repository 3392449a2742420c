package org.xmppgrid.testkit;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Publishing, retrieving and removing items (XEP-0060 §6.5, §7, §8.5). */
class GridBrokerPublishTest extends EmbeddedGridTestCase {

    @Test
    void publish_whenSubscribed_thenTheEventNamesThePublisher() {
        open("t");
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "t");
        assertThat(publish(login("provider"), "t", "1")).contains("<publish node='t'><item id='1'/></publish>");
        assertThat(consumer.awaitWith("#event"))
                .matches("<message from='broker.grid.example' to='consumer@grid.example' id='[^']+'>"
                        + "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='t'>"
                        + "<item id='1' publisher='provider@grid.example'>"
                        + "<report xmlns='urn:example:report'/></item></items></event></message>");
    }

    @Test
    void publish_whenThePayloadUsesPrefixesOfItsSurroundings_thenTheyComeWithIt() {
        open("t");
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "t");
        RawXmppClient provider = login("provider");
        provider.send("<iq type='set' to='broker.grid.example' id='q1' xmlns:xs='urn:outer'><pubsub xmlns='" + PUBSUB
                + "'><publish node='t'><item id='1' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>"
                + "<i:Doc xmlns:i='urn:i' xml:lang='en' xsi:type='xs:string' a='1&#10;2'>"
                + "<n xmlns=''>x &lt; y</n><same/></i:Doc></item></publish></pubsub></iq>");
        provider.awaitWith("id='q1'");
        assertThat(consumer.awaitWith("#event"))
                .contains("<i:Doc xmlns:i='urn:i' xmlns:xs='urn:outer' "
                        + "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
                        + "xml:lang='en' xsi:type='xs:string' a='1&#xA;2'>"
                        + "<n xmlns=''>x &lt; y</n><same xmlns='http://jabber.org/protocol/pubsub'/></i:Doc>");
    }

    @Test
    void publish_whenNoId_thenOneIsMade() {
        open("t");
        assertThat(set(login("provider"), "<publish node='t'><item>" + PAYLOAD + "</item></publish>"))
                .containsPattern("<item id='[^']+'/>");
    }

    @Test
    void publish_whenSeveralItems_thenAllAreKeptAndInOneEvent() {
        open("t");
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "t");
        RawXmppClient provider = login("provider");
        assertThat(set(
                        provider,
                        "<publish node='t'><item id='1'>" + PAYLOAD + "</item><item id='2'>" + PAYLOAD
                                + "</item></publish>"))
                .contains("<item id='1'/><item id='2'/>");
        assertThat(consumer.awaitWith("#event")).contains("<item id='1'").contains("<item id='2'");
    }

    @Test
    void publish_whenTheTopicIsMissing_thenItemNotFound() {
        assertThat(publish(login("provider"), "no", "1")).contains("<item-not-found");
    }

    @Test
    void publish_whenNoPublisher_thenForbidden() {
        open("t");
        assertThat(publish(login("mallory"), "t", "1")).contains("<error type='auth'><forbidden");
    }

    @Test
    void publish_whenModelIsSubscribers_thenASubscriberMay() {
        GRID.createTopic("t", Map.of("pubsub#access_model", "open", "pubsub#publish_model", "subscribers"));
        RawXmppClient consumer = login("consumer");
        assertThat(publish(consumer, "t", "1")).contains("<forbidden");
        subscribe(consumer, "t");
        assertThat(publish(consumer, "t", "1")).contains("type='result'");
    }

    @Test
    void publish_whenThePayloadIsNotOneElement_thenBadRequest() {
        open("t");
        RawXmppClient provider = login("provider");
        assertThat(set(provider, "<publish node='t'><item>" + PAYLOAD + PAYLOAD + "</item></publish>"))
                .contains("<bad-request")
                .contains("<invalid-payload xmlns='" + PUBSUB + "#errors'/>");
        assertThat(set(provider, "<publish node='t'><item/></publish>")).contains("<payload-required");
        assertThat(set(provider, "<publish node='t'/>")).contains("<item-required");
    }

    @Test
    void publish_whenThePayloadIsTooBig_thenNotAcceptable() {
        GRID.createTopic("t", Map.of("pubsub#max_payload_size", "100"));
        assertThat(set(
                        login("provider"),
                        "<publish node='t'><item><a xmlns='urn:a'>" + "x".repeat(100) + "</a></item></publish>"))
                .contains("<error type='modify'><not-acceptable")
                .contains("<payload-too-big");
    }

    @Test
    void publish_whenAPreconditionIsNotMet_thenConflict() {
        open("t");
        String options = "<publish-options><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>"
                + PUBSUB + "#publish-options</value></field><field var='pubsub#access_model'><value>%s</value></field>"
                + "</x></publish-options>";
        String item = "<publish node='t'><item id='1'>" + PAYLOAD + "</item></publish>";
        RawXmppClient provider = login("provider");
        assertThat(set(provider, item + String.format(options, "whitelist")))
                .contains("<conflict")
                .contains("<precondition-not-met");
        assertThat(set(provider, item + String.format(options, "open"))).contains("type='result'");
    }

    @Test
    void items_whenMoreThanMaxItems_thenTheOldestAreGoneWithoutAnEvent() {
        GRID.createTopic("t", Map.of("pubsub#access_model", "open", "pubsub#max_items", "2"));
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "t");
        RawXmppClient provider = login("provider");
        for (String id : new String[] {"1", "2", "3"}) {
            publish(provider, "t", id);
        }
        consumer.awaitWith("<item id='3'");
        assertThat(get(consumer, "<items node='t'/>"))
                .contains("<item id='2'")
                .contains("<item id='3'")
                .doesNotContain("<item id='1'");
        assertThat(consumer.stanzas()).noneMatch(stanza -> stanza.contains("<retract"));
    }

    @Test
    void items_whenPublishedAgain_thenReplacedAndNewest() {
        open("t");
        RawXmppClient provider = login("provider");
        publish(provider, "t", "1");
        publish(provider, "t", "2");
        publish(provider, "t", "1");
        assertThat(get(provider, "<items node='t'/>"))
                .containsPattern("<item id='2'.*<item id='1'")
                .doesNotContainPattern("<item id='1'.*<item id='2'");
        assertThat(get(provider, "<items node='t' max_items='1'/>"))
                .contains("<item id='1'")
                .doesNotContain("<item id='2'");
    }

    @Test
    void items_whenByIdOrPaged_thenThose() {
        open("t");
        RawXmppClient provider = login("provider");
        for (int i = 1; i <= 5; i++) {
            publish(provider, "t", "i" + i);
        }
        RawXmppClient consumer = login("consumer");
        assertThat(get(consumer, "<items node='t'><item id='i4'/><item id='i2'/><item id='i9'/></items>"))
                .containsPattern("<item id='i4'.*<item id='i2'")
                .doesNotContain("i9");
        assertThat(get(consumer, "<items node='t'/><set xmlns='" + RSM + "'><max>2</max><after>i2</after></set>"))
                .contains("<first index='2'>i3</first><last>i4</last><count>5</count>");
    }

    @Test
    void items_whenNotPersistent_thenUnsupported() {
        GRID.createTopic("t", Map.of("pubsub#persist_items", "0"));
        assertThat(get(login("provider"), "<items node='t'/>"))
                .contains("<feature-not-implemented")
                .contains("<unsupported xmlns='" + PUBSUB + "#errors' feature='persistent-items'/>");
    }

    @Test
    void retract_whenByThePublisherOfTheItem_thenGoneAndTold() {
        open("t");
        GRID.affiliate("t", "owner", "publisher");
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "t");
        RawXmppClient provider = login("provider");
        publish(provider, "t", "1");
        String retract = "<retract node='t'><item id='1'/></retract>";
        assertThat(set(login("owner"), retract)).contains("<forbidden");
        assertThat(set(login("mallory"), retract)).contains("<forbidden");
        assertThat(set(provider, retract)).contains("type='result'");
        consumer.awaitWith("<retract id='1'/>");
        assertThat(set(provider, retract)).contains("<item-not-found");
        assertThat(get(consumer, "<items node='t'/>")).contains("<items node='t'/>");
    }

    @Test
    void purge_whenByTheOwner_thenEmptyAndTold() {
        open("t");
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "t");
        RawXmppClient provider = login("provider");
        publish(provider, "t", "1");
        assertThat(ownerSet(provider, "<purge node='t'/>")).contains("type='result'");
        consumer.awaitWith("<purge node='t'/>");
        assertThat(get(consumer, "<items node='t'/>")).contains("<items node='t'/>");
    }

    @Test
    void publish_whenPipelined_thenEventsInOrder() {
        open("t");
        RawXmppClient consumer = login("consumer");
        subscribe(consumer, "t");
        RawXmppClient provider = login("provider");
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            all.append("<iq type='set' to='broker.grid.example' id='p" + i + "'><pubsub xmlns='" + PUBSUB
                    + "'><publish node='t'><item id='" + i + "'>" + PAYLOAD + "</item></publish></pubsub></iq>");
        }
        provider.send(all.toString());
        consumer.awaitWith("<item id='499'");
        assertThat(consumer.stanzas().stream()
                        .filter(stanza -> stanza.contains("#event"))
                        .map(stanza -> stanza.replaceAll("(?s).*<item id='(\\d+)'.*", "$1"))
                        .map(Integer::valueOf)
                        .toList())
                .hasSize(500)
                .isSorted();
    }

    @Test
    void publish_whenTenThousandSubscriptionsOnOneConnection_thenOnlyTheOneFires() {
        List<String> names = IntStream.range(0, 10_000).mapToObj(i -> "t" + i).toList();
        GRID.createTopics(names, "provider", Map.of("pubsub#access_model", "open"));
        RawXmppClient consumer = login("consumer");
        StringBuilder all = new StringBuilder();
        names.forEach(name -> all.append("<iq type='set' to='broker.grid.example' id='s-" + name
                + "'><pubsub xmlns='" + PUBSUB + "'><subscribe node='" + name
                + "' jid='consumer@grid.example'/></pubsub></iq>"));
        consumer.send(all.toString());
        consumer.awaitWith("id='s-t9999'");
        publish(login("provider"), "t5000", "1");
        assertThat(consumer.awaitWith("#event")).contains("node='t5000'");
    }
}
