package org.xmppgrid.testkit.internal.proxy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ElementCutterTest {

    private static final List<String> STREAM = List.of(
            "<?xml version='1.0'?><stream:stream a='>' b=\"'/>\">",
            "<stream:features><a/><b>text<c x='/'>é</c></b></stream:features>",
            " <empty/>",
            "<m><![CDATA[</m> ' ]] >]]><n/></m>",
            "<?xml version='1.0'?><stream:stream>",
            "<success/>",
            "</stream:stream>");

    @Test
    void cut_whenAllComesAtOnce_thenTheElementsOnTop() {
        ElementCutter cutter = new ElementCutter();
        String all = String.join("", STREAM);
        assertThat(cutter.cut(all.toCharArray(), all.length())).isEqualTo(STREAM);
        assertThat(cutter.rest()).isEmpty();
    }

    @Test
    void cut_whenItComesCharacterByCharacter_thenTheSame() {
        ElementCutter cutter = new ElementCutter();
        List<String> pieces = new ArrayList<>();
        for (char one : String.join("", STREAM).toCharArray()) {
            pieces.addAll(cutter.cut(new char[] {one}, 1));
        }
        assertThat(pieces).isEqualTo(STREAM);
    }

    @Test
    void rest_whenAnElementIsOpen_thenItsBeginning() {
        ElementCutter cutter = new ElementCutter();
        assertThat(cutter.cut("<a><b/>".toCharArray(), 7)).isEmpty();
        assertThat(cutter.rest()).isEqualTo("<a><b/>");
    }
}
