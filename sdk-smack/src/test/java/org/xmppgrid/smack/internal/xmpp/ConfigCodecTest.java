package org.xmppgrid.smack.internal.xmpp;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xmlunit.assertj3.XmlAssert;
import org.xmppgrid.sdk.GridRequestException;
import org.xmppgrid.sdk.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The requests of an owner as XEP-0060 §8 shows them, and what brokers answer. */
class ConfigCodecTest {
    private static final String FORM_TYPE = "<field var='FORM_TYPE' type='hidden'><value>"
            + "http://jabber.org/protocol/pubsub#node_config</value></field>";

    @Test
    void configure_whenOneFieldChanges_thenOnlyThatIsInTheForm() {
        XmlAssert.assertThat(ConfigCodec.configure("MILE'Host", Map.of("pubsub#title", List.of("A & B"))))
                .and("<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><configure node='MILE&apos;Host'>"
                        + "<x xmlns='jabber:x:data' type='submit'>" + FORM_TYPE
                        + "<field var='pubsub#title'><value>A &amp; B</value></field></x></configure></pubsub>")
                .areIdentical();
    }

    @Test
    void configure_whenAListIsEmptied_thenTheFieldHasNoValue() {
        assertThat(ConfigCodec.configure("t", Map.of("pubsub#contact", List.of())))
                .containsPattern("<field var=['\"]pubsub#contact['\"]\\s*(/>|></field>)");
    }

    @Test
    void config_whenAsked_thenTheRequestOfTheXep() {
        XmlAssert.assertThat(ConfigCodec.config("princely_musings"))
                .and("<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'>"
                        + "<configure node='princely_musings'/></pubsub>")
                .areIdentical();
    }

    @Test
    void delete_whenRedirected_thenTheRequestOfTheXep() {
        XmlAssert.assertThat(ConfigCodec.delete("princely_musings", "xmpp:hamlet@denmark.lit?;node=blog"))
                .and("<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><delete node='princely_musings'>"
                        + "<redirect uri='xmpp:hamlet@denmark.lit?;node=blog'/></delete></pubsub>")
                .areIdentical();
    }

    @Test
    void purge_whenAsked_thenTheRequestOfTheXep() {
        XmlAssert.assertThat(ConfigCodec.purge("princely_musings"))
                .and(
                        "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><purge node='princely_musings'/></pubsub>")
                .areIdentical();
    }

    @Test
    void createInstant_whenAsked_thenTheRequestOfTheXep() {
        XmlAssert.assertThat(ConfigCodec.createInstant(Map.of()))
                .and("<pubsub xmlns='http://jabber.org/protocol/pubsub'><create/></pubsub>")
                .areIdentical();
        XmlAssert.assertThat(ConfigCodec.createInstant(Map.of("pubsub#access_model", List.of("whitelist"))))
                .and("<pubsub xmlns='http://jabber.org/protocol/pubsub'><create/><configure>"
                        + "<x xmlns='jabber:x:data' type='submit'>" + FORM_TYPE
                        + "<field var='pubsub#access_model'><value>whitelist</value></field></x></configure></pubsub>")
                .areIdentical();
    }

    @Test
    void readCreated_whenTheBrokerChoseAName_thenThat() throws Exception {
        assertThat(ConfigCodec.readCreated(Parsers.stanza(
                        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><create node='25e3d37d'/></pubsub>")))
                .isEqualTo("25e3d37d");
    }

    @Test
    void readCreated_whenThereIsNoName_thenSaysSo() {
        assertThatThrownBy(() -> ConfigCodec.readCreated(
                        Parsers.stanza("<pubsub xmlns='http://jabber.org/protocol/pubsub'><create/></pubsub>")))
                .isInstanceOfSatisfying(
                        GridRequestException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PROTOCOL_VIOLATION));
    }

    @Test
    void readConfig_whenThereIsAForm_thenItsFields() throws Exception {
        assertThat(ConfigCodec.readConfig(Parsers.stanza("""
                <pubsub xmlns='http://jabber.org/protocol/pubsub#owner'>
                  <configure node='princely_musings'>
                    <x xmlns='jabber:x:data' type='form'>
                      <title>Node configuration</title>
                      <field var='FORM_TYPE' type='hidden'>
                        <value>http://jabber.org/protocol/pubsub#node_config</value>
                      </field>
                      <field type='fixed'><value>Say who may subscribe</value></field>
                      <field var='pubsub#access_model' type='list-single'>
                        <option><value>authorize</value></option>
                        <option><value>open</value></option>
                        <value>open</value>
                      </field>
                      <field var='pubsub#contact' type='jid-multi'><value>a@x</value><value>b@x</value></field>
                      <field var='pubsub#title' type='text-single'/>
                    </x>
                  </configure>
                </pubsub>
                """)))
                .containsEntry("pubsub#access_model", List.of("open"))
                .containsEntry("pubsub#contact", List.of("a@x", "b@x"))
                .containsEntry("pubsub#title", List.of());
    }

    @Test
    void readConfig_whenThereIsNoForm_thenNothing() throws Exception {
        assertThat(ConfigCodec.readConfig(Parsers.stanza(
                        "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><configure node='t'/></pubsub>")))
                .isEmpty();
    }
}
