package org.xmppgrid.smack.internal.wire;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.xml.SmackXmlParser;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xmppgrid.sdk.GridLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jivesoftware.smack.xml.XmlPullParser.Event.END_ELEMENT;
import static org.jivesoftware.smack.xml.XmlPullParser.Event.START_ELEMENT;
import static org.jivesoftware.smack.xml.XmlPullParser.Event.TEXT_CHARACTERS;

class GridXmlPullParserTest {
    private static final GridLimits LIMITS =
            GridLimits.DEFAULT.withStanzaChars(1_000_000).withDepth(20);
    private static final String STREAM =
            "<s:stream xmlns:s='http://etherx.jabber.org/streams' xmlns='jabber:client' xmlns:q='urn:q'>";

    private final List<StanzaRefusedException> unseen = new ArrayList<>();

    @Test
    void next_whenReading_showsElementsTextAndDepthAsSmackCountsThem() throws Exception {
        GridXmlPullParser parser = parser("<a>x<b c='1'/></a>");
        assertThat(parser.next()).isEqualTo(START_ELEMENT);
        assertThat(parser.getDepth()).isEqualTo(1);
        assertThat(parser.next()).isEqualTo(START_ELEMENT);
        assertThat(parser.getName()).isEqualTo("a");
        assertThat(parser.next()).isEqualTo(TEXT_CHARACTERS);
        assertThat(parser.getText()).isEqualTo("x");
        assertThat(parser.next()).isEqualTo(START_ELEMENT);
        assertThat(parser.getDepth()).isEqualTo(3);
        assertThat(parser.next()).isEqualTo(END_ELEMENT);
        assertThat(parser.getDepth()).isEqualTo(3);
        assertThat(parser.next()).isEqualTo(END_ELEMENT);
        assertThat(parser.getDepth()).isEqualTo(2);
    }

    @Test
    void names_whenPrefixed_areResolved() throws Exception {
        GridXmlPullParser parser = stanza("<p:a xmlns:p='urn:p' xmlns='' p:x='1' x='2'><b/></p:a>");
        assertThat(parser.getName()).isEqualTo("a");
        assertThat(parser.getPrefix()).isEqualTo("p");
        assertThat(parser.getNamespace()).isEqualTo("urn:p");
        assertThat(parser.getQName().toString()).isEqualTo("{urn:p}a");
        assertThat(parser.getNamespaceCount()).isEqualTo(2);
        assertThat(parser.getNamespacePrefix(0)).isEqualTo("p");
        assertThat(parser.getNamespaceUri(0)).isEqualTo("urn:p");
        assertThat(parser.getNamespacePrefix(1)).isNull();
        assertThat(parser.getNamespaceUri(1)).isEmpty();
        assertThat(parser.getNamespace("q")).isEqualTo("urn:q");
        assertThat(parser.getNamespace("nobody")).isNull();
        assertThat(parser.getAttributeCount()).isEqualTo(2);
        assertThat(parser.getAttributeNamespace(0)).isEqualTo("urn:p");
        assertThat(parser.getAttributePrefix(0)).isEqualTo("p");
        assertThat(parser.getAttributeValue("urn:p", "x")).isEqualTo("1");
        assertThat(parser.getAttributeValue("", "x")).isEqualTo("2");
        assertThat(parser.getAttributeValue(null, "x")).isEqualTo("2");
        assertThat(parser.getAttributeValue("x")).isEqualTo("2");
        assertThat(parser.getAttributeValue("y")).isNull();
        assertThat(parser.getAttributeName(2)).isNull();
        parser.next();
        assertThat(parser.getNamespace()).isEmpty();
        assertThat(parser.getNamespace(null)).isEmpty();
    }

    @Test
    void nextText_whenReferencesAndCdataAreInIt_givesOneText() throws Exception {
        GridXmlPullParser parser = stanza("<a>x&amp;y<![CDATA[<z>]]>&#x41;</a>");
        assertThat(parser.nextText()).isEqualTo("x&y<z>A");
        assertThat(parser.getEventType()).isEqualTo(END_ELEMENT);
    }

    @Test
    void nextText_whenAnElementIsInIt_refuses() throws Exception {
        GridXmlPullParser parser = stanza("<a>x<b/></a>");
        assertThatExceptionOfType(XmlPullParserException.class).isThrownBy(parser::nextText);
    }

