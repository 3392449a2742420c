package org.xmppgrid.iodef.internal.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.model.AlternativeId;
import org.xmppgrid.iodef.model.Incident;
import org.xmppgrid.iodef.model.IncidentId;
import org.xmppgrid.iodef.model.IndicatorId;
import org.xmppgrid.iodef.model.IodefDocument;

/** What a document and its incidents and indicators are called. */
final class IdentityRules {
    private static final Rule VERSION = Rule.error("version-missing", "RFC 7970 §3.1");
    private static final Rule LANGUAGE = Rule.warning("language-missing", "RFC 7970 §6");
    private static final Rule ENUM_NAME = Rule.error("private-enum-name-missing", "RFC 7970 §3.1");
    private static final Rule FQDN = Rule.error("name-not-fqdn", "RFC 7970 §3.4");
    private static final Rule EMPTY = Rule.error("incident-id-empty", "RFC 7970 §3.4");
    private static final Rule REPEATED = Rule.warning("incident-id-repeated", "RFC 7970 §3.4");
    private static final Rule OWN = Rule.warning("alternative-id-own", "RFC 7970 §3.5");

    /** The getter has the default of the schema, and can't tell whether the document says it. */
    private static final ModelProperty VERSION_ATTRIBUTE =
            ModelClass.of(IodefDocument.class).property("version").orElseThrow();

    private static final String FQDN_ADVICE =
            "@%s must be the domain name of the CSIRT, fully qualified: a name such as csirt.example.com.";

    private IdentityRules() {}

    static void addTo(RuleBook book) {
        book.on(VERSION, IodefDocument.class, IdentityRules::hasVersion);
        book.on(LANGUAGE, IodefDocument.class, IdentityRules::hasLanguage);
        book.on(ENUM_NAME, IodefDocument.class, IdentityRules::namesItsExtension);
        book.on(REPEATED, IodefDocument.class, IdentityRules::namesEachIncidentOnce);
        book.on(
                FQDN,
                IodefDocument.class,
                (document, place) ->
                        isFqdn("private-enum-name", document.getPrivateEnumName(), "RFC 7970 §3.1", place));
        book.on(FQDN, IncidentId.class, (id, place) -> isFqdn("name", id.getName(), "RFC 7970 §3.4", place));
        book.on(FQDN, IndicatorId.class, (id, place) -> isFqdn("name", id.getName(), "RFC 7970 §3.29.1", place));
        book.on(EMPTY, IncidentId.class, IdentityRules::isNotEmpty);
        book.on(OWN, AlternativeId.class, IdentityRules::isOfAnother);
    }

    private static void hasVersion(IodefDocument document, Place place) {
        if (VERSION_ATTRIBUTE.get(document) == null) {
            place.reportAttribute("version", "IODEF-Document must say its version; set @version to \"2.00\".");
        }
    }

    private static void hasLanguage(IodefDocument document, Place place) {
        if (Texts.isBlank(document.getLang())) {
            place.reportAttribute("xml:lang", "Each document must name the language of its texts; set @xml:lang.");
        }
    }

    private static void namesItsExtension(IodefDocument document, Place place) {
        if (document.getPrivateEnumId() != null && Texts.isBlank(document.getPrivateEnumName())) {
            place.reportAttribute(
                    "private-enum-id",
                    "@private-enum-id says nothing without @private-enum-name; set that to the domain name of the"
                            + " CSIRT whose extension it is.");
        }
    }

    private static void isFqdn(String attribute, @Nullable String name, String clause, Place place) {
        if (name != null && !Texts.isFqdn(name.strip())) {
            place.reportAttributeBy(clause, attribute, FQDN_ADVICE.formatted(attribute));
        }
    }

    private static void isNotEmpty(IncidentId id, Place place) {
        if (Texts.isBlank(id.getValue())) {
            place.report("IncidentID must hold the identifier that its CSIRT gave to the incident; it is empty.");
        }
    }

    private static void namesEachIncidentOnce(IodefDocument document, Place place) {
        Set<List<String>> seen = new HashSet<>();
        int repeated = 0;
        for (Incident incident : document.getIncident()) {
            IncidentId id = incident.getIncidentId();
            if (id != null
                    && !seen.add(List.of(
                            Texts.stripped(id.getName()),
                            Texts.stripped(id.getValue()),
                            Texts.stripped(id.getInstance())))) {
                repeated++;
            }
        }
        if (repeated > 0) {
            place.report(repeated + " of the incidents have the IncidentID of another one; if they are not the same"
                    + " incident, give each its own, or its own @instance.");
        }
    }

    private static void isOfAnother(AlternativeId alternative, Place place) {
        String own = place.parent(Incident.class)
                .map(Incident::getIncidentId)
                .map(IncidentId::getName)
                .map(String::strip)
                .orElse("");
        if (!own.isEmpty()
                && alternative.getIncidentId().stream()
                        .anyMatch(id -> own.equalsIgnoreCase(Texts.stripped(id.getName())))) {
            place.report(
                    "AlternativeID is for the numbers of other CSIRTs; an IncidentID in it has the @name of the one"
                            + " that wrote the report. Remove it, or relate it by RelatedActivity.");
        }
    }
}
