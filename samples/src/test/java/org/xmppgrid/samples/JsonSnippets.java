package org.xmppgrid.samples;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.json.IodefJson;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;

/** The code of the guide to JSON, compiled. */
final class JsonSnippets {
    private static final Logger log = LoggerFactory.getLogger(JsonSnippets.class);

    private JsonSnippets() {}

    static void json() {
        IodefDocument report = Iodef.read(Path.of("incident.xml"));
        for (Finding loss : IodefJson.losses(report)) {
            log.info("JSON will not say this: {}", loss);
        }
        String json = IodefJson.write(report);

        IodefDocument received = IodefJson.read(json);
        received.findings().forEach(finding -> log.warn("Odd in what was received: {}", finding));
    }
}
