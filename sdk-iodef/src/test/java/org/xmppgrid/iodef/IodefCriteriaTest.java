package org.xmppgrid.iodef;

import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.sdk.TopicFilter;

import static org.assertj.core.api.Assertions.assertThat;

class IodefCriteriaTest {

    @Test
    void values_whenTheDocumentSaysThem_thenOfAllIncidentsAndEvents() {
        IodefDocument document = document("""
                <Incident purpose="mitigation" restriction="green">%s
                  <Assessment><IncidentCategory> worm </IncidentCategory><SystemImpact type="other" severity="low"/>\
                </Assessment>
                  <EventData><EventData><Assessment><BusinessImpact type="other" severity="high"/></Assessment></EventData>\
                </EventData>
                </Incident>
                <Incident purpose="ext-value" ext-purpose="drill">%s
                  <Assessment><BusinessImpact type="other" severity="ext-value" ext-severity="dire"/>\
                <IntendedImpact type="other" severity="medium"/></Assessment>
                </Incident>""");

        assertThat(IodefCriteria.PURPOSE.values().apply(document)).containsExactlyInAnyOrder("mitigation", "drill");
        assertThat(IodefCriteria.RESTRICTION.values().apply(document)).containsExactlyInAnyOrder("green", "private");
        assertThat(IodefCriteria.SEVERITY.values().apply(document)).containsExactlyInAnyOrder("low", "high", "dire");
        assertThat(IodefCriteria.CATEGORY.values().apply(document)).containsExactly("worm");
        assertThat(IodefCriteria.all()
                        .matches(
                                TopicFilter.of("severity", "high")
                                        .and("category", "worm")
                                        .and("restriction", "green")
                                        .and("purpose", "mitigation"),
                                document))
                .isTrue();
    }

    @Test
    void values_whenTheDocumentSaysNothing_thenPrivateAndOtherwiseNone() {
        IodefDocument document = document("<Incident purpose=\"reporting\">%s</Incident>");

        assertThat(IodefCriteria.RESTRICTION.values().apply(document)).containsExactly("private");
        assertThat(IodefCriteria.SEVERITY.values().apply(document)).isEmpty();
        assertThat(IodefCriteria.CATEGORY.values().apply(document)).isEmpty();
    }

    private static IodefDocument document(String incidents) {
        String mandatory = "<IncidentID name=\"csirt.example.com\">1</IncidentID>"
                + "<GenerationTime>2015-07-18T09:00:00-05:00</GenerationTime>"
                + "<Contact type=\"organization\" role=\"creator\"><ContactName>CSIRT</ContactName></Contact>";
        return Iodef.read("<IODEF-Document version=\"2.00\" xml:lang=\"en\""
                + " xmlns=\"urn:ietf:params:xml:ns:iodef-2.0\">" + incidents.replace("%s", mandatory)
                + "</IODEF-Document>");
    }
}
