package org.xmppgrid.iodef;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xmlunit.assertj3.XmlAssert;
import org.xmppgrid.iodef.model.Address;
import org.xmppgrid.iodef.model.Contact;
import org.xmppgrid.iodef.model.Email;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Flow;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.model.IndicatorExpression;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.model.IodefSystem;
import org.xmppgrid.iodef.model.NodeRole;
import org.xmppgrid.iodef.model.Observable;
import org.xmppgrid.iodef.model.ObservableReference;
import org.xmppgrid.iodef.model.Service;
import org.xmppgrid.iodef.value.AddressCategory;
import org.xmppgrid.iodef.value.ContactRole;
import org.xmppgrid.iodef.value.ContactType;
import org.xmppgrid.iodef.value.IncidentPurpose;
import org.xmppgrid.iodef.value.IodefNumber;
import org.xmppgrid.iodef.value.IodefTime;
import org.xmppgrid.iodef.value.Restriction;
import org.xmppgrid.iodef.value.SystemCategory;

import static org.assertj.core.api.Assertions.assertThat;

/** What a sensor writes and a connector reads, as their authors would write it. */
class HelloIncidentTest {

    private static IodefDocument minimal() {
        return IodefDocument.builder()
                .withLang("en")
                .addIncident()
                .withPurpose(IncidentPurpose.REPORTING)
                .withRestriction(Restriction.PRIVATE)
                .withIncidentId()
                .withName("csirt.example.com")
                .withValue("492382")
                .end()
                .withGenerationTime(IodefTime.of(OffsetDateTime.parse("2015-07-18T09:00:00-05:00")))
                .addContact()
                .withType(ContactType.ORGANIZATION)
                .withRole(ContactRole.CREATOR)
                .addEmail()
                .withEmailTo("contact@csirt.example.com")
                .end()
                .end()
                .end()
                .build();
    }

    @Test
    void build_whenTheMinimalReportIsMade_thenIsThatOfTheRfc() {
        String rfc = Documents.text(Documents.MINIMAL).replaceAll("(?s)xmlns:xsi=.*?iodef-2.0.xsd\"", "");

        XmlAssert.assertThat(Iodef.write(minimal()))
                .and(rfc)
                .ignoreComments()
                .ignoreWhitespace()
                .areIdentical();
    }

    @Test
    void time_whenTheIncidentSaysWhenItWasGenerated_thenIsThat() {
        assertThat(Iodef.DOCUMENT.time(minimal())).contains(Instant.parse("2015-07-18T14:00:00Z"));
    }

    @Test
    void time_whenTheTimeHasNoZone_thenIsUnknown() {
        IodefDocument document =
                Iodef.read(Iodef.write(minimal()).replace("2015-07-18T09:00:00-05:00", "2015-07-18T09:00:00"));

        assertThat(document.getIncident().get(0).getGenerationTime().instant()).isEmpty();
        assertThat(Iodef.DOCUMENT.time(document)).isEmpty();
    }

    @Test
    void get_whenTheMinimalReportIsRead_thenGivesWhatItSays() {
        Incident incident = Iodef.read(Iodef.write(minimal())).getIncident().get(0);

        assertThat(incident.getIncidentId().getName()).isEqualTo("csirt.example.com");
        assertThat(incident.getIncidentId().getValue().strip()).isEqualTo("492382");
        assertThat(incident.getPurpose()).isEqualTo(IncidentPurpose.REPORTING);
        assertThat(incident.getRestriction()).isEqualTo(Restriction.PRIVATE);
        assertThat(incident.getGenerationTime().instant()).contains(Instant.parse("2015-07-18T14:00:00Z"));
        assertThat(incident.getDetectTime()).isNull();
        Contact contact = incident.getContact().get(0);
        assertThat(contact.getRole()).isEqualTo(ContactRole.CREATOR);
        assertThat(contact.getEmail()).extracting(Email::getEmailTo).containsExactly("contact@csirt.example.com");
    }

