package org.xmppgrid.smack.internal.xmpp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xmppgrid.sdk.RawPayload;

import static org.assertj.core.api.Assertions.assertThat;

class ContentHashTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<a xmlns='urn:x' b='1' c='2'/> ~ <a c='2' b='1' xmlns='urn:x'></a>",
                "<a xmlns='urn:x'><b>t</b></a> ~ <n:a xmlns:n='urn:x'><n:b>t</n:b></n:a>",
                "<a xmlns='urn:x'/> ~ <a xmlns='urn:x' xmlns:unused='urn:y'/>",
                "<a xmlns='urn:x'>t&amp;u</a> ~ <a xmlns='urn:x'>t<![CDATA[&]]>u</a>",
                "<a xmlns:p='urn:x' p:b='1'/> ~ <a xmlns:q='urn:x' q:b='1'/>"
            })
    void of_whenOnlyTheLettersDiffer_thenTheSame(String one, String other) {
        assertThat(ContentHash.of(RawPayload.of(one))).isEqualTo(ContentHash.of(RawPayload.of(other)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<a xmlns='urn:x'/> ~ <a xmlns='urn:y'/>",
                "<a b='1'/> ~ <a b='2'/>",
                "<a b='1'/> ~ <a c='1'/>",
                "<a><b/><c/></a> ~ <a><c/><b/></a>",
                "<a><b/><c/></a> ~ <a><b><c/></b></a>",
                "<a>bc</a> ~ <a>b</a>",
                "<a><b>c</b></a> ~ <a>c<b/></a>",
                "<a> </a> ~ <a/>"
            })
    void of_whenTheContentDiffers_thenAnother(String one, String other) {
        assertThat(ContentHash.of(RawPayload.of(one))).isNotEqualTo(ContentHash.of(RawPayload.of(other)));
    }

    @Test
    void of_whenThereIsNoXml_thenByTheName() {
        assertThat(ContentHash.of(new RawPayload("urn:x", "a", "")))
                .isEqualTo(ContentHash.of(new RawPayload("urn:x", "a", "")))
                .isNotEqualTo(ContentHash.of(new RawPayload("urn:x", "b", "")));
    }
}
