package org.xmppgrid.iodef.internal.v1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.PartPath;
import org.xmppgrid.iodef.internal.v1.UpgradeFindings.Rule;
import org.xmppgrid.iodef.internal.v1.Vocabulary1.Impact;
import org.xmppgrid.iodef.internal.v1.Vocabulary1.Means;
import org.xmppgrid.iodef.value.SystemImpactType;

/** The classes that are not the same in version 2 (RFC 7970 §4.4). What a rule does not take, {@link Upgrade} handles. */
final class ClassRules {
    private static final String EXT = "ext-value";
    private static final String ENUM_NAMESPACE = "urn:ietf:params:xml:ns:iodef-enum-1.0";

    /** The one enumeration that RFC 7495 §4 registers itself: index 1, Common Vulnerabilities and Exposures. */
    private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,}");

    private static final List<String> SOFTWARE_NAME = List.of("vendor", "family", "name", "version", "patch");

    private final Upgrade upgrade;

    ClassRules(Upgrade upgrade) {
        this.upgrade = upgrade;
    }

    /** The root. */
    void document(V1Element from, V2Element to) throws XMLStreamException {
        to.set("version", "2.00");
        upgrade.take(
                from,
                "version",
                Rule.VERSION,
                "The document says version 2.00 now. Nothing needs to be done, unless it was signed.");
        upgrade.report(
                Rule.DROPPED_DEFAULT,
                from.path(),
                "RFC 5070 §3.2, RFC 7970 §3.3.1",
                "The schema of version 1 assumes a restriction where none is written: public for IncidentID, default"
                        + " for EventData, Expectation and History. They are not written; in version 2 these classes"
                        + " take the restriction around them. Set one where that is not meant.");
        upgrade.map(from, to);
    }

    /** What an attribute of version 1 is called in the class of version 2. */
    String attributeName(V2Element to, String attribute) {
        if (attribute.equals("lang") && !to.hasRoomForAttribute("lang")) {
            return "xml:lang";
        }
        return to.isV2() ? Vocabulary1.ATTRIBUTES.getOrDefault(to.name() + '/' + attribute, attribute) : attribute;
    }

    /** Sets an attribute that the class has room for. */
    void setAttribute(V2Element to, String name, String value, PartPath path) {
        if (value.equals(Vocabulary1.REMOVED_TOKENS.get(to.name() + '/' + name))
                && to.hasRoomForAttribute("ext-" + name)) {
            to.set(name, EXT).set("ext-" + name, value);
            upgrade.report(
                    Rule.RENAMED_TOKEN,
                    path,
                    "Version 2 has this token no longer. It stands in the ext- attribute now; write the value in a"
                            + " form that version 2 has, such as a prefix length.");
            return;
        }
        to.set(name, value);
        if (name.equals("dtype") && value.equals("ntpstamp")) {
            upgrade.report(
                    Rule.CHANGED_MEANING,
                    path,
                    "RFC 7970 §2.16",
                    "RFC 5070 never said what this data type holds; in version 2 it is a date-time. Check the content.");
        }
    }

    /** Maps a child by the rule that its class has; false when it has none. */
    boolean map(V1Element child, V2Element to) throws XMLStreamException {
        Means means = Vocabulary1.MEANS.get(child.name());
        if (means != null && to.name().equals("Contact") && to.hasRoom(means.element(), V2Element.NAMESPACE)) {
            means(child, to, means);
            return true;
        }
        switch (to.name() + '/' + child.name()) {
            case "IODEF-Document/Incident" -> incident(child, to.add("Incident"));
            case "Assessment/Impact" -> impact(child, to);
            case "Assessment/Confidence" -> {
                return confidence(child, to);
            }
            case "Reference/ReferenceName" -> referenceName(child, to);
            case "Method/AdditionalData" -> {
                return structuredInformation(child, to);
            }
            case "System/Node" -> {
                return node(child, to);
            }
            case "Service/Application", "RecordData/Application", "System/OperatingSystem" -> {
                return software(child, to);
            }
            default -> {
                return withDefaults(child, to);
            }
        }
        return true;
    }

    private boolean withDefaults(V1Element child, V2Element to) throws XMLStreamException {
        boolean counter = child.name().equals("Counter");
        Map<String, String> defaults = Vocabulary1.DEFAULTS.getOrDefault(child.name(), Map.of());
        if (!counter && defaults.isEmpty() || !to.hasRoom(child.name(), V2Element.NAMESPACE)) {
            return false;
        }
        V2Element added = to.add(child.name());
        defaults.forEach((attribute, value) -> {
            if (child.get(attribute) == null) {
                added.set(attribute, value);
            }
        });
        if (counter) {
            // The two tokens that both the schema of RFC 7970 and the sense of §3.18.3 allow.
            added.set("type", child.get("duration") == null ? "counter" : "rate");
        }
        upgrade.map(child, added);
        return true;
    }

    private void incident(V1Element from, V2Element to) throws XMLStreamException {
        upgrade.map(from, to);
        if (to.first("GenerationTime") != null) {
            return;
        }
        V2Element reported = to.first("ReportTime");
        if (reported == null) {
            upgrade.report(
                    Rule.MISSING,
                    from.path(),
                    "RFC 7970 §3.2",
                    "Version 2 requires a GenerationTime, and there is no ReportTime to take it from. Set it.");
            return;
        }
        to.add("GenerationTime").text(reported.text());
        upgrade.report(
                Rule.ASSUMED,
                from.path().child("ReportTime", "", 0),
                "Version 2 requires a GenerationTime; the ReportTime was taken for it, and kept. Check that the report"
                        + " was made when it was sent.");
    }

    private void means(V1Element from, V2Element contact, Means means) throws XMLStreamException {
        V2Element added = contact.add(means.element());
        means.attributes().forEach(added::set);
        V2Element inner = added.add(means.child()).text(from.takeText());
        if (inner.hasRoomForAttribute("xml:lang")) {
            inner.set("xml:lang", from.take("lang"));
        }
        String meaning = from.take("meaning");
        if (meaning != null) {
            added.add("Description").text(meaning);
        }
        upgrade.map(from, added);
    }

    private void impact(V1Element from, V2Element assessment) throws XMLStreamException {
        String token = from.take("type");
        Impact impact = impact(token);
        V2Element added = assessment.add(impact.element()).set("type", token == null ? null : impact.type());
        if (impact.type().equals(EXT) && !EXT.equals(token)) {
            added.set("ext-type", token);
        }
        boolean same =
                token == null || token.equals(impact.type()) && added.name().equals("SystemImpact");
        if (!same) {
            if (Vocabulary1.IMPACTS.containsKey(token)) {
                category(token, assessment);
            }
            upgrade.report(
                    Rule.RENAMED_TOKEN,
                    from.path().attribute("type"),
                    "Version 2 knows the impact on systems and business instead of kinds of attack. The nearest type"
                            + " was written, or the token itself as ext-type; a token of RFC 5070 is also kept as"
                            + " IncidentCategory. Check that the type says what is meant.");
        }
        String text = from.takeText();
        if (!text.isBlank()) {
            added.add("Description").set("xml:lang", from.take("lang")).text(text);
        }
        upgrade.map(from, added);
    }

    private static Impact impact(@Nullable String token) {
        if (token == null) {
            return new Impact("SystemImpact", "unknown");
        }
        Impact known = Vocabulary1.IMPACTS.get(token);
        if (known != null) {
            return known;
        }
        return new Impact("SystemImpact", SystemImpactType.of(token).isKnown() ? token : EXT);
    }

    private static void category(String token, V2Element assessment) {
        boolean there = assessment.all("IncidentCategory").stream()
                .anyMatch(category -> ((V2Element) category).text().equals(token));
        if (!there) {
            assessment.add("IncidentCategory").text(token);
        }
    }

    /** The schema of RFC 7970 forbids the number that its §3.12.5 requires: it has to stand beside. */
    private boolean confidence(V1Element from, V2Element assessment) throws XMLStreamException {
        if (!assessment.hasRoom("Confidence", V2Element.NAMESPACE)) {
            return false;
        }
        V2Element added = assessment.add("Confidence");
        String text = from.takeText();
        if (!text.isBlank()) {
            boolean numeric = "numeric".equals(from.get("rating"));
            upgrade.additionalData(assessment)
                    .set("name", "Confidence")
                    .set("dtype", numeric ? "real" : "string")
                    .set("meaning", "IODEF version 1: " + from.path())
                    .text(text.strip());
            if (numeric) {
                upgrade.take(
                        from,
                        "rating",
                        Rule.RENAMED_TOKEN,
                        "A numeric rating needs a number, for which the schema of version 2 has no room: the rating is"
                                + " unknown now, and the number AdditionalData of the Assessment.");
                added.set("rating", "unknown");
            }
            upgrade.report(
                    Rule.KEPT,
                    from.path(),
                    "RFC 7970 §3.12.5, §8",
                    "The schema of version 2 allows no content here, though its text asks for a number when the rating"
                            + " is numeric (erratum 5543). The content was kept as AdditionalData of the Assessment;"
                            + " give a rating in words if you can.");
        }
        upgrade.map(from, added);
        return true;
    }

    private void referenceName(V1Element from, V2Element reference) throws XMLStreamException {
        String text = from.takeText();
        String id = text.strip();
        if (CVE.matcher(id).matches() && reference.hasRoom("ReferenceName", ENUM_NAMESPACE)) {
            V2Element name = reference.add("ReferenceName", ENUM_NAMESPACE).set("specIndex", "1");
            name.add("ID", ENUM_NAMESPACE).text(id);
            upgrade.report(
                    Rule.MOVED,
                    from.path(),
                    "RFC 7495 §4",
                    "The name was recognised as an identifier of CVE and is a typed ReferenceName now.");
            if (from.get("lang") != null) {
                upgrade.map(from, name);
            }
            return;
        }
        V2Element description = reference.add("Description").text(text);
        upgrade.report(
                Rule.MOVED,
                from.path(),
                "The ReferenceName of version 2 is an identifier from a registry (RFC 7495). The name is a Description"
                        + " now; add the identifier if there is one.");
        upgrade.map(from, description);
    }

    /** AdditionalData that only wraps what Method itself has room for in version 2 (RFC 7203 §4.3, RFC 7970 §3.11). */
    private boolean structuredInformation(V1Element from, V2Element method) throws XMLStreamException {
        V1Element only = from.onlyChild();
        if (only == null
                || only.isV1()
                || !from.attributes().equals(List.of("dtype"))
                || !method.hasRoom(only.name(), only.namespace())) {
            return false;
        }
        upgrade.take(
                from,
                "dtype",
                Rule.MOVED,
                "Structured information of RFC 7203 stands in Method itself in version 2 (RFC 7970 §3.11), without the"
                        + " AdditionalData around it.");
        upgrade.map(only, method.add(only.name(), only.namespace()));
        return true;
    }

    private boolean node(V1Element from, V2Element system) throws XMLStreamException {
        if (!system.hasRoom("Node", V2Element.NAMESPACE)) {
            return false;
        }
        V2Element node = system.add("Node");
        List<V1Element> times = from.takeAll("DateTime");
        List<V2Element> domains = new ArrayList<>();
        for (V1Element name : from.takeAll("NodeName")) {
            V2Element domain =
                    node.add("DomainData").set("system-status", "unknown").set("domain-status", "unknown");
            V2Element domainName = domain.add("Name").text(name.takeText());
            upgrade.map(name, domainName);
            upgrade.report(
                    Rule.ASSUMED,
                    name.path(),
                    "RFC 7970 §3.19",
                    "The name is that of a DomainData now, which has to say a status: both were set to unknown.");
            domains.add(domain);
        }
        for (V1Element time : times) {
            nodeTime(time, node, domains);
        }
        for (V1Element role : from.takeAll("NodeRole")) {
            V2Element added = system.add("NodeRole");
            String text = role.takeText();
            if (!text.isBlank()) {
                added.add("Description").set("xml:lang", role.take("lang")).text(text);
            }
            upgrade.map(role, added);
            upgrade.report(Rule.MOVED, role.path(), "The role belongs to the System now, no longer to its Node.");
        }
        upgrade.map(from, node);
        return true;
    }

    private void nodeTime(V1Element time, V2Element node, List<V2Element> domains) throws XMLStreamException {
        boolean room = !domains.isEmpty() && domains.get(0).first("DateDomainWasChecked") == null;
        if (!room) {
            upgrade.keepText(time.takeText(), "date-time", time.path(), node);
            upgrade.map(time, node);
            return;
        }
        String text = time.takeText();
        for (V2Element domain : domains) {
            domain.add("DateDomainWasChecked").text(text);
        }
        upgrade.map(time, node);
        upgrade.report(
                Rule.MOVED,
                time.path(),
                "The time at which name and address were resolved is the DateDomainWasChecked of each DomainData.");
    }

    /** Software as attributes becomes a reference that keeps them, and a description for people. */
    private boolean software(V1Element from, V2Element to) throws XMLStreamException {
        if (!to.hasRoom(from.name(), V2Element.NAMESPACE)) {
            return false;
        }
        V2Element software = to.add(from.name());
        for (V1Element url : from.takeAll("URL")) {
            upgrade.map(url, software.add("URL"));
        }
        if (!from.attributes().isEmpty()) {
            List<String> words = new ArrayList<>();
            for (String attribute : SOFTWARE_NAME) {
                String value = from.get(attribute);
                if (value != null && !value.isBlank()) {
                    words.add(value.strip());
                }
            }
            software.add("SoftwareReference")
                    .set("spec-name", "custom")
                    .set("dtype", "xml")
                    .foreign(upgrade.xml(from));
            if (!words.isEmpty()) {
                software.add("Description").text(String.join(" ", words));
            }
            upgrade.report(
                    Rule.MOVED,
                    from.path(),
                    "RFC 7970 §2.15",
                    "Version 2 names software by a reference, a URL or in words. The attributes were kept in a custom"
                            + " SoftwareReference, and as words; add a CPE or SWID if you have one.");
            from.attributes().forEach(from::take);
        }
        upgrade.map(from, software);
        return true;
    }
}
