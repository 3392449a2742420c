package org.xmppgrid.iodef;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.model.Campaign;
import org.xmppgrid.iodef.model.Contact;
import org.xmppgrid.iodef.model.EventData;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.IncidentId;
import org.xmppgrid.iodef.model.Indicator;
import org.xmppgrid.iodef.model.IndicatorData;
import org.xmppgrid.iodef.model.IndicatorId;
import org.xmppgrid.iodef.model.IodefDocument;
import org.xmppgrid.iodef.model.Observable;
import org.xmppgrid.iodef.model.RelatedActivity;
import org.xmppgrid.iodef.model.ThreatActor;
import org.xmppgrid.iodef.value.ContactRole;
import org.xmppgrid.iodef.value.ContactType;
import org.xmppgrid.iodef.value.IncidentPurpose;
import org.xmppgrid.iodef.value.IncidentStatus;
import org.xmppgrid.iodef.value.IodefTime;
import org.xmppgrid.iodef.value.Restriction;

/**
 * An incident and the document around it (RFC 7970 §3.2), started by {@link Iodef#incident}. What is mandatory comes
 * first, each on a type of its own, so that no report compiles without a purpose and a contact; the rest follows in any
 * order.
 *
 * <pre>{@code
 * IodefDocument report = Iodef.incident("csirt.example.com", "492382")
 *         .purpose(IncidentPurpose.REPORTING)
 *         .contact(ContactRole.CREATOR, ContactType.ORGANIZATION, "contact@csirt.example.com")
 *         .description("Scan of the office network")
 *         .event(e -> e.flow(source("192.0.2.104"), target("198.51.100.7", 23, "tcp")))
 *         .build();
 * }</pre>
 *
 * <p>What is said by shortcuts alone is valid by the schema published with RFC 7970 and by the rules of its section 3.
 * What they make is immutable and may be shared; the builder itself is for one thread. It may build more than once, and
 * go on after that.
 */
public final class IncidentBuilder extends ReportBuilder<IncidentBuilder> {
    /**
     * The language of a document that states none: "en". RFC 7970 §6 requires a document to state one, and English is
     * what RFC 8727 §3.2 takes for texts that state none.
     */
    public static final String DEFAULT_LANGUAGE = "en";

    private final String name;
    private final String id;
    private final IncidentPurpose purpose;
    private final RelatedActivity.Builder<Void> related = RelatedActivity.builder();
    private final List<EventData> events = new ArrayList<>();
    private final List<Indicator> indicators = new ArrayList<>();
    private final Incident.Builder<Void> rest = Incident.builder();
    private String lang = DEFAULT_LANGUAGE;
    private Clock clock = Clock.systemUTC();
    private boolean isRelated;
    private @Nullable IodefTime generationTime;
    private @Nullable IncidentStatus status;
    private @Nullable Restriction restriction;

    private IncidentBuilder(NeedsContact start, Contact contact) {
        this.name = start.name;
        this.id = start.id;
        this.purpose = start.purpose;
        contact(contact);
    }

    /** An incident that needs its purpose next. Immutable. */
    public static final class NeedsPurpose {
        private final String name;
        private final String id;

        NeedsPurpose(String name, String id) {
            this.name = Checks.csirt(name, "name");
            this.id = Checks.line(id, "id");
        }

        /**
         * Why the incident is told.
         *
         * @param purpose such as {@link IncidentPurpose#REPORTING}; one that RFC 7970 does not list is written as
         *     {@code ext-purpose}
         * @return what takes the contact
         */
        public NeedsContact purpose(IncidentPurpose purpose) {
            return new NeedsContact(name, id, purpose);
        }

        @Override
        public String toString() {
            return "An incident that needs its purpose(..)";
        }
    }

    /** An incident that needs its first contact next. Immutable: each contact given here starts an incident of its own. */
    public static final class NeedsContact {
        private final String name;
        private final String id;
        private final IncidentPurpose purpose;

        private NeedsContact(String name, String id, IncidentPurpose purpose) {
            this.name = name;
            this.id = id;
            this.purpose = Checks.open(purpose, IncidentPurpose.EXT_VALUE, "purpose");
        }

        /**
         * Whom to ask, by e-mail.
         *
         * @param role what the contact has to do with the incident; {@link ContactRole#CREATOR} for whoever reports
         * @param type a person or an organization
         * @param email the e-mail address
         * @return what takes everything else
         */
        public IncidentBuilder contact(ContactRole role, ContactType type, String email) {
            return contact(Parts.contact(role, type, email));
        }

        /**
         * Whom to ask, by e-mail, with a name.
         *
         * @param role what the contact has to do with the incident; {@link ContactRole#CREATOR} for whoever reports
         * @param type a person or an organization
         * @param email the e-mail address
         * @param name the name to show
         * @return what takes everything else
         */
        public IncidentBuilder contact(ContactRole role, ContactType type, String email, String name) {
            return contact(Parts.contact(role, type, email, name));
        }