    @Test
    void next_whenTextStandsBetweenStanzas_passesOverIt() throws Exception {
        GridXmlPullParser parser = parser("  \n <a/>  ");
        parser.next();
        assertThat(parser.next()).isEqualTo(START_ELEMENT);
        assertThat(parser.getName()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a []><s:stream xmlns:s='urn:s'><a/>",
                "<!DOCTYPE a [<!ENTITY e 'v'>]><s:stream xmlns:s='urn:s'><a>&e;</a>",
                "<s:stream xmlns:s='urn:s'><a>&e;</a>",
                "<s:stream xmlns:s='urn:s'><a b='&e;'/>",
                "<s:stream xmlns:s='urn:s'><a><!-- c --></a>",
                "<s:stream xmlns:s='urn:s'><!-- c --><a/>",
                "<s:stream xmlns:s='urn:s'><a><?pi x?></a>",
                "<s:stream xmlns:s='urn:s'><?pi x?><a/>",
                "<s:stream xmlns:s='urn:s'><a></b>",
                "<s:stream xmlns:s='urn:s'><a b='1' b='2'/>",
                "<s:stream xmlns:s='urn:s'><x:a/>",
                "<s:stream xmlns:s='urn:s'><a"
            })
    void next_whenXmlIsNotForXmpp_breaks(String xml) throws Exception {
        GridXmlPullParser parser = new GridXmlPullParser(new StanzaReader(new StringReader(xml), LIMITS, why -> {}));
        assertThatExceptionOfType(XmlPullParserException.class)
                .isThrownBy(() -> {
                    while (parser.next() != XmlPullParser.Event.END_DOCUMENT) {
                        assertThat(parser.getEventType()).isNotEqualTo(TEXT_CHARACTERS);
                    }
                })
                .withMessageMatching("[^<&]*");
        assertThat(parser.isBroken()).isTrue();
        assertThatExceptionOfType(XmlPullParserException.class).isThrownBy(parser::next);
    }

    @Test
    void next_whenBeyondTheStanza_refuses() throws Exception {
        GridXmlPullParser parser = stanza("<a/><b/>");
        assertThat(parser.next()).isEqualTo(END_ELEMENT);
        assertThatExceptionOfType(XmlPullParserException.class).isThrownBy(parser::next);
        parser.endStanza();
        assertThat(parser.next()).isEqualTo(START_ELEMENT);
        assertThat(parser.getName()).isEqualTo("b");
    }

    @Test
    void next_whenStanzaIsTooDeep_refusesThatStanzaOnly() throws Exception {
        GridXmlPullParser parser = stanza("<d>".repeat(30) + "</d>".repeat(30) + "<b/>");
        assertThatExceptionOfType(XmlPullParserException.class)
                .isThrownBy(() -> {
                    while (parser.next() == START_ELEMENT) {
                        assertThat(parser.getDepth()).isLessThanOrEqualTo(20);
                    }
                })
                .withMessageContaining("20 (GridLimits.depth)");
        assertThatExceptionOfType(XmlPullParserException.class).isThrownBy(parser::next);
        assertThat(parser.isBroken()).isFalse();
        parser.endStanza();
        assertThat(parser.next()).isEqualTo(START_ELEMENT);
        assertThat(parser.getName()).isEqualTo("b");
    }

    @Test
    void next_whenAnElementHasTooManyAttributes_refusesThatStanzaOnly() throws Exception {
        StringBuilder xml = new StringBuilder("<a><w");
        for (int i = 0; i <= GridLimits.DEFAULT_ATTRIBUTES; i++) {
            xml.append(" a").append(i).append("=''");
        }
        GridXmlPullParser parser = stanza(xml + "/></a><b/>");
        assertThatExceptionOfType(XmlPullParserException.class)
                .isThrownBy(parser::next)
                .withMessageContaining("1000 (GridLimits.attributes)");
        parser.endStanza();
        assertThat(parser.next()).isEqualTo(START_ELEMENT);
    }

    @Test
    void next_whenTheStanzaItselfHasTooManyAttributes_passesOverItAndTells() throws Exception {
        String wide = attributes(GridLimits.DEFAULT_ATTRIBUTES + 1);
        GridXmlPullParser parser = parser("<a" + wide + "><x y='>'/></a> <a" + wide + "/><b/>");
        parser.next();
        assertThat(parser.next()).isEqualTo(START_ELEMENT);
        assertThat(parser.getName()).isEqualTo("b");
        assertThat(unseen).extracting(StanzaRefusedException::limit).containsExactly("attributes", "attributes");
    }

    @Test
    void next_whenAttributesAreAsManyAsTheLimit_passes() throws Exception {
        GridXmlPullParser parser = stanza("<a" + attributes(GridLimits.DEFAULT_ATTRIBUTES) + "/><b/>");
        assertThat(parser.getAttributeCount()).isEqualTo(GridLimits.DEFAULT_ATTRIBUTES);
        assertThat(parser.next()).isEqualTo(END_ELEMENT);
    }

