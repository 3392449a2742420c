package org.xmppgrid.iodef;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xmlunit.assertj3.XmlAssert;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.model.MlString;
import org.xmppgrid.iodef.value.Action;
import org.xmppgrid.iodef.value.BusinessImpactKind;
import org.xmppgrid.iodef.value.BusinessImpactSeverity;
import org.xmppgrid.iodef.value.ConfidenceRating;
import org.xmppgrid.iodef.value.ContactRole;
import org.xmppgrid.iodef.value.ContactType;
import org.xmppgrid.iodef.value.DiscoverySource;
import org.xmppgrid.iodef.value.ImpactCompletion;
import org.xmppgrid.iodef.value.IncidentPurpose;
import org.xmppgrid.iodef.value.IncidentStatus;
import org.xmppgrid.iodef.value.IodefTime;
import org.xmppgrid.iodef.value.NodeRoleCategory;
import org.xmppgrid.iodef.value.Occurrence;
import org.xmppgrid.iodef.value.Restriction;
import org.xmppgrid.iodef.value.Severity;
import org.xmppgrid.iodef.value.SystemImpactType;
import org.xmppgrid.iodef.value.TimeImpactMetric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.xmppgrid.iodef.IndicatorParts.observable;
import static org.xmppgrid.iodef.Parts.domain;
import static org.xmppgrid.iodef.Parts.source;
import static org.xmppgrid.iodef.Parts.target;

class IncidentBuilderTest {
    private static final Instant NOON = Instant.parse("2025-07-18T12:00:00Z");

    private static IncidentBuilder incident() {
        return Iodef.incident("csirt.example.com", "492382")
                .purpose(IncidentPurpose.REPORTING)
                .contact(ContactRole.CREATOR, ContactType.ORGANIZATION, "contact@csirt.example.com");
    }

    private static Incident only(IodefDocument document) {
        assertThat(document.getIncident()).hasSize(1);
        return document.getIncident().get(0);
    }

    @Test
    void build_whenNothingOptionalIsSaid_thenIsTheMinimalReportOfTheRfc() {
        String rfc = Documents.text(Documents.MINIMAL).replaceAll("(?s)xmlns:xsi=.*?iodef-2.0.xsd\"", "");

        IodefDocument report = incident()
                .generationTime(IodefTime.of("2015-07-18T09:00:00-05:00"))
                .restriction(Restriction.PRIVATE)
                .build();

        XmlAssert.assertThat(Iodef.write(report))
                .and(rfc)
                .ignoreComments()
                .ignoreWhitespace()
                .areIdentical();
        StrictSchema.assertValid(report);
    }

    /** The guide builds this document, and lists these two places. */
    @Test
    void strictSchema_whenTheCampaignOfTheRfcIsCorrectedInTwoPlaces_thenHasNothingAgainstIt() {
        String rfc = Documents.text("rfc7970-7.2-campaign-indicators.xml");
        String domains = rfc.replace("type=\"fqdn\"", "type=\"domain-name\"");
        String corrected = domains.replace("</ThreatActorID>", "</ThreatActorID><URL>https://example.com/</URL>");

        assertThat(StrictSchema.errors(rfc)).isNotEmpty();
        assertThat(StrictSchema.errors(domains)).singleElement().asString().contains("URL");
        assertThat(StrictSchema.errors(corrected)).isEmpty();
    }

