package org.xmppgrid.iodef.strict;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the properties are tried with: that it is worth trying. */
class GrownDocumentsTest {
    private static final int DOCUMENTS = 6_000;
    private static final int DECISIONS = 400;

    @Test
    void grow_whenThereAreManyDocuments_thenEveryElementOccursAndAllAreValid() {
        Random random = new Random(7970);
        Set<QName> names = new HashSet<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            int[] numbers = random.ints(random.nextInt(DECISIONS), 0, 1 << 16).toArray();
            XmlNode document = DocumentGrower.grow(new RandomDecisions(new Choices(numbers)));
            document.all().forEach(node -> names.add(node.name));
            if (i % 60 == 0) {
                assertThat(StrictSchemas.errors(document.toXml())).isEmpty();
            }
        }

        Set<QName> missing = new HashSet<>(Grammar.published().globals(StrictSchemas.IODEF));
        missing.removeAll(names);
        assertThat(missing).isEmpty();
    }

    @Test
    void grow_whenThereIsNothingLeftToDecide_thenIsTheSmallestDocument() {
        XmlNode document = DocumentGrower.grow(new RandomDecisions(new Choices()));

        assertThat(document.all().map(node -> node.name.getLocalPart()))
                .containsExactly("IODEF-Document", "Incident", "IncidentID", "GenerationTime", "Contact");
    }

    @Test
    void errors_whenADocumentIsNotValid_thenSaysSo() {
        XmlNode document = DocumentGrower.grow(new RandomDecisions(new Choices()));

        assertThat(StrictSchemas.errors(document.toXml().replace(" purpose=\"traceback\"", "")))
                .anyMatch(error -> error.contains("purpose"));
    }
}