        /**
         * Whom to ask.
         *
         * @param contact with at least one way to reach it or a name
         * @return what takes everything else
         */
        public IncidentBuilder contact(Contact contact) {
            return new IncidentBuilder(this, contact);
        }

        @Override
        public String toString() {
            return "An incident that needs its contact(..)";
        }
    }

    @Override
    IncidentBuilder self() {
        return this;
    }

    /**
     * The language of the document's texts; {@value #DEFAULT_LANGUAGE} unless said otherwise.
     *
     * @param tag the language by RFC 5646
     * @return this builder
     */
    public IncidentBuilder lang(String tag) {
        lang = Checks.language(tag, "tag");
        return this;
    }

    /**
     * When the document was made; the time of {@link #build()} unless said otherwise.
     *
     * @param time the time, written in UTC
     * @return this builder
     */
    public IncidentBuilder generationTime(Instant time) {
        return generationTime(Texts.time(time));
    }

    /**
     * When the document was made; the time of {@link #build()} unless said otherwise.
     *
     * @param time the time, as it is to be written
     * @return this builder
     */
    public IncidentBuilder generationTime(IodefTime time) {
        generationTime = Checks.time(time, "time");
        return this;
    }

    /**
     * Where {@link #build()} reads the generation time, to the millisecond; the system's clock unless said otherwise.
     *
     * @param clock the clock; its zone does not matter, the time is written in UTC
     * @return this builder
     */
    public IncidentBuilder clock(Clock clock) {
        this.clock = Checks.given(clock, "clock");
        return this;
    }

    /**
     * How far the incident's treatment is.
     *
     * @param value the status; one that RFC 7970 does not list is written as {@code ext-status}
     * @return this builder
     */
    public IncidentBuilder status(IncidentStatus value) {
        status = Checks.open(value, IncidentStatus.EXT_VALUE, "value");
        return this;
    }

    /**
     * How far the incident may be shared. Where nothing is said readers assume {@code private} (RFC 7970 §3.2).
     *
     * @param value the restriction; one that RFC 7970 does not list is written as {@code ext-restriction}
     * @return this builder
     */
    public IncidentBuilder restriction(Restriction value) {
        restriction = Checks.open(value, Restriction.EXT_VALUE, "value");
        return this;
    }

    /**
     * Adds the id of an incident that has to do with this one. All that is related stands in one RelatedActivity (RFC
     * 7970 §3.6).
     *
     * @param name the fully qualified domain name of the CSIRT that named it
     * @param id the id it gave
     * @return this builder
     */
    public IncidentBuilder relatedIncident(String name, String id) {
        related.addIncidentId(incidentId(Checks.csirt(name, "name"), Checks.line(id, "id")));
        isRelated = true;
        return this;
    }

    /**
     * Adds who is behind it (RFC 7970 §3.7).
     *
     * @param id the name that the threat actor is kept under
     * @param description for people to read
     * @param url an absolute URL about it: the schema published with RFC 7970 demands one, though its text does not
     * @return this builder
     */
    public IncidentBuilder threatActor(String id, String description, String url) {
        related.addThreatActor(ThreatActor.builder()
                .addThreatActorId(Checks.line(id, "id"))
                .addUrl(Checks.url(url, "url"))
                .addDescription(Texts.plain(description, "description"))
                .build());
        isRelated = true;
        return this;
    }

    /**
     * Adds the campaign it belongs to (RFC 7970 §3.8).
     *
     * @param id the name that the campaign is kept under
     * @param description for people to read
     * @return this builder
     */
    public IncidentBuilder campaign(String id, String description) {
        related.addCampaign(Campaign.builder()
                .addCampaignId(Checks.line(id, "id"))
                .addDescription(Texts.plain(description, "description"))
                .build());
        isRelated = true;
        return this;
    }

    /**
     * Adds an event.
     *
     * @param parts what the event is made of; called once, at once
     * @return this builder
     * @throws IllegalStateException if the event stays empty or contradicts itself
     */
    public IncidentBuilder event(Consumer<? super EventBuilder> parts) {
        return event(Parts.event(parts));
    }

    /**
     * Adds an event.
     *
     * @param event such as {@link Parts#event} makes it
     * @return this builder
     */
    public IncidentBuilder event(EventData event) {
        events.add(Checks.given(event, "event"));
        return this;
    }

    /**
     * Adds an indicator of this incident's CSIRT, of {@linkplain IndicatorBuilder#DEFAULT_VERSION version 1}.
     *
     * @param id the indicator's id, once in the document; a letter or _ first, then letters, digits, '.', '-' or '_'
     * @param observable what to look for; see {@link IndicatorParts}
     * @return this builder
     */
    public IncidentBuilder indicator(String id, Observable observable) {
        return indicator(IndicatorParts.indicator(name, id, observable));
    }

