package org.xmppgrid.samples;

import java.nio.file.Path;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.sdk.Topic;

/** The code of the guide on version 1, compiled. */
final class UpgradeSnippets {
    private UpgradeSnippets() {}

    static void upgrade(Topic<IodefDocument> topic) {
        IodefDocument report = Iodef.readV1(Path.of("report-v1.xml"));
        report.findings().forEach(System.out::println);
        if (Iodef.validate(report).stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR)) {
            topic.publish(report);
        }
    }
}
