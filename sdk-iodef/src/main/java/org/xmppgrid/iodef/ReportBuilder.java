package org.xmppgrid.iodef;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.model.Assessment;
import org.xmppgrid.iodef.model.Confidence;
import org.xmppgrid.iodef.model.Contact;
import org.xmppgrid.iodef.model.Discovery;
import org.xmppgrid.iodef.model.Method;
import org.xmppgrid.iodef.model.MlString;
import org.xmppgrid.iodef.model.Reference;
import org.xmppgrid.iodef.model.Software;
import org.xmppgrid.iodef.value.BusinessImpactKind;
import org.xmppgrid.iodef.value.BusinessImpactSeverity;
import org.xmppgrid.iodef.value.ConfidenceRating;
import org.xmppgrid.iodef.value.ContactRole;
import org.xmppgrid.iodef.value.ContactType;
import org.xmppgrid.iodef.value.DiscoverySource;
import org.xmppgrid.iodef.value.ImpactCompletion;
import org.xmppgrid.iodef.value.IodefTime;
import org.xmppgrid.iodef.value.Occurrence;
import org.xmppgrid.iodef.value.Severity;
import org.xmppgrid.iodef.value.SystemImpactType;
import org.xmppgrid.iodef.value.TimeImpactMetric;

/**
 * What an incident and each of its events can be told: texts, times, contacts, impacts and references (RFC 7970 §3.2 and
 * §3.14). What the class has room for once is replaced by the next call, everything else is added; the order of the calls
 * does not matter otherwise.
 *
 * <p>A builder is for one thread. A null is answered with {@link NullPointerException}, a value that can't be meant with
 * {@link IllegalArgumentException}; both name the argument, and neither repeats the value.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ReportBuilder<B extends ReportBuilder<B>> permits IncidentBuilder, EventBuilder {
    final List<MlString> descriptions = new ArrayList<>();
    final List<Contact> contacts = new ArrayList<>();
    final List<Discovery> discoveries = new ArrayList<>();
    private final List<Object> impacts = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();

    @Nullable
    IodefTime detectTime;

    @Nullable
    IodefTime startTime;

    @Nullable
    IodefTime endTime;

    @Nullable
    IodefTime recoveryTime;

    @Nullable
    IodefTime reportTime;

    private @Nullable Confidence confidence;
    private @Nullable Occurrence occurrence;

    ReportBuilder() {}

    abstract B self();

    /**
     * Adds a description, in the language of the document.
     *
     * @param text for people to read
     * @return this builder
     */
    public final B description(String text) {
        descriptions.add(Texts.plain(text, "text"));
        return self();
    }

    /**
     * Adds a description in a language of its own.
     *
     * @param text for people to read
     * @param lang the text's language by RFC 5646, such as {@code de}
     * @return this builder
     */
    public final B description(String text, String lang) {
        descriptions.add(Texts.in(lang, text, "text"));
        return self();
    }

    /**
     * When it was first detected.
     *
     * @param time the time, written in UTC
     * @return this builder
     */
    public final B detectTime(Instant time) {
        return detectTime(Texts.time(time));
    }

    /**
     * When it was first detected.
     *
     * @param time the time, as it is to be written
     * @return this builder
     */
    public final B detectTime(IodefTime time) {
        detectTime = Checks.time(time, "time");
        return self();
    }

    /**
     * When it started.
     *
     * @param time the time, written in UTC
     * @return this builder
     */
    public final B startTime(Instant time) {
        return startTime(Texts.time(time));
    }

    /**
     * When it started.
     *
     * @param time the time, as it is to be written
     * @return this builder
     */
    public final B startTime(IodefTime time) {
        startTime = Checks.time(time, "time");
        return self();
    }

    /**
     * When it ended.
     *
     * @param time the time, written in UTC
     * @return this builder
     */
    public final B endTime(Instant time) {
        return endTime(Texts.time(time));
    }

    /**
     * When it ended.
     *
     * @param time the time, as it is to be written
     * @return this builder
     */
    public final B endTime(IodefTime time) {
        endTime = Checks.time(time, "time");
        return self();
    }

    /**
     * When what it touched was back in order.
     *
     * @param time the time, written in UTC
     * @return this builder
     */
    public final B recoveryTime(Instant time) {
        return recoveryTime(Texts.time(time));
    }

    /**
     * When what it touched was back in order.
     *
     * @param time the time, as it is to be written
     * @return this builder
     */
    public final B recoveryTime(IodefTime time) {
        recoveryTime = Checks.time(time, "time");
        return self();
    }

    /**
     * When it was reported.
     *
     * @param time the time, written in UTC
     * @return this builder
     */
    public final B reportTime(Instant time) {
        return reportTime(Texts.time(time));
    }

    /**
     * When it was reported.
     *
     * @param time the time, as it is to be written
     * @return this builder
     */
    public final B reportTime(IodefTime time) {
        reportTime = Checks.time(time, "time");
        return self();
    }

    /**
     * Adds whom to ask.
     *
     * @param role what the contact has to do with it
     * @param type a person or an organization
     * @param email the e-mail address
     * @return this builder
     */
    public final B contact(ContactRole role, ContactType type, String email) {
        return contact(Parts.contact(role, type, email));
    }

    /**
     * Adds whom to ask, with a name.
     *
     * @param role what the contact has to do with it
     * @param type a person or an organization
     * @param email the e-mail address
     * @param name the name to show
     * @return this builder
     */
    public final B contact(ContactRole role, ContactType type, String email, String name) {
        return contact(Parts.contact(role, type, email, name));
    }

    /**
     * Adds whom to ask.
     *
     * @param contact with at least one way to reach it or a name
     * @return this builder
     */
    public final B contact(Contact contact) {
        contacts.add(Checks.given(contact, "contact"));
        return self();
    }

    /**
     * Adds how it was found (RFC 7970 §3.10).
     *
     * @param source what found it; one that RFC 7970 does not list is written as {@code ext-source}
     * @return this builder
     */
    public final B discovery(DiscoverySource source) {
        discoveries.add(discoveryBy(source).build());
        return self();
    }

    /**
     * Adds how it was found: which rule of which program matched (RFC 7970 §3.10.1).
     *
     * @param source what found it; one that RFC 7970 does not list is written as {@code ext-source}
     * @param application the program and its version
     * @param rule the rule that matched, for people to read
     * @return this builder
     */
    public final B discovery(DiscoverySource source, String application, String rule) {
        discoveries.add(discoveryBy(source)
                .addDetectionPattern()
                .withApplication(Software.builder()
                        .addDescription(Texts.plain(application, "application"))
                        .build())
                .addDescription(Texts.plain(rule, "rule"))
                .end()
                .build());
        return self();
    }

    /**
     * Whether the impacts came true. Needs at least one impact.
     *
     * @param value actual or potential
     * @return this builder
     */
    public final B occurrence(Occurrence value) {
        occurrence = Checks.listed(value, "value");
        return self();
    }

    /**
     * Adds a technical impact; see {@link Impacts#systemImpact(SystemImpactType)}.
     *
     * @param type the kind of impact
     * @return this builder
     */
    public final B systemImpact(SystemImpactType type) {
        return impact(Impacts.systemImpact(type));
    }

    /**
     * Adds a technical impact; see {@link Impacts#systemImpact(SystemImpactType, Severity)}.
     *
     * @param type the kind of impact
     * @param severity how bad it is
     * @return this builder
     */
    public final B systemImpact(SystemImpactType type, Severity severity) {
        return impact(Impacts.systemImpact(type, severity));
    }

    /**
     * Adds a technical impact; see {@link Impacts#systemImpact(SystemImpactType, Severity, ImpactCompletion)}.
     *
     * @param type the kind of impact
     * @param severity how bad it is, or would have been
     * @param completion whether the attack failed or succeeded
     * @return this builder
     */
    public final B systemImpact(SystemImpactType type, Severity severity, ImpactCompletion completion) {
        return impact(Impacts.systemImpact(type, severity, completion));
    }

    /**
     * Adds an impact on the business; see {@link Impacts#businessImpact(BusinessImpactKind)}.
     *
     * @param kind the kind of impact
     * @return this builder
     */
    public final B businessImpact(BusinessImpactKind kind) {
        return impact(Impacts.businessImpact(kind));
    }

    /**
     * Adds an impact on the business; see {@link Impacts#businessImpact(BusinessImpactKind, BusinessImpactSeverity)}.
     *
     * @param kind the kind of impact
     * @param severity how bad it is
     * @return this builder
     */
    public final B businessImpact(BusinessImpactKind kind, BusinessImpactSeverity severity) {
        return impact(Impacts.businessImpact(kind, severity));
    }

    /**
     * Adds what was lost in time; see {@link Impacts#timeImpact}.
     *
     * @param metric what the time is
     * @param duration how much, more than zero
     * @return this builder
     */
    public final B timeImpact(TimeImpactMetric metric, Duration duration) {
        return impact(Impacts.timeImpact(metric, duration));
    }

    /**
     * Adds what was lost in money; see {@link Impacts#monetaryImpact}.
     *
     * @param amount how much, more than zero
     * @param currency the currency
     * @return this builder
     */
    public final B monetaryImpact(BigDecimal amount, Currency currency) {
        return impact(Impacts.monetaryImpact(amount, currency));
    }

    /**
     * How sure one is of the impacts; see {@link Impacts#confidence}. Needs at least one impact.
     *
     * @param rating low, medium, high or unknown
     * @return this builder
     */
    public final B confidence(ConfidenceRating rating) {
        confidence = Impacts.confidence(rating);
        return self();
    }

    /**
     * Adds a vulnerability that was made use of; see {@link Parts#cve}.
     *
     * @param id such as {@code CVE-2021-44228}
     * @return this builder
     */
    public final B cve(String id) {
        return reference(Parts.cve(id));
    }

    /**
     * Adds a technique of the attacker; see {@link Parts#attackTechnique(String)}.
     *
     * @param id such as {@code T1566.001}
     * @return this builder
     */
    public final B attackTechnique(String id) {
        return reference(Parts.attackTechnique(id));
    }

    /**
     * Adds a technique of the attacker with its name; see {@link Parts#attackTechnique(String, String)}.
     *
     * @param id such as {@code T1566.001}
     * @param name such as {@code Spearphishing Attachment}
     * @return this builder
     */
    public final B attackTechnique(String id, String name) {
        return reference(Parts.attackTechnique(id, name));
    }

    /**
     * Adds a weakness that was made use of; see {@link Parts#cwe}.
     *
     * @param id such as {@code CWE-79}
     * @return this builder
     */
    public final B cwe(String id) {
        return reference(Parts.cwe(id));
    }

    /**
     * Adds an attack pattern; see {@link Parts#capec}.
     *
     * @param id such as {@code CAPEC-63}
     * @return this builder
     */
    public final B capec(String id) {
        return reference(Parts.capec(id));
    }

    /**
     * Adds where to read on about the attacker's method.
     *
     * @param url an absolute URL
     * @return this builder
     */
    public final B reference(String url) {
        return reference(Parts.reference(url));
    }

    /**
     * Adds where to read on about the attacker's method, and what is there.
     *
     * @param url an absolute URL
     * @param description what it leads to
     * @return this builder
     */
    public final B reference(String url, String description) {
        return reference(Parts.reference(url, description));
    }

    /**
     * Adds a reference about the attacker's method. All of them stand in one Method (RFC 7970 §3.11).
     *
     * @param reference with at least one name, URL or description
     * @return this builder
     */
    public final B reference(Reference reference) {
        references.add(Checks.given(reference, "reference"));
        return self();
    }

    private B impact(Object impact) {
        impacts.add(impact);
        return self();
    }

    private static Discovery.Builder<Void> discoveryBy(DiscoverySource source) {
        Discovery.Builder<Void> discovery = Discovery.builder();
        Checks.open(source, DiscoverySource.EXT_VALUE, "source", discovery::withSource, discovery::withExtSource);
        return discovery;
    }

    final Optional<Method> method() {
        return references.isEmpty()
                ? Optional.empty()
                : Optional.of(Method.builder().addReference(references).build());
    }

    final Optional<Assessment> assessment() {
        if (!impacts.isEmpty()) {
            return Optional.of(Assessment.builder()
                    .addImpacts(impacts)
                    .withConfidence(confidence)
                    .withOccurrence(occurrence)
                    .build());
        }
        if (confidence != null || occurrence != null) {
            throw new IllegalStateException("confidence and occurrence speak of impacts, and there is none."
                    + " Add one, such as systemImpact(SystemImpactType.UNKNOWN).");
        }
        return Optional.empty();
    }

    /** An end before the start is a slip of the caller; where one of them has no zone, nobody can tell. */
    static void checkOrder(@Nullable IodefTime start, @Nullable IodefTime end) {
        if (start != null && end != null) {
            Optional<Instant> from = start.instant();
            Optional<Instant> to = end.instant();
            if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
                throw new IllegalStateException("endTime is before startTime. Exchange them or leave one out.");
            }
        }
    }
}