    /**
     * Adds an indicator of this incident's CSIRT, with more than it must have.
     *
     * @param id the indicator's id, once in the document; a letter or _ first, then letters, digits, '.', '-' or '_'
     * @param observable what to look for; see {@link IndicatorParts}
     * @param parts what else the indicator has; called once, at once
     * @return this builder
     * @throws IllegalStateException if the indicator ends before it starts
     */
    public IncidentBuilder indicator(String id, Observable observable, Consumer<? super IndicatorBuilder> parts) {
        return indicator(IndicatorParts.indicator(name, id, observable, parts));
    }

    /**
     * Adds an indicator.
     *
     * @param indicator such as {@link IndicatorParts#indicator} makes it, possibly another CSIRT's
     * @return this builder
     */
    public IncidentBuilder indicator(Indicator indicator) {
        indicators.add(Checks.given(indicator, "indicator"));
        return this;
    }

    /**
     * Adds whatever has no shortcut, by the generated builder: history, other ids, methods by SCI, additional data. Lists
     * get both, what was said here first; where the class has room for one only, a shortcut's value stands.
     *
     * @param parts what is to be added; called once, at once
     * @return this builder
     */
    public IncidentBuilder more(Consumer<? super Incident.Builder<Void>> parts) {
        Checks.given(parts, "parts").accept(rest);
        return this;
    }

    /**
     * Makes the document with this incident. For several incidents in one document hand
     * {@link #buildIncident() incidents} to {@code IodefDocument.builder()}.
     *
     * @return the document
     * @throws IllegalStateException if an indicator's id stands twice, the incident ends before it starts, or a
     *     confidence is given without an impact
     */
    public IodefDocument build() {
        return IodefDocument.builder()
                .withLang(lang)
                .addIncident(buildIncident())
                .build();
    }

    /**
     * Makes the incident alone, without the document's language.
     *
     * @return the incident
     * @throws IllegalStateException as {@link #build()}
     */
    public Incident buildIncident() {
        Incident said = rest.buildPartial();
        Incident.Builder<Void> incident = said.newCopyBuilder()
                .withIncidentId(incidentId(name, id))
                .withGenerationTime(generationTime())
                .addDescription(descriptions)
                .addDiscovery(discoveries)
                .addContact(contacts)
                .addEventData(events);
        Checks.open(purpose, IncidentPurpose.EXT_VALUE, "purpose", incident::withPurpose, incident::withExtPurpose);
        if (status != null) {
            Checks.open(status, IncidentStatus.EXT_VALUE, "status", incident::withStatus, incident::withExtStatus);
        }
        if (restriction != null) {
            Checks.open(
                    restriction,
                    Restriction.EXT_VALUE,
                    "restriction",
                    incident::withRestriction,
                    incident::withExtRestriction);
        }
        if (detectTime != null) {
            incident.withDetectTime(detectTime);
        }
        if (startTime != null) {
            incident.withStartTime(startTime);
        }
        if (endTime != null) {
            incident.withEndTime(endTime);
        }
        if (recoveryTime != null) {
            incident.withRecoveryTime(recoveryTime);
        }
        if (reportTime != null) {
            incident.withReportTime(reportTime);
        }
        if (isRelated) {
            incident.addRelatedActivity(related.build());
        }
        method().ifPresent(incident::addMethod);
        assessment().ifPresent(incident::addAssessment);
        if (!indicators.isEmpty()) {
            incident.withIndicatorData(indicatorData(said.getIndicatorData()));
        }
        Incident built = incident.build();
        checkOrder(built.getStartTime(), built.getEndTime());
        return built;
    }

    /** How many events and indicators there are so far, and none of what they say. */
    @Override
    public String toString() {
        return "An incident with " + events.size() + " events and " + indicators.size()
                + " indicators so far; build() makes the document";
    }

    private IodefTime generationTime() {
        return generationTime != null
                ? generationTime
                : IodefTime.of(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private IndicatorData indicatorData(@Nullable IndicatorData said) {
        List<Indicator> all = new ArrayList<>(said == null ? List.of() : said.getIndicator());
        all.addAll(indicators);
        Set<String> ids = new HashSet<>();
        for (Indicator indicator : all) {
            IndicatorId id = indicator.getIndicatorId();
            if (id != null && id.getValue() != null && !ids.add(id.getValue().strip())) {
                throw new IllegalStateException("Two indicators have the same id, which stands once in a document"
                        + " (it is an xs:ID). Give each its own.");
            }
        }
        return IndicatorData.builder().addIndicator(all).build();
    }

    private static IncidentId incidentId(String name, String id) {
        return IncidentId.builder().withName(name).withValue(id).build();
    }
}