    @Test
    void build_whenEverythingIsSaid_thenIsValidByThePublishedSchemaAndReadsBackTheSame() {
        IodefDocument report = incident()
                .lang("de-CH")
                .status(IncidentStatus.IN_PROGRESS)
                .restriction(Restriction.AMBER)
                .generationTime(NOON)
                .detectTime(NOON)
                .startTime(NOON.minusSeconds(60))
                .endTime(NOON)
                .recoveryTime(NOON)
                .reportTime(NOON)
                .description("Abtastung")
                .description("Scan", "en")
                .contact(ContactRole.IRT, ContactType.PERSON, "irt@example.com", "Someone")
                .relatedIncident("csirt.example.org", "17")
                .campaign("C-1", "Orange Giraffe")
                .threatActor("TA-1", "Butterfly", "https://example.com/ta-1")
                .discovery(DiscoverySource.SIEM)
                .occurrence(Occurrence.ACTUAL)
                .systemImpact(SystemImpactType.BREACH_PRIVACY)
                .systemImpact(SystemImpactType.TAKEOVER_SYSTEM, Severity.HIGH)
                .systemImpact(SystemImpactType.POLICY, Severity.LOW, ImpactCompletion.FAILED)
                .businessImpact(BusinessImpactKind.EXTORTION)
                .businessImpact(BusinessImpactKind.LEGAL, BusinessImpactSeverity.UNKNOWN)
                .timeImpact(TimeImpactMetric.DOWNTIME, Duration.ofMinutes(90))
                .monetaryImpact(new BigDecimal("1250.50"), Currency.getInstance("CHF"))
                .confidence(ConfidenceRating.MEDIUM)
                .cve("CVE-2021-44228")
                .attackTechnique("T1566.001")
                .attackTechnique("T1190", "Exploit Public-Facing Application")
                .cwe("CWE-79")
                .capec("CAPEC-63")
                .reference("https://example.com/advisory")
                .reference("https://example.com/advisory/2", "More of it")
                .event(e -> e.description("One event")
                        .flow(source("192.0.2.1", 51544, "tcp"), target("www.example.com", 443, "TCP"))
                        .flow(source("2001:db8::1", Parts.icmpv6(128, 0)), Parts.sensor("198.51.100.9"))
                        .discovery(DiscoverySource.NIDPS, "Suricata 7.0.3", "ET SCAN")
                        .systemImpact(SystemImpactType.UNKNOWN)
                        .cve("CVE-2024-3094")
                        .logLine("  one line ")
                        .file(Parts.file("a.exe", 3))
                        .expectation(Action.BLOCK_HOST, "for a week")
                        .expectation(Action.INVESTIGATE)
                        .more(event -> event.addEventData()
                                .addDescription()
                                .withValue("Inside")
                                .end()
                                .end()))
                .indicator("I-1", observable(domain("c2.example.net")), i -> i.version("3")
                        .description("C2")
                        .startTime(NOON)
                        .endTime(NOON.plusSeconds(60))
                        .confidence(ConfidenceRating.HIGH)
                        .restriction(Restriction.of("amber-strict"))
                        .reference(Parts.cve("CVE-2024-3094"))
                        .more(indicator -> indicator
                                .addNodeRole()
                                .withCategory(NodeRoleCategory.C2_SERVER)
                                .end()))
                .indicator("I-2", observable(domain("c3.example.net")))
                .more(incident -> incident.withAlternativeId()
                        .addIncidentId()
                        .withName("csirt.example.net")
                        .withValue("9")
                        .end()
                        .end())
                .build();

        StrictSchema.assertValid(report);
        assertThat(Iodef.read(Iodef.write(report))).isEqualTo(report);
    }

    @Test
    void build_whenTheTimeIsUnsaid_thenIsTheClocksToTheMillisecond() {
        Clock clock = Clock.fixed(NOON.plusNanos(1_234_567), ZoneOffset.ofHours(2));

        assertThat(only(incident().clock(clock).build()).getGenerationTime().text())
                .isEqualTo("2025-07-18T12:00:00.001Z");
    }

    @Test
    void build_whenLanguageIsUnsaid_thenIsEnglish() {
        assertThat(incident().build().getLang()).isEqualTo("en");
        assertThat(incident().lang("fr").build().getLang()).isEqualTo("fr");
    }

    @Test
    void build_whenATokenIsNotListed_thenStandsInItsCompanion() {
        IodefDocument report = Iodef.incident("csirt.example.com", "1")
                .purpose(IncidentPurpose.of("training"))
                .contact(ContactRole.of("analyst"), ContactType.of("team"), "a@example.com")
                .status(IncidentStatus.of("parked"))
                .restriction(Restriction.of("amber-strict"))
                .event(e -> e.discovery(DiscoverySource.of("honeynet")).expectation(Action.of("patch")))
                .systemImpact(SystemImpactType.of("melted"))
                .confidence(ConfidenceRating.of("guess"))
                .build();

        StrictSchema.assertValid(report);
        assertThat(only(report).getRestriction()).isEqualTo(Restriction.EXT_VALUE);
        assertThat(only(report).getExtRestriction()).isEqualTo("amber-strict");
        assertThat(only(report).getExtPurpose()).isEqualTo("training");
        assertThat(only(report).getExtStatus()).isEqualTo("parked");
        assertThat(only(report).getContact().get(0).getExtRole()).isEqualTo("analyst");
        assertThat(only(report).getContact().get(0).getExtType()).isEqualTo("team");
    }

    @Test
    void build_whenCalledAgain_thenHasWhatWasSaidInBetween() {
        IncidentBuilder builder = incident()
                .clock(Clock.fixed(NOON, ZoneOffset.UTC))
                .systemImpact(SystemImpactType.POLICY)
                .description("one");

        Incident first = builder.buildIncident();
        Incident same = builder.buildIncident();
        Incident second = builder.description("two").buildIncident();

        assertThat(same).isEqualTo(first);
        assertThat(first.getDescription()).extracting(MlString::getValue).containsExactly("one");
        assertThat(second.getDescription()).extracting(MlString::getValue).containsExactly("one", "two");
        assertThat(second.getAssessment()).hasSize(1);
    }

    @Test
    void contact_whenOneStartIsUsedTwice_thenMakesIncidentsOfTheirOwn() {
        IncidentBuilder.NeedsContact start =
                Iodef.incident("csirt.example.com", "1").purpose(IncidentPurpose.WATCH);

        IncidentBuilder one = start.contact(ContactRole.CREATOR, ContactType.PERSON, "a@example.com")
                .description("of the first");
        Incident other = start.contact(ContactRole.CREATOR, ContactType.PERSON, "b@example.com")
                .buildIncident();

        assertThat(other.getDescription()).isEmpty();
        assertThat(one.buildIncident().getContact()).hasSize(1);
    }

