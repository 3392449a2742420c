package org.xmppgrid.iodef.value;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ValuesTest {

    @Test
    void token_whenItIsListed_thenIsTheConstant() {
        assertThat(Restriction.of(" need-to-know\n")).isSameAs(Restriction.NEED_TO_KNOW);
        assertThat(Restriction.NEED_TO_KNOW.isKnown()).isTrue();
    }

    @Test
    void token_whenItIsNotListed_thenIsAValueOfItsOwn() {
        assertThat(Restriction.of("amber-strict")).isEqualTo(Restriction.of("amber-strict"));
        assertThat(Restriction.of("amber-strict").isKnown()).isFalse();
    }

    @Test
    void token_whenTheRegistryDiffers_thenIsNotEqual() {
        assertThat(Severity.LOW).isNotEqualTo(BusinessImpactSeverity.LOW);
    }

    @Test
    void number_whenItIsANumber_thenHasAValue() {
        assertThat(IodefNumber.of("0017").decimal()).contains(new BigDecimal("17"));
        assertThat(IodefNumber.of("0017").text()).isEqualTo("0017");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http",
                "INF",
                "NaN",
                "",
                "1e999999999",
                "1111111111111111111111111111111111111111111111111111111111111111111111"
            })
    void number_whenItHasNoUsableValue_thenIsKeptAsText(String text) {
        assertThat(IodefNumber.of(text).decimal()).isEmpty();
        assertThat(IodefNumber.of(text).text()).isEqualTo(text);
    }

    @Test
    void binary_whenItIsFolded_thenGivesTheBytes() {
        assertThat(IodefBinary.of("AQ\n ID").bytes()).contains(new byte[] {1, 2, 3});
        assertThat(IodefBinary.of(new byte[] {1, 2, 3}).text()).isEqualTo("AQID");
    }

    @Test
    void binary_whenItIsNoBase64_thenIsKeptAsText() {
        assertThat(IodefBinary.of("0x?").bytes()).isEmpty();
        assertThat(IodefBinary.of("0x?").text()).isEqualTo("0x?");
    }

    @Test
    void binary_whenShown_thenShowsNoContent() {
        assertThat(IodefBinary.of("AQID").toString()).isEqualTo("IodefBinary[4 characters]");
    }

    @Test
    void foreignElement_whenParsed_thenStandsOnItsOwn() {
        ForeignElement element = ForeignElement.of(
                "<?xml version='1.0'?><!-- x --><a:b xmlns:a='urn:a' c='\"&#10;'><d>1 &lt; 2</d><!-- y --></a:b>");

        assertThat(element.xml()).isEqualTo("<a:b xmlns:a=\"urn:a\" c=\"&quot;&#10;\"><d>1 &lt; 2</d></a:b>");
        assertThat(element.namespace()).isEqualTo("urn:a");
        assertThat(element.localName()).isEqualTo("b");
        assertThat(ForeignElement.of(element.xml())).isEqualTo(element).hasSameHashCodeAs(element);
    }

    @Test
    void foreignElement_whenNamespacesAreRebound_thenKeepsEach() {
        String xml =
                "<a xmlns=\"urn:a\"><b xmlns=\"\"><c xmlns=\"urn:c\"/></b><p:d xmlns:p=\"urn:d\"><p:e xmlns:p=\"urn:e\"/></p:d></a>";

        assertThat(ForeignElement.of(xml).xml()).isEqualTo(xml);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "<a>", "<a/><b/>", "<a:b/>", "<!DOCTYPE a []><a/>", "<a>&b;</a>"})
    void foreignElement_whenNotOneWellFormedElement_thenIsRefused(String xml) {
        assertThatThrownBy(() -> ForeignElement.of(xml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("xml: ");
    }

    @Test
    void foreignElement_whenShown_thenShowsNoContent() {
        assertThat(ForeignElement.of("<a xmlns=\"urn:a\">secret</a>").toString())
                .isEqualTo("ForeignElement[{urn:a}a]");
    }
}
