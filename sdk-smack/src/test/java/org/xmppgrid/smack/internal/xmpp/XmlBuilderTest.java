package org.xmppgrid.smack.internal.xmpp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class XmlBuilderTest {

    @Test
    void attribute_whenValueWouldEndIt_thenEscaped() {
        assertThat(new XmlBuilder()
                        .start("a")
                        .attribute("b", "x'/><inject>&\n\t\r")
                        .end("a")
                        .toString())
                .isEqualTo("<a b='x&apos;/&gt;&lt;inject&gt;&amp;&#10;&#9;&#13;'/>");
    }

    @Test
    void text_whenItLooksLikeMarkup_thenEscaped() {
        assertThat(new XmlBuilder().element("a", "]]></a><b/>&amp;'\n").toString())
                .isEqualTo("<a>]]&gt;&lt;/a&gt;&lt;b/&gt;&amp;amp;'\n</a>");
    }

    @Test
    void text_whenBeyondTheBasicPlane_thenKept() {
        assertThat(new XmlBuilder().element("a", "\uD83D\uDD12 ü \uFFFD").toString())
                .isEqualTo("<a>\uD83D\uDD12 ü \uFFFD</a>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u0001", "\u001F", "\uD800", "\uDC00x", "x\uD800", "\uFFFE", "\uFFFF"})
    void text_whenNotACharacterOfXml_thenRefusedWithItsPosition(String text) {
        assertThatThrownBy(() -> new XmlBuilder().element("a", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("U+")
                .hasMessageContaining("position");
    }
}
