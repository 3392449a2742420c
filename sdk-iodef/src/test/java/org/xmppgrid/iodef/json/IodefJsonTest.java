package org.xmppgrid.iodef.json;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Finding;

class IodefJsonTest {
    static Stream<String> documents() {
        return JsonDocuments.XML.stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void dump(String name) {
        IodefDocument document = Iodef.read(JsonDocuments.xml(name));
        String json = IodefJson.write(document);
        IodefDocument again = IodefJson.read(json);
        List<Finding> losses = IodefJson.losses(document);
        System.out.println("=== " + name + " equal " + again.equals(document) + "\n" + json + "\nSCHEMA "
                + JsonDocuments.schemaErrors(json) + "\nLOSSES " + losses + "\nFINDINGS " + again.findings());
    }
}