    @Test
    void build_whenAReportGetsAFlow_thenCopiesTheRest() {
        Incident incident = minimal()
                .getIncident()
                .get(0)
                .newCopyBuilder()
                .addDescription()
                .withLang("en")
                .withValue("Telnet scan")
                .end()
                .addEventData()
                .addFlow()
                .addSystem()
                .withCategory(SystemCategory.SOURCE)
                .withNode()
                .addAddress()
                .withCategory(AddressCategory.IPV4_ADDR)
                .withValue("192.0.2.104")
                .end()
                .end()
                .addService()
                .withIpProtocol(IodefNumber.of(6))
                .withPort(IodefNumber.of(23))
                .end()
                .end()
                .end()
                .end()
                .build();

        assertThat(incident.getIncidentId())
                .isEqualTo(minimal().getIncident().get(0).getIncidentId());
        assertThat(flowLines(incident.getEventData())).containsExactly("source 192.0.2.104 port 23");
    }

    @Test
    void get_whenADdosReportIsRead_thenGivesEachSystemOfTheFlow() {
        Incident incident =
                Iodef.read(Documents.text(Documents.DDOS)).getIncident().get(0);

        assertThat(flowLines(incident.getEventData()))
                .containsExactly(
                        "source 192.0.2.104 port 1337",
                        "source 192.0.2.106 port 1337",
                        "source 198.51.100.0/24 port 1337",
                        "source 2001:db8:dead:beef::1 port 1337",
                        "target 203.0.113.1 port 80",
                        "sensor");
    }

    @Test
    void get_whenAMalwareReportIsRead_thenGivesEachObservableOfItsIndicators() {
        Incident incident = Iodef.read(Documents.text("rfc8274-B.4-malware.xml"))
                .getIncident()
                .get(0);

        assertThat(flowLines(incident.getEventData())).contains("source 203.0.113.100 [c2-server] port 8080");
        assertThat(indicatorLines(incident))
                .contains(
                        "ind-91011: site-uri http://foo.example.com:12345/evil/cc.php",
                        "ind-91011: ipv4-addr 192.0.2.1");
    }

    @Test
    void get_whenEventsAreNested_thenTheirFlowsAreReached() {
        Incident incident = Iodef.read(Documents.text("rfc8274-B.5-iot-malware.xml"))
                .getIncident()
                .get(0);

        assertThat(flowLines(incident.getEventData()))
                .contains("source 192.0.2.210 [camera] port 23", "target 198.51.100.94 [honeypot] port 23");
    }

    private static List<String> flowLines(List<EventData> events) {
        List<String> lines = new ArrayList<>();
        for (EventData event : events) {
            for (Flow flow : event.getFlow()) {
                for (IodefSystem system : flow.getSystem()) {
                    lines.add(line(system));
                }
            }
            lines.addAll(flowLines(event.getEventData()));
        }
        return lines;
    }

    private static String line(IodefSystem system) {
        StringBuilder line = new StringBuilder(system.getCategory().token());
        if (system.getNode() != null) {
            for (Object child : system.getNode().getAddressesAndDomains()) {
                if (child instanceof Address address) {
                    line.append(' ').append(address.getValue().strip());
                }
            }
        }
        for (NodeRole role : system.getNodeRole()) {
            line.append(" [").append(role.getCategory()).append(']');
        }
        for (Service service : system.getService()) {
            line.append(" port ").append(service.getPort());
        }
        return line.toString();
    }

    private static List<String> indicatorLines(Incident incident) {
        List<String> lines = new ArrayList<>();
        for (Indicator indicator : incident.getIndicatorData().getIndicator()) {
            String id = indicator.getIndicatorId().getValue().strip();
            if (indicator.getObservable() != null) {
                add(lines, id, indicator.getObservable());
            } else if (indicator.getIndicatorExpression() != null) {
                add(lines, id, indicator.getIndicatorExpression());
            }
        }
        return lines;
    }

    private static void add(List<String> lines, String id, IndicatorExpression expression) {
        for (Object term : expression.getTerms()) {
            if (term instanceof IndicatorExpression inner) {
                add(lines, id, inner);
            } else if (term instanceof Observable observable) {
                add(lines, id, observable);
            } else if (term instanceof ObservableReference reference) {
                lines.add(id + ": see " + reference.getUidRef());
            }
        }
    }

    private static void add(List<String> lines, String id, Observable observable) {
        if (observable.getAddress() != null) {
            Address address = observable.getAddress();
            lines.add(
                    id + ": " + address.getCategory() + " " + address.getValue().strip());
        } else if (observable.getBulkObservable() != null) {
            observable
                    .getBulkObservable()
                    .getBulkObservableList()
                    .lines()
                    .map(String::strip)
                    .filter(l -> !l.isEmpty())
                    .forEach(l ->
                            lines.add(id + ": " + observable.getBulkObservable().getType() + " " + l));
        }
    }
}
