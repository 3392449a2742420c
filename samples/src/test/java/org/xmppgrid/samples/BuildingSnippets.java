package org.xmppgrid.samples;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.value.Action;
import org.xmppgrid.iodef.value.BusinessImpactKind;
import org.xmppgrid.iodef.value.ConfidenceRating;
import org.xmppgrid.iodef.value.CounterType;
import org.xmppgrid.iodef.value.CounterUnit;
import org.xmppgrid.iodef.value.DiscoverySource;
import org.xmppgrid.iodef.value.ImpactCompletion;
import org.xmppgrid.iodef.value.IodefNumber;
import org.xmppgrid.iodef.value.IodefTime;
import org.xmppgrid.iodef.value.Occurrence;
import org.xmppgrid.iodef.value.Restriction;
import org.xmppgrid.iodef.value.Severity;
import org.xmppgrid.iodef.value.SystemImpactType;

import static org.xmppgrid.iodef.IndicatorParts.bulk;
import static org.xmppgrid.iodef.IndicatorParts.observable;
import static org.xmppgrid.iodef.Parts.domain;
import static org.xmppgrid.iodef.Parts.file;
import static org.xmppgrid.iodef.Parts.sha256;
import static org.xmppgrid.iodef.Parts.source;
import static org.xmppgrid.iodef.Parts.target;
import static org.xmppgrid.iodef.value.BulkObservableType.DOMAIN_NAME;
import static org.xmppgrid.iodef.value.ContactRole.CREATOR;
import static org.xmppgrid.iodef.value.ContactType.ORGANIZATION;
import static org.xmppgrid.iodef.value.IncidentPurpose.REPORTING;
import static org.xmppgrid.iodef.value.IncidentPurpose.WATCH;

/** The code of docs/building.md, compiled; {@link BuildingSnippetsTest} looks at what it makes. */
final class BuildingSnippets {
    private BuildingSnippets() {}

    static IodefDocument minimal() {
        IodefDocument report = Iodef.incident("csirt.example.com", "492382")
                .purpose(REPORTING)
                .contact(CREATOR, ORGANIZATION, "contact@csirt.example.com")
                .build();
        return report;
    }

    static IodefDocument campaign() {
        IodefDocument report = Iodef.incident("csirt.example.com", "897923")
                .purpose(WATCH)
                .contact(CREATOR, ORGANIZATION, "contact@csirt.example.com", "CSIRT for example.com")
                .restriction(Restriction.GREEN)
                .generationTime(IodefTime.of(OffsetDateTime.parse("2015-10-02T11:18:00-05:00")))
                .description("Summarizes the Indicators of Compromise for the Orange Giraffe campaign"
                        + " of the Aggressive Butterfly crime gang.")
                .threatActor(
                        "TA-12-AGGRESSIVE-BUTTERFLY",
                        "Aggressive Butterfly",
                        "https://csirt.example.com/actors/aggressive-butterfly")
                .campaign("C-2015-59405", "Orange Giraffe")
                .businessImpact(BusinessImpactKind.BREACH_PROPRIETARY)
                .indicator(
                        "G90823490",
                        bulk(
                                DOMAIN_NAME,
                                "kj290023j09r34.example.com",
                                "09ijk23jfj0k8.example.net",
                                "klknjwfjiowjefr923.example.org",
                                "oimireik79msd.example.org"),
                        i -> i.description("C2 domains").startTime(IodefTime.of("2014-12-02T11:18:00-05:00")))
                .build();
        return report;
    }

    static IodefDocument alert(Instant seen, String id) {
        IodefDocument report = Iodef.incident("csirt.example.com", id)
                .purpose(REPORTING)
                .contact(CREATOR, ORGANIZATION, "soc@csirt.example.com")
                .restriction(Restriction.AMBER)
                .detectTime(seen)
                .description("Log4Shell attempt against the web shop")
                .occurrence(Occurrence.ACTUAL)
                .systemImpact(SystemImpactType.TAKEOVER_SYSTEM, Severity.HIGH, ImpactCompletion.FAILED)
                .confidence(ConfidenceRating.HIGH)
                .event(e -> e.detectTime(seen)
                        .flow(source("203.0.113.7", 51544, "tcp"), target("198.51.100.20", 8080, "tcp"))
                        .discovery(
                                DiscoverySource.NIDPS, "Suricata 7.0.3", "2034647: ET EXPLOIT Apache log4j RCE Attempt")
                        .cve("CVE-2021-44228")
                        .attackTechnique("T1190", "Exploit Public-Facing Application")
                        .expectation(Action.BLOCK_HOST))
                .build();
        return report;
    }

    static IodefDocument indicators(Instant seen) {
        IodefDocument report = Iodef.incident("csirt.example.com", "897924")
                .purpose(WATCH)
                .contact(CREATOR, ORGANIZATION, "contact@csirt.example.com")
                .indicator("C2-17", observable(domain("c2.example.net")), i -> i.confidence(ConfidenceRating.HIGH)
                        .endTime(seen.plus(30, ChronoUnit.DAYS)))
                .indicator(
                        "MAL-4",
                        observable(file(
                                "invoice.exe",
                                18_432,
                                sha256("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"))))
                .build();
        return report;
    }

    static IodefDocument more(String id) {
        IodefDocument report = Iodef.incident("csirt.example.com", id)
                .purpose(REPORTING)
                .contact(CREATOR, ORGANIZATION, "contact@csirt.example.com")
                .more(incident -> incident.addAssessment()
                        .addSystemImpact()
                        .withType(SystemImpactType.AVAILABILITY_SERVICE)
                        .end()
                        .addCounter()
                        .withType(CounterType.COUNTER)
                        .withUnit(CounterUnit.PACKET)
                        .withValue(IodefNumber.of(57_000))
                        .end()
                        .end())
                .build();
        return report;
    }
}
