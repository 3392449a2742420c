package org.xmppgrid.iodef;

import java.util.List;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.strict.StrictSchemas;

import static org.assertj.core.api.Assertions.assertThat;

/** The schemas as their RFCs print them, of both versions, asked of the JDK and not of us. */
final class StrictSchema {
    private StrictSchema() {}

    static void assertValid(IodefDocument document) {
        assertThat(errors(Iodef.write(document))).isEmpty();
    }

    /** What the schema has against a document; empty when it is valid. */
    static List<String> errors(String xml) {
        return StrictSchemas.errors(xml);
    }
}
