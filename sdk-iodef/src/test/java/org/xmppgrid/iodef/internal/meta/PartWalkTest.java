package org.xmppgrid.iodef.internal.meta;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;

import static org.assertj.core.api.Assertions.assertThat;

class PartWalkTest {
    private static final String XML = "<IODEF-Document version=\"2.00\" xml:lang=\"en\""
            + " xmlns=\"urn:ietf:params:xml:ns:iodef-2.0\"><Incident purpose=\"reporting\">"
            + "<IncidentID name=\"csirt.example.com\">1</IncidentID>"
            + "<GenerationTime>2015-07-18T09:00:00-05:00</GenerationTime>"
            + "<Assessment><SystemImpact/><TimeImpact metric=\"labor\">5</TimeImpact><SystemImpact/></Assessment>"
            + "<Method><sci:Weakness xmlns:sci=\"urn:ietf:params:xml:ns:iodef-sci-1.0\" SpecID=\"a\"/></Method>"
            + "<Contact role=\"creator\" type=\"person\"/></Incident></IODEF-Document>";

    @Test
    void walk_whenADocumentHasParts_thenNamesEachInItsOrder() {
        IodefDocument document = Iodef.read(XML);
        List<String> paths = new ArrayList<>();

        PartWalk.walk(document, PartPath.root(), new PartWalk.Visitor() {
            @Override
            public boolean enter(Object part, PartPath path) {
                paths.add(path.toString());
                return true;
            }

            @Override
            public void value(Object owner, ModelProperty property, Object value, PartPath path) {
                paths.add(path + "=" + value);
            }
        });

        String incident = "/IODEF-Document/Incident[1]";
        assertThat(paths)
                .containsExactly(
                        "/IODEF-Document",
                        incident,
                        incident + "/IncidentID",
                        incident + "/GenerationTime=2015-07-18T09:00:00-05:00",
                        incident + "/Assessment[1]",
                        incident + "/Assessment[1]/SystemImpact[1]",
                        incident + "/Assessment[1]/TimeImpact[1]",
                        incident + "/Assessment[1]/SystemImpact[2]",
                        incident + "/Method[1]",
                        incident + "/Method[1]/sci:Weakness[1]",
                        incident + "/Contact[1]");
    }
}
