package org.xmppgrid.iodef.internal.check;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.internal.meta.ModelClass;
import org.xmppgrid.iodef.internal.meta.ModelProperty;
import org.xmppgrid.iodef.internal.meta.PartPath;

/** Says what the validator means, in words that name what to change and nothing of what the document holds. */
final class SchemaWording {
    private static final int MAX_LISTED = 30;

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("dateTime", "a date and time in the form 2015-07-18T09:00:00-05:00"),
            Map.entry("integer", "a whole number in digits"),
            Map.entry("float", "a number in digits, INF or NaN"),
            Map.entry("base64Binary", "base64"),
            Map.entry("anyURI", "a URI"),
            Map.entry("language", "a language tag such as en or pt-BR"),
            Map.entry("NCName", "a name that starts with a letter or an underscore and has no blank and no colon"),
            Map.entry("NMTOKEN", "one token without blanks"),
            Map.entry("PortlistType", "port numbers and ranges such as 2,5-15,30"),
            Map.entry("TimezoneType", "Z or an offset from UTC such as -05:00"),
            Map.entry("PositiveFloatType", "a number greater than 0"));

    private final ElementTrack track;
    private final Report report;

    /** What is wrong with the value that the next message names; the validator tells it first. */
    private @Nullable Fault fault;

    private record Fault(Rule rule, String advice) {}

    /** Takes what was worded. */
    @FunctionalInterface
    interface Report {
        void report(Rule rule, PartPath path, String clause, String message);
    }

    SchemaWording(ElementTrack track, Report report) {
        this.track = track;
        this.report = report;
    }

    void violation(ValidatorMessage message) {
        switch (message.code()) {
            case "cvc-complex-type.2.4.a" -> notYet(message.expected());
            case "cvc-complex-type.2.4.b", "cvc-complex-type.2.4.i", "cvc-complex-type.2.4.j" ->
                incomplete(message.expected());
            case "cvc-elt.1.a", "cvc-elt.1" ->
                unexpected("The root is no IODEF-Document of " + SchemaResources.IODEF + '.');
            case "cvc-type.3.1.2" -> elementsInValue();
            case "cvc-complex-type.2.2" -> {
                if (fault == null) {
                    elementsInValue();
                } else {
                    value(track.path(), fault);
                }
            }
            case "cvc-type.3.1.3" -> value(track.path(), fault);
            case "cvc-attribute.3" -> attributeValue(message.attribute());
            case "cvc-complex-type.3.1", "cvc-attribute.4" ->
                fixedAttribute(message.fixedAttribute(), message.fixedValue());
            case "cvc-complex-type.3.2.2" -> unexpectedAttribute(message.namedAttribute());
            case "cvc-complex-type.4" -> missingAttribute(message.namedAttribute());
            case "cvc-type.3.1.1" -> unexpectedAttribute(null);
            case "cvc-elt.3.1" -> unexpectedAttribute("xsi:nil");
            case "cvc-elt.4.1", "cvc-elt.4.2", "cvc-elt.4.3" -> unexpectedAttribute("xsi:type");
            case "cvc-enumeration-valid" -> fault = new Fault(SchemaRules.TOKEN, tokens(message.tokens()));
            case "UndeclaredPrefix" -> fault = new Fault(SchemaRules.VALUE, "must have a declared prefix.");
            default -> {
                if (message.code().startsWith("cvc-complex-type.2.4.")) {
                    unexpected(track.name() + " has no place here" + in() + "; remove it, or move it to where "
                            + "the class has room for it.");
                } else if (message.code().matches("cvc-(datatype|pattern|[a-zA-Z]+)-valid.*")) {
                    fault = fault(message.type());
                } else {
                    other(message.code());
                }
            }
        }
    }

    private static Fault fault(@Nullable String type) {
        boolean identifier = "NCName".equals(type);
        String form = type == null ? null : TYPES.get(type);
        return new Fault(
                identifier ? SchemaRules.ID : SchemaRules.VALUE,
                form == null ? "has a form that its type does not allow." : "must be " + form + '.');
    }

    private static String tokens(List<String> tokens) {
        String advice = tokens.isEmpty() || tokens.size() > MAX_LISTED
                ? "is none of the tokens that the schema lists"
                : "must be one of " + String.join(", ", tokens);
        return advice + (tokens.contains("ext-value") ? "%s" : "") + '.';
    }

    /**
     * Text where the schema has no room for any.
     *
     * @param owed whether the text of RFC 7970 asks for it all the same
     */
    void textWhereNoneMayBe(String code, boolean owed) {
        if (owed) {
            report.report(
                    SchemaRules.AGAINST_TEXT,
                    track.path(),
                    clause(),
                    "RFC 7970 asks for text in this " + track.name() + " and its schema has no room for it (erratum"
                            + " 5543 and its like), so peers that check may refuse it. Leave it out, or send it to those who"
                            + " agree with ValidationPolicy.WARN.");
        } else if (code.endsWith(".1")) {
            report.report(
                    SchemaRules.TEXT,
                    track.path(),
                    clause(),
                    track.name() + " must be empty, without even white space; remove its content.");
        } else {
            report.report(
                    SchemaRules.TEXT,
                    track.path(),
                    clause(),
                    "There is text between the elements of " + track.name() + "; put it into an element, such as"
                            + " Description.");
        }
    }

    /**
     * An identifier that the document has already.
     *
     * @param refers whether one of the two only names an indicator that is described elsewhere
     */
    void repeatedIdentifier(boolean refers) {
        fault = refers
                ? new Fault(
                        SchemaRules.AGAINST_TEXT,
                        "names an indicator that the document has, which RFC 7970 intends and its schema takes for a"
                                + " second identifier, so peers that check may refuse it. Refer to it in the text, or send it to"
                                + " those who agree with ValidationPolicy.WARN.")
                : new Fault(SchemaRules.ID, "is in the document already; every identifier must be of its own.");
    }

    private void notYet(List<String> expected) {
        String missing = missing(track.parentType(), expected, track::parentHas);
        if (track.parentName().isEmpty()) {
            unexpected(track.name() + " can't be the root.");
        } else if (!track.isKnown()) {
            unexpected(track.name() + " is no child of " + track.parentName()
                    + "; remove it, or carry it in AdditionalData. Here may stand: " + listed(expected) + '.');
        } else if (missing != null) {
            PartPath around = track.path().parent();
            report.report(
                    SchemaRules.MISSING_ELEMENT,
                    around == null ? track.path() : around,
                    Clauses.of(track.parentType()),
                    missing + " is missing before " + track.name()
                            + "; add it, or bring the children into the order of " + track.parentName() + '.');
        } else {
            unexpected(track.name() + " can't stand here" + in() + "; what may come next is " + listed(expected)
                    + ". Add what is missing, or bring the children into the order of the class." + note(expected));
        }
    }

    /** Where the schema is known to be stricter than the RFC means, so that nobody looks for a fault of his own. */
    private String note(List<String> expected) {
        return expected.contains("URL") && track.parentName().equals("ThreatActor")
                ? " (Erratum 5423 would make the URL optional; the published schema has it required.)"
                : "";
    }

    /** The first element that a class must have, may have next, and has not had; null if there is none. */
    private static @Nullable String missing(@Nullable Class<?> type, List<String> expected, Predicate<String> present) {
        if (type == null) {
            return null;
        }
        return ModelClass.of(type).children().stream()
                .filter(child -> child.isRequired() && child.kind() == ModelProperty.Kind.ELEMENT)
                .map(ModelProperty::name)
                .filter(name -> expected.contains(name) && !present.test(name))
                .findFirst()
                .orElse(null);
    }

    private void incomplete(List<String> expected) {
        String missing = missing(track.type(), expected, track::has);
        report.report(
                SchemaRules.MISSING_ELEMENT,
                track.path(),
                clause(),
                missing != null
                        ? missing + " is missing in " + track.name() + "; add it."
                        : track.name() + " ends too early; add " + (expected.size() == 1 ? "" : "one of ")
                                + listed(expected) + '.');
    }

    private void elementsInValue() {
        report.report(
                SchemaRules.UNEXPECTED_ELEMENT,
                track.path(),
                clause(),
                track.name() + " holds a value and no elements; remove the elements in it.");
    }

    private void unexpected(String message) {
        Class<?> parent = track.parentType();
        report.report(SchemaRules.UNEXPECTED_ELEMENT, track.path(), Clauses.of(parent), message);
    }

    private void attributeValue(@Nullable String attribute) {
        Fault known = fault;
        if (attribute == null) {
            value(track.path(), known);
        } else if (known == null || !known.advice.contains("%s")) {
            value(track.path().attribute(attribute), known);
        } else {
            String extended = known.advice.replace(
                    "%s",
                    "; for any other, set it to ext-value and ext-" + attribute + " to the token (RFC 7970 §5.1.1)");
            value(track.path().attribute(attribute), new Fault(known.rule, extended));
        }
    }

    private void value(PartPath path, @Nullable Fault known) {
        Fault what = known == null ? fault(null) : known;
        fault = null;
        String subject = path.toString();
        report.report(
                what.rule,
                path,
                clause(),
                subject.substring(subject.lastIndexOf('/') + 1).replaceAll("\\[\\d+\\]$", "")
                        + ' '
                        + what.advice.replace("%s", ""));
    }

    private void fixedAttribute(@Nullable String attribute, @Nullable String value) {
        report.report(
                SchemaRules.VALUE,
                attribute == null ? track.path() : track.path().attribute(attribute),
                clause(),
                value == null
                        ? "This attribute may have one value only."
                        : '@' + attribute + " must be \"" + value + "\".");
    }

    private void unexpectedAttribute(@Nullable String attribute) {
        report.report(
                SchemaRules.UNEXPECTED_ATTRIBUTE,
                attribute == null ? track.path() : track.path().attribute(attribute),
                clause(),
                track.name() + " has no " + (attribute == null ? "such attribute" : "attribute " + attribute)
                        + "; remove it. RFC 7970 §5 allows no attributes of one's own.");
    }

    private void missingAttribute(@Nullable String attribute) {
        report.report(
                SchemaRules.MISSING_ATTRIBUTE,
                attribute == null ? track.path() : track.path().attribute(attribute),
                clause(),
                track.name() + " must have the attribute " + attribute + "; add it.");
    }

    private void other(String code) {
        report.report(
                SchemaRules.OTHER,
                track.path(),
                clause(),
                track.name() + " breaks the schema (XML Schema's rule " + code + ").");
    }

    /** A fault that no message has named the place of; there is none known that stays so. */
    void flush() {
        if (fault != null) {
            value(track.path(), fault);
        }
    }

    private String in() {
        return track.parentName().isEmpty() ? "" : " in " + track.parentName();
    }

    private String clause() {
        return Clauses.of(track.type());
    }

    private static String listed(List<String> names) {
        return names.size() <= MAX_LISTED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MAX_LISTED)) + " and " + (names.size() - MAX_LISTED) + " more";
    }
}
