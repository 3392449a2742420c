package org.xmppgrid.smack.internal.wire;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MarkupTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<a>|1|0",
                "<a/>|0|0",
                "<a />|0|0",
                "<a b='/'/>|0|0",
                "<a b='/'>|1|0",
                "<a b='>' c=\"'/>\" d='\"'|0|3",
                "<a b='x' / c>|1|0",
                "<a><b></b></a >|0|0",
                "</a|0|0",
                "x > y ' \" /> <a|0|0",
                "<a><![CDATA[</a>]]]]><b>|2|0",
                "<a><![CDATA[]]>|1|0",
                "<?xml version='1.0'?><a b='c'|0|1"
            })
    void next_whenReadInAnyPieces_thenDepthAndAttributesAreCounted(String xml, int depth, int attributes) {
        char[] text = xml.toCharArray();
        for (int first = 0; first <= text.length; first++) {
            Markup markup = new Markup(0);
            take(markup, text, 0, first);
            markup = new Markup(markup);
            take(markup, text, first, text.length);

            assertThat(markup.depth()).as("depth, cut at %s", first).isEqualTo(depth);
            assertThat(markup.attributes()).as("attributes, cut at %s", first).isEqualTo(attributes);
            assertThat(markup.isForbidden()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<a><!-- x|true",
                "<a><!DOCTYPE a|true",
                "<a><?pi|true",
                "<a b='<!--'>|false",
                "<a><![CDATA[<!-- |false"
            })
    void isForbidden_whenSomethingRestrictedBegins_thenTrue(String xml, boolean forbidden) {
        Markup markup = new Markup(0);
        take(markup, xml.toCharArray(), 0, xml.length());

        assertThat(markup.isForbidden()).isEqualTo(forbidden);
    }

    private static void take(Markup markup, char[] text, int from, int to) {
        for (int i = markup.pass(text, from, to); i < to; i = markup.pass(text, i + 1, to)) {
            markup.next(text[i]);
        }
    }
}
