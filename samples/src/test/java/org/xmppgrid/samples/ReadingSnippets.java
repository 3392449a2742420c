package org.xmppgrid.samples;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.IodefReader;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;
import org.xmppgrid.sdk.GridPayloadException;

/** The blocks of docs/incidents.md about reading. */
final class ReadingSnippets {
    private static final Logger log = LoggerFactory.getLogger(ReadingSnippets.class);

    private ReadingSnippets() {}

    static void findings(Path file) {
        IodefDocument document = Iodef.read(file);
        for (Finding finding : document.findings()) {
            if (finding.severity() == Finding.Severity.ERROR) {
                log.info("{} at {}", finding.rule(), finding.path());
            }
        }
    }

    static Optional<IodefDocument> strict(InputStream in) {
        IodefReader careful = Iodef.reader().strict().maxElements(5_000).maxBytes(1_000_000);
        try {
            return Optional.of(careful.read(in));
        } catch (GridPayloadException e) {
            log.warn("{} {}", e.getMessage(), IodefReader.findingsOf(e));
            return Optional.empty();
        }
    }
}
