package org.xmppgrid.iodef.strict;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold for every valid document, tried with documents that nobody would think of. */
class ValidDocumentsTest {

    @Provide
    Arbitrary<XmlNode> documents() {
        return Samples.validDocuments();
    }

    @Property(tries = 400)
    void write_whenADocumentIsBuilt_thenIsValidAndSaysTheSame(@ForAll("documents") XmlNode document) {
        String written = Iodef.write(ModelMaker.make(document));

        assertThat(StrictSchemas.errors(written)).isEmpty();
        SameXml.assertSame(written, document.toXml());
    }

    @Property(tries = 400)
    void read_whenADocumentWasWritten_thenIsEqual(@ForAll("documents") XmlNode document) {
        IodefDocument built = ModelMaker.make(document);
        String written = Iodef.write(built);

        IodefDocument read = Iodef.read(written);

        assertThat(read).isEqualTo(built).hasSameHashCodeAs(built);
        assertThat(Iodef.write(read)).isEqualTo(written);
        assertThat(read.findings()).noneMatch(SameXml::isLoss);
    }

    @Property(tries = 400)
    void read_whenSomebodyElseWroteTheDocument_thenIsEqual(@ForAll("documents") XmlNode document) {
        IodefDocument read = Iodef.read(document.toXml());

        assertThat(read).isEqualTo(ModelMaker.make(document));
        SameXml.assertSame(Iodef.write(read), document.toXml());
    }
}