    /** Whatever stands in the rest of a refused stanza, the next one is read from its start. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a><n1/><n2/><n3/><n4/><n5/>REST</a>",
                "<a n1='' n2='' n3='' n4='' n5=''>REST</a>",
                "<a><n1><n2><n3><n4><n5>REST</n5></n4></n3></n2></n1></a>",
                "<a><n1><n2 a1='' a2='' a3='' a4='' a5='' a6='' a7=''>REST</n2></n1></a>",
                "<a xmlns:p1='u1' xmlns:p2='u2' xmlns:p3='u3'/>",
                "<a><n1/><n2/><n3/><n4/><n5/></a>",
                "<a n1='' n2='' n3='' n4='' n5=''/>"
            })
    void endStanza_whenTheStanzaIsRefused_findsTheNext(String refused) throws Exception {
        String rest = "x<b c='/a>' d=\"/>'\"/><![CDATA[</a>]]]]><e></e ><f>&amp;]]&gt;</f>";
        String stanza = refused.replace("REST", rest.repeat(300));
        GridLimits limits = LIMITS.withNames(5).withDepth(100).withAttributes(6);
        for (int seed = 0; seed < 10; seed++) {
            GridXmlPullParser parser = parser((stanza + " ").repeat(5) + "<b/>", limits, new Random(seed));
            parser.next();
            for (int i = 0; i < 5; i++) {
                assertThat(parser.next()).isEqualTo(START_ELEMENT);
                assertThat(parser.getName()).isEqualTo("a");
                parser.beginStanza();
                if (i % 2 == 0) {
                    assertThatExceptionOfType(StanzaRefusedException.class).isThrownBy(() -> {
                        while (parser.next() != XmlPullParser.Event.END_DOCUMENT) {
                            assertThat(parser.getName()).isNotEqualTo("f");
                        }
                    });
                }
                parser.endStanza();
                assertThat(parser.getEventType()).isEqualTo(END_ELEMENT);
            }
            assertThat(parser.next()).isEqualTo(START_ELEMENT);
            assertThat(parser.getName()).isEqualTo("b");
            assertThat(parser.getNamespace("q")).isEqualTo("urn:q");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endStanza_whenTheStreamBreaksAnywhereInTheStanza_thenItIsNotTakenForItsEnd(boolean reset) throws Exception {
        String stanza = "<message from='b'><event><items><item id='1'>x</item></items></event><delay/></message>";
        for (int cut = stanza.indexOf('>') + 1; cut < stanza.length(); cut++) {
            Reader breaking = new FilterReader(new StringReader(STREAM + stanza.substring(0, cut))) {
                @Override
                public int read(char[] buffer, int offset, int length) throws IOException {
                    int read = super.read(buffer, offset, length);
                    if (read < 0 && reset) {
                        throw new IOException("Connection reset");
                    }
                    return read;
                }
            };
            GridXmlPullParser parser = new GridXmlPullParser(new StanzaReader(breaking, LIMITS, unseen::add));
            parser.next();
            parser.next();
            parser.beginStanza();
            assertThatExceptionOfType(Exception.class).isThrownBy(() -> {
                while (parser.next() != END_ELEMENT || parser.getDepth() > 2) {
                    // reads what there is of it
                }
            });

            assertThatExceptionOfType(WireException.class)
                    .as("broken behind %s", stanza.substring(0, cut))
                    .isThrownBy(parser::endStanza);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!-- c -->", "<?pi c?>", "<!DOCTYPE a>"})
    void endStanza_whenSomethingForbiddenIsInTheRestOfARefusedStanza_breaks(String forbidden) throws Exception {
        GridXmlPullParser parser = stanza("<d>".repeat(30) + forbidden + "</d>".repeat(30) + "<b/>");
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(parser::endStanza)
                .withMessageContaining("RFC 6120 §11.1");
        assertThat(parser.isBroken()).isTrue();
    }

    /** Nobody above has said that it is a stanza: Smack reads it, and can't do without it. */
    @Test
    void next_whenWhatSmackReadsIsBeyondALimit_endsTheStream() throws Exception {
        GridXmlPullParser parser = parser("<features>" + "<d>".repeat(30));
        assertThatExceptionOfType(StanzaTooBigException.class)
                .isThrownBy(() -> {
                    while (parser.next() != XmlPullParser.Event.END_DOCUMENT) {
                        assertThat(parser.getDepth()).isLessThanOrEqualTo(20);
                    }
                })
                .satisfies(e -> assertThat(e.limit()).isEqualTo("depth"));
        assertThat(parser.isBroken()).isTrue();
    }

