package org.xmppgrid.samples;

import java.util.List;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.ValidationPolicy;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.sdk.Grid;
import org.xmppgrid.sdk.Topic;

/** The code of docs/validation.md. */
final class ValidationSnippets {
    private ValidationSnippets() {}

    static void findings(IodefDocument document) {
        List<Finding> findings = Iodef.validate(document);
        for (Finding finding : findings) {
            if (finding.severity() == Finding.Severity.ERROR) {
                System.out.println(finding.path() + ": " + finding.message() + " " + finding.clause());
            }
        }
    }

    static void policy(Grid grid, IodefDocument document) {
        Topic<IodefDocument> topic = grid.topic("MILEHost", Iodef.document(ValidationPolicy.WARN));
        topic.publish(document);
    }
}
