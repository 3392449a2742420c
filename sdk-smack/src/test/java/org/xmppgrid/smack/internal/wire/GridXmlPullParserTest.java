package org.xmppgrid.smack.internal.wire;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Random;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.xml.SmackXmlParser;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jivesoftware.smack.xml.XmlPullParser.Event.END_ELEMENT;
import static org.jivesoftware.smack.xml.XmlPullParser.Event.START_ELEMENT;
import static org.jivesoftware.smack.xml.XmlPullParser.Event.TEXT_CHARACTERS;

class GridXmlPullParserTest {
    private static final String STREAM =
            "<s:stream xmlns:s='http://etherx.jabber.org/streams' xmlns='jabber:client' xmlns:q='urn:q'>";

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
    void nextText_whenCommentsReferencesAndCdataAreInIt_givesOneText() throws Exception {
        GridXmlPullParser parser = stanza("<a>x&amp;<!-- no -->y<![CDATA[<z>]]><?pi no?>&#x41;</a>");
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
                "<s:stream xmlns:s='urn:s'><a></b>",
                "<s:stream xmlns:s='urn:s'><a b='1' b='2'/>",
                "<s:stream xmlns:s='urn:s'><x:a/>",
                "<s:stream xmlns:s='urn:s'><a"
            })
    void next_whenXmlIsNotForXmpp_breaks(String xml) throws Exception {
        GridXmlPullParser parser = new GridXmlPullParser(new StanzaReader(new StringReader(xml), 1000, 20));
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
        for (int i = 0; i <= GridXmlPullParser.MAX_ATTRIBUTES; i++) {
            xml.append(" a").append(i).append("=''");
        }
        GridXmlPullParser parser = stanza(xml + "/></a><b/>");
        assertThatExceptionOfType(XmlPullParserException.class)
                .isThrownBy(parser::next)
                .withMessageContaining("1000 attributes");
        parser.endStanza();
        assertThat(parser.next()).isEqualTo(START_ELEMENT);
    }

    @Test
    void read_whenStanzaIsAsLargeAsTheLimit_passes() throws Exception {
        String text = "x".repeat(9_990);
        GridXmlPullParser parser = parser(("<aa>" + text + "</aa>").repeat(50), 9_999, 20, new Random(1));
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
        GridXmlPullParser parser = parser("<a>" + "x".repeat(100_000) + "</a>", 50_000, 20, new Random(1));
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
        GridXmlPullParser parser = parser(xml.toString(), 100_000, 20, new Random(seed));
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
        assertThat(SmackXmlParser.newXmlParser(new StanzaReader(new StringReader("<a/>"), 10, 10)))
                .isInstanceOf(GridXmlPullParser.class);
    }

    private static GridXmlPullParser stanza(String xml) throws Exception {
        GridXmlPullParser parser = parser(xml);
        parser.next();
        parser.next();
        parser.beginStanza();
        return parser;
    }

    private static GridXmlPullParser parser(String xml) throws Exception {
        return parser(xml, 1_000_000, 20, new Random(0));
    }

    private static GridXmlPullParser parser(String xml, int limit, int depth, Random pieces) throws Exception {
        Reader network = new FilterReader(new StringReader(STREAM + xml)) {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 1 + pieces.nextInt(5000)));
            }
        };
        return new GridXmlPullParser(new StanzaReader(network, limit, depth));
    }
}