    @Test
    void more_whenItSaysWhatShortcutsSayToo_thenListsHaveBothAndShortcutsWinOtherwise() {
        Indicator own = IndicatorParts.indicator("csirt.example.com", "I-1", observable(domain("a.example")));
        Incident incident = incident()
                .status(IncidentStatus.NEW)
                .indicator("I-2", observable(domain("b.example")))
                .more(i -> i.withStatus(IncidentStatus.RESOLVED)
                        .withIndicatorData()
                        .addIndicator(own)
                        .end())
                .buildIncident();

        assertThat(incident.getStatus()).isEqualTo(IncidentStatus.NEW);
        assertThat(incident.getIndicatorData().getIndicator())
                .extracting(i -> i.getIndicatorId().getValue())
                .containsExactly("I-1", "I-2");
    }

    @Test
    void build_whenAnIndicatorsIdStandsTwice_thenRefuses() {
        IncidentBuilder twice = incident()
                .indicator("I-1", observable(domain("a.example")))
                .indicator("I-1", observable(domain("b.example")));

        assertThatIllegalStateException().isThrownBy(twice::build).withMessageContaining("same id");
    }

    @Test
    void build_whenItEndsBeforeItStarts_thenRefuses() {
        IncidentBuilder reversed = incident().startTime(NOON).endTime(NOON.minusMillis(1));

        assertThatIllegalStateException().isThrownBy(reversed::build).withMessageContaining("endTime");
    }

    @Test
    void build_whenConfidenceRatesNothing_thenRefuses() {
        IncidentBuilder unfounded = incident().confidence(ConfidenceRating.HIGH);

        assertThatIllegalStateException().isThrownBy(unfounded::build).withMessageContaining("systemImpact");
    }

    @Test
    void confidence_whenItIsNumeric_thenIsRefusedBecauseTheSchemaHasNoPlaceForTheNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> incident().confidence(ConfidenceRating.NUMERIC))
                .withMessageStartingWith("rating:");
    }

    @Test
    void event_whenNothingIsSaid_thenRefuses() {
        assertThatIllegalStateException()
                .isThrownBy(() -> incident().event(e -> {}))
                .withMessageContaining("§3.14");
    }

    @Test
    void event_whenBothWaysGiveAnAssessment_thenRefusesRatherThanLoseOne() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Parts.event(e -> e.systemImpact(SystemImpactType.POLICY)
                        .more(event ->
                                event.withAssessment().addSystemImpact().end().end())))
                .withMessageContaining("Assessment");
    }

    @Test
    void event_whenItAsksForADefinedCourseOfAction_thenSaysWhatItNeeds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.event(e -> e.expectation(Action.DEFINED_COA)))
                .withMessageContaining("DefinedCOA");
    }

    @Test
    void event_whenItAsksForWhatTheSchemaLacks_thenSaysWhatToTake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.event(e -> e.expectation(Action.TRAINING)))
                .withMessageContaining("OTHER");
    }

    @Test
    void event_whenMadeOnce_thenMayStandInSeveralIncidents() {
        EventData event = Parts.event(e -> e.flow(source("192.0.2.1")));

        assertThat(incident().event(event).buildIncident().getEventData()).containsExactly(event);
        assertThat(incident().event(event).event(event).buildIncident().getEventData())
                .containsExactly(event, event);
    }

    @Test
    void incident_whenArgumentsCantBeMeant_thenNamesThemWithoutRepeatingThem() {
        assertThatNullPointerException()
                .isThrownBy(() -> Iodef.incident("csirt.example.com", none()))
                .withMessage("id");
        assertThatNullPointerException()
                .isThrownBy(() -> Iodef.incident(none(), "1"))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> Iodef.incident("csirt.example.com", "1").purpose(none()))
                .withMessage("purpose");
        assertThatNullPointerException()
                .isThrownBy(() -> incident().event(none(EventData.class)))
                .withMessage("event");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Iodef.incident("csirt.example.com", "  "))
                .withMessageStartingWith("id:");
        for (String name : List.of("My Secret CSIRT", "csirt", "192.0.2.1", "https://csirt.example.com")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Iodef.incident(name, "1"))
                    .withMessageStartingWith("name: expected")
                    .withMessageNotContainingAny("Secret", "192", "https");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> incident().contact(ContactRole.IRT, ContactType.PERSON, "Someone"))
                .withMessageStartingWith("email:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> incident().description("en", "Swapped with the language"))
                .withMessageStartingWith("lang:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> incident().startTime(IodefTime.of("yesterday")))
                .withMessageStartingWith("time:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> incident().restriction(Restriction.EXT_VALUE))
                .withMessageStartingWith("value:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> incident().indicator("1-starts-with-a-digit", observable(domain("a.example"))))
                .withMessageStartingWith("id:")
                .withMessageContaining("xs:ID");
    }

    /** What a caller without null analysis may pass. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T none() {
        return null;
    }

    private static <T> T none(Class<T> type) {
        return type.cast(null);
    }
}
