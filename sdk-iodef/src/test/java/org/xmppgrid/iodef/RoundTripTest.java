package org.xmppgrid.iodef;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xmlunit.assertj3.XmlAssert;
import org.xmppgrid.iodef.model.IodefDocument;

import static org.assertj.core.api.Assertions.assertThat;

class RoundTripTest {

    static List<String> documents() {
        return Documents.ALL;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void write_whenTheDocumentWasRead_thenGivesTheSameXml(String name) {
        String original = withLanguage(Documents.text(name));

        String written = Iodef.write(Iodef.read(original));

        XmlAssert.assertThat(written)
                .and(original)
                .ignoreComments()
                .normalizeWhitespace()
                .areSimilar();
    }

    /** RFC 8274's examples have no language, and something without one is written as of an undetermined one. */
    private static String withLanguage(String xml) {
        return xml.matches("(?s).*<IODEF-Document[^>]*xml:lang=.*")
                ? xml
                : xml.replace("<IODEF-Document ", "<IODEF-Document xml:lang=\"und\" ");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void read_whenTheDocumentWasWritten_thenIsEqual(String name) {
        IodefDocument document = Iodef.read(withLanguage(Documents.text(name)));

        IodefDocument again = Iodef.read(Iodef.write(document));

        assertThat(again).isEqualTo(document).hasSameHashCodeAs(document);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void write_whenTheDocumentWasRead_thenHasNoNamespaceThatIsNotUsed(String name) {
        String written = Iodef.write(Iodef.read(Documents.text(name)));

        assertThat(written).contains("xmlns");
        var declarations = Pattern.compile("xmlns:([a-z0-9]+)=").matcher(written);
        while (declarations.find()) {
            assertThat(written).containsPattern("[<\\s]" + declarations.group(1) + ":");
        }
    }

    @Test
    void write_whenToAStream_thenGivesTheTextInUtf8() {
        IodefDocument document =
                Iodef.read(Documents.withAssessment("<Description>Größe 大 \uD83D\uDE00</Description>"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Iodef.write(document, out);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(Iodef.write(document));
    }
}