    private static String attributes(int count) {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < count; i++) {
            attributes.append(" a").append(i).append("=''");
        }
        return attributes.toString();
    }

    @Test
    void read_whenStanzaIsAsLargeAsTheLimit_passes() throws Exception {
        String text = "x".repeat(9_990);
        GridXmlPullParser parser =
                parser(("<aa>" + text + "</aa>").repeat(50), LIMITS.withStanzaChars(9_999), new Random(1));
        parser.next();
        for (int i = 0; i < 50; i++) {
            parser.next();
            parser.beginStanza();
            assertThat(parser.nextText()).hasSize(9_990);
            parser.endStanza();
        }
    }

    @Test
    void read_whenStanzaIsLarger_breaksNamingTheLimit() throws Exception {
        GridXmlPullParser parser =
                parser("<a>" + "x".repeat(100_000) + "</a>", LIMITS.withStanzaChars(50_000), new Random(1));
        parser.next();
        parser.next();
        parser.beginStanza();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(parser::nextText)
                .withMessageContaining("50000 characters (GridLimits.stanzaChars)");
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(parser::endStanza)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(WireException.Kind.TOO_BIG));
    }

    /** What Aalto keeps of names is thrown away now and then; whatever the pieces are that the network delivers. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void renewal_whenTheStreamIsLong_isNotSeenByReaders(long seed) throws Exception {
        int stanzas = 8000;
        StringBuilder xml = new StringBuilder();
        for (int i = 0; i < stanzas; i++) {
            xml.append("<m")
                    .append(i)
                    .append(" id='")
                    .append(i)
                    .append("'><q:n")
                    .append(i)
                    .append(">")
                    .append("&lt;\r\n\u00E4\uD83D\uDE00".repeat(i % 97))
                    .append("</q:n")
                    .append(i)
                    .append("></m")
                    .append(i)
                    .append(i % 3 == 0 ? "> \n" : ">");
        }
        xml.append("</s:stream>");
        assertThat(xml.length()).isGreaterThan(2 * GridXmlPullParser.RENEW_AFTER_CHARS);
        GridXmlPullParser parser = parser(xml.toString(), LIMITS.withStanzaChars(100_000), new Random(seed));
        parser.next();
        for (int i = 0; i < stanzas; i++) {
            assertThat(parser.next()).isEqualTo(START_ELEMENT);
            parser.beginStanza();
            assertThat(parser.getName()).isEqualTo("m" + i);
            assertThat(parser.getNamespace()).isEqualTo("jabber:client");
            assertThat(parser.getAttributeValue("", "id")).isEqualTo(Integer.toString(i));
            if (i % 2 == 0) {
                assertThat(parser.next()).isEqualTo(START_ELEMENT);
                assertThat(parser.getNamespace()).isEqualTo("urn:q");
                assertThat(parser.nextText()).isEqualTo("<\n\u00E4\uD83D\uDE00".repeat(i % 97));
            }
            parser.endStanza();
            assertThat(parser.getDepth()).isEqualTo(2);
        }
        assertThat(parser.next()).isEqualTo(END_ELEMENT);
        assertThat(parser.getNamespace()).isEqualTo("http://etherx.jabber.org/streams");
        assertThat(parser.getDepth()).isEqualTo(1);
    }

    @Test
    void factory_whenTheReaderIsNotOurs_givesTheParserThatWasThereBefore() throws Exception {
        Class<?> before = PacketParserUtils.getParserFor("<a/>").getClass();
        GridXmlPullParserFactory.install();
        GridXmlPullParserFactory.install();
        assertThat(PacketParserUtils.getParserFor("<a/>").getClass())
                .isEqualTo(before)
                .isNotEqualTo(GridXmlPullParser.class);
        assertThat(SmackXmlParser.newXmlParser(new StanzaReader(new StringReader("<a/>"), LIMITS, why -> {})))
                .isInstanceOf(GridXmlPullParser.class);
    }

    private GridXmlPullParser stanza(String xml) throws Exception {
        GridXmlPullParser parser = parser(xml);
        parser.next();
        parser.next();
        parser.beginStanza();
        return parser;
    }

    private GridXmlPullParser parser(String xml) throws Exception {
        return parser(xml, LIMITS, new Random(0));
    }

    private GridXmlPullParser parser(String xml, GridLimits limits, Random pieces) throws Exception {
        Reader network = new FilterReader(new StringReader(STREAM + xml)) {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 1 + pieces.nextInt(5000)));
            }
        };
        return new GridXmlPullParser(new StanzaReader(network, limits, unseen::add));
    }
}
